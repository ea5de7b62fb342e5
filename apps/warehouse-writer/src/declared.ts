import { cellNames, type Resource } from '@trellis/pipeline'
import type { Declared } from '@trellis/runtime'

/** What these resources declare, as a generation keeps it (rule N2). */
export function declaredBy(resources: readonly Resource[]): Declared {
  return Object.fromEntries(
    resources.map((of) => [of.name, Object.fromEntries(cellNames(of).map((name) => [name, of.columns[name]?.sql ?? 'jsonb']))]),
  )
}
