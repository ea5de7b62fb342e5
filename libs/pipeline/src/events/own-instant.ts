import { readCell } from '../resource/column.js'
import { parseInstant, type Instant } from './instant.js'
import type { Json } from '../resource/json.js'
import type { Resource } from '../resource/resource.js'

/**
 * When the mentioned record last changed, as its own `updated_at` says it; undefined where it says none, none that can be read, or one after `latest`,
 * when we already had it. What no listing carries is ordered by it (rule V5): the retry of a webhook arrives late and is old all the same.
 */
export function ownInstant({ columns }: Pick<Resource, 'columns'>, record: Json, latest: Instant): Instant | undefined {
  const column = Object.hasOwn(columns, 'updated_at') ? columns['updated_at'] : undefined
  const said = column?.sql === 'timestamptz' ? readCell(column, record) : undefined
  const own = typeof said === 'string' ? parseInstant(said) : undefined
  return own === undefined || own > latest ? undefined : own
}
