import { isDeepStrictEqual } from 'node:util'
import { recordEventId, recordFacts, source } from '@trellis/greenhouse'
import {
  comparableCell,
  EXTRA,
  isObject,
  isRemoved,
  normalize,
  NOTHING_WITHHELD,
  settled,
  withhold,
  type Cells,
  type Instant,
  type Json,
  type Row,
} from '@trellis/pipeline'
import type { HeldTable } from '@trellis/runtime'
import type { ConnectionContext } from '../connection-context.js'
import { heldRows } from './held-rows.js'

/** An entity of which Greenhouse and the tables do not say the same. Names only. */
export interface Difference {
  readonly key: string
  readonly what: 'missing' | 'different'
  readonly columns: readonly string[]
  /** The record's, RFC 3339 with microseconds; undefined where it has none. */
  readonly updatedAt: string | undefined
}

/** What became of the records of one answer. */
interface ComparedRecords {
  /** Of every record that has one. */
  readonly keys: readonly string[]
  readonly differences: readonly Difference[]
  /** Records of which something is a problem and no cell. */
  readonly unreadable: number
}

/** Reads each record by the declarations, as a normalizer would, and compares its cells with the tables as they are now. Appends nothing. */
export async function compareRecords(
  { connection, pool, lag, withheld = NOTHING_WITHHELD }: Pick<ConnectionContext, 'connection' | 'pool' | 'lag' | 'withheld'>,
  table: HeldTable,
  slices: readonly Uint8Array[],
  requestedAt: Instant,
): Promise<ComparedRecords> {
  const { of } = table
  const at = settled(requestedAt, lag)
  const records = slices.map((body) => {
    const id = recordEventId(connection, of.name, at, body)
    const raw = { id, connection, kind: 'record', resource: of.name, at, body } as const
    const { events, problems } = withhold(source, normalize(source, raw), withheld)
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

/**
 * What changes by reading (rule L4), what no listing carries (rule V5) and what the table can hold only after a rebuild (rule N2) stays out; a cell that
 * the record is silent about does too.
 */
function differing({ of, waiting }: HeldTable, cells: Cells, row: Row): readonly string[] {
  return Object.entries(cells).flatMap(([name, read]) => {
    const column = Object.hasOwn(of.columns, name) ? of.columns[name] : undefined
    if (name !== EXTRA && (!column || column.isVolatile || column.isWebhookOnly)) return []
    const sql = column?.sql ?? 'jsonb'
    const held = row.cells[name]?.value ?? null
    const [said, is] = name === EXTRA ? [without(read, waiting), without(held, waiting)] : [read, held]
    return isDeepStrictEqual(comparableCell(sql, said), comparableCell(sql, is)) ? [] : [name]
  })
}

function without(value: Json, names: ReadonlySet<string>): Json {
  return isObject(value) ? Object.fromEntries(Object.entries(value).filter(([name]) => !names.has(name))) : value
}
