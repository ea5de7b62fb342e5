import { cellNames, type Resource } from '@trellis/pipeline'

/** Resource, column and SQL type: what a generation's tables were made with (rule N2). */
export type Declared = Readonly<Record<string, Readonly<Record<string, string>>>>

/** What these resources declare. */
export function declaredBy(resources: readonly Resource[]): Declared {
  return Object.fromEntries(
    resources.map((of) => [of.name, Object.fromEntries(cellNames(of).map((name) => [name, of.columns[name]?.sql ?? 'jsonb']))]),
  )
}
