import { isDeepStrictEqual } from 'node:util'
import { recordEventId, recordFacts, source } from '@trellis/greenhouse'
import { EXTRA, isRemoved, normalize, parseJson, settled, type Cells, type Instant, type Json, type Row } from '@trellis/pipeline'
import type { ReadingPorts } from '../read-page.js'
import { heldRows, type HeldTable } from './held-rows.js'

/** An entity of which Greenhouse and the tables do not say the same. Names only. */
export interface Difference {
  readonly key: string
  readonly what: 'missing' | 'different'
  readonly columns: readonly string[]
  /** The record's, RFC 3339 with microseconds; undefined where it has none. */
  readonly updatedAt: string | undefined
}

/** What became of the records of one answer. */
export interface ComparedRecords {
  /** Of every record that has one. */
  readonly keys: readonly string[]
  readonly differences: readonly Difference[]
  /** Records of which something is a problem and no cell. */
  readonly unreadable: number
}

/** Reads each record by the declarations, as a normalizer would, and compares its cells with the tables as they are now. Appends nothing. */
export async function compareRecords(
  { connection, pool, lag }: Pick<ReadingPorts, 'connection' | 'pool' | 'lag'>,
  table: HeldTable,
  slices: readonly Uint8Array[],
  requestedAt: Instant,
): Promise<ComparedRecords> {
  const { of } = table
  const at = settled(requestedAt, lag)
  const records = slices.map((body) => {
    const id = recordEventId(connection, of.name, at, body)
    const { events, problems } = normalize(source, { id, connection, kind: 'record', resource: of.name, at, body })
    const [event] = events
    const updatedAt = recordFacts(of, body)?.updatedAt
    return { event: event?.type === 'observed' ? event : undefined, updatedAt, isUnreadable: problems.length > 0 }
  })
  const read = records.flatMap(({ event, updatedAt }) => (event ? [{ key: event.key, cells: event.cells, updatedAt }] : []))
  const keys = read.map(({ key }) => key)
  const rows = keys.length === 0 ? new Map<string, Row>() : await heldRows(pool, connection, table, keys)
  const differences = read.flatMap(({ key, cells, updatedAt }): readonly Difference[] => {
    const row = rows.get(key)
    if (!row || isRemoved(row)) return [{ key, what: 'missing', columns: [], updatedAt }]
    const columns = differing(table, cells, row)
    return columns.length === 0 ? [] : [{ key, what: 'different', columns, updatedAt }]
  })
  return {
    keys,
    differences,
    unreadable: records.filter(({ isUnreadable }) => isUnreadable).length,
  }
}

/** What changes by reading (rule L4) and what no listing carries (rule V5) stays out; a cell that the record is silent about does too. */
function differing({ of }: HeldTable, cells: Cells, row: Row): readonly string[] {
  return Object.entries(cells).flatMap(([name, told]) => {
    const column = Object.hasOwn(of.columns, name) ? of.columns[name] : undefined
    if (name !== EXTRA && (!column || column.isVolatile || column.isWebhookOnly)) return []
    const sql = column?.sql ?? 'jsonb'
    return isDeepStrictEqual(comparable(sql, told), comparable(sql, row.cells[name]?.value ?? null)) ? [] : [name]
  })
}

/** The table has one spelling of a number, as `rowOfStored` reads it; it knows no negative zero. */
function comparable(sql: string, value: Json): Json {
  const isNumber = sql === 'bigint' || sql === 'numeric'
  const read = isNumber && typeof value === 'string' ? (parseJson(value) ?? value) : value
  return read === 0 ? 0 : read
}
