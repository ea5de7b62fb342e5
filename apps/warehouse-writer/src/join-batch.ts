import { join, rowOf, type CanonicalEvent, type Row } from '@trellis/pipeline'

/** One table's rows of a batch: connection and key with what the batch says of them. */
export interface JoinedRow {
  readonly connection: string
  readonly key: string
  readonly row: Row
}

/** Joins a batch in memory: one row per entity, by resource, tables and rows sorted so that two writers never lock rows crosswise. */
export function joinBatch(events: Iterable<CanonicalEvent>): ReadonlyMap<string, readonly JoinedRow[]> {
  const tables = new Map<string, Map<string, JoinedRow>>()
  for (const event of events) {
    const { resource, connection, key } = event
    const table = tables.get(resource) ?? new Map<string, JoinedRow>()
    tables.set(resource, table)
    const entity = `${connection}/${key}`
    const known = table.get(entity)
    table.set(entity, { connection, key, row: known ? join(known.row, rowOf(event)) : rowOf(event) })
  }
  const sorted = [...tables].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return new Map(sorted.map(([resource, rows]) => [resource, [...rows.values()].sort(byKey)]))
}

function byKey(a: JoinedRow, b: JoinedRow): number {
  if (a.connection !== b.connection) return a.connection < b.connection ? -1 : 1
  return a.key.length - b.key.length || (a.key < b.key ? -1 : 1)
}
