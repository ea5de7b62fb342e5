import { resourceNamed } from '@trellis/greenhouse'
import {
  copyLine,
  copyToStage,
  createStage,
  historyEntry,
  historyParameters,
  insertHistory,
  joinStage,
  type CanonicalEvent,
  type Resource,
} from '@trellis/pipeline'
import { copyInto, type PoolClient } from '@trellis/runtime'
import type { Generation } from './generation.js'
import { joinBatch, type JoinedRow } from './join-batch.js'
import type { LeftOut } from './left-out.js'
import type { FittingTable } from './table-shape.js'

/**
 * Joins events into a generation's tables, one statement per table, adds what they say to the histories, and gives the number of rows. Cells without
 * a fitting column are noted and left out.
 */
export async function writeEvents(
  client: PoolClient,
  { schema, tables }: Generation,
  events: readonly CanonicalEvent[],
  leftOut: LeftOut,
): Promise<number> {
  let written = 0
  for (const [name, rows] of joinBatch(events)) {
    const table = tables.get(name)
    if (!table) {
      leftOut.note('waiting for rebuild', resourceNamed(name)?.name ?? 'unknown', rows.length)
      continue
    }
    noteMissingCells(table, rows, leftOut)
    await client.query(createStage(schema, table.whole))
    await copyInto(client, copyToStage(schema, table.of), lines(table.of, rows))
    await client.query(joinStage(schema, table.of))
    if (table.of.history) await writeHistory(client, schema, table.of, events)
    written += rows.length
  }
  return written
}

/** Of the events as they came: joined, they would not say any more what was between. */
async function writeHistory(client: PoolClient, schema: string, of: Resource, events: readonly CanonicalEvent[]): Promise<void> {
  const entries = events.flatMap((event) => (event.resource === of.name ? (historyEntry(of, event) ?? []) : []))
  if (entries.length > 0) await client.query(insertHistory(schema, of), [...historyParameters(entries)])
}

/** Names that no declaration has become one label: they came with the message. */
function noteMissingCells({ of, cells }: FittingTable, rows: readonly JoinedRow[], leftOut: LeftOut): void {
  const declared = resourceNamed(of.name)?.columns ?? {}
  for (const { row } of rows)
    for (const name in row.cells)
      if (!cells.has(name)) leftOut.note('waiting for rebuild', `${of.name}.${Object.hasOwn(declared, name) ? name : '?'}`)
}

function* lines(of: Resource, rows: readonly JoinedRow[]): Generator<string> {
  for (const { connection, key, row } of rows) yield copyLine(of, connection, key, row)
}
