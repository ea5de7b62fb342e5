import { resourceNamed, source } from '@trellis/greenhouse'
import { decodeRaw, normalize, type CanonicalEvent, type Position, type Row } from '@trellis/pipeline'
import { readRow } from '../explain/read-row.js'
import { rawRecordAt } from '../problems/raw-records-at.js'
import type { Stores } from '../stores.js'

/** A webhook may mention hundreds of entities. */
const MOST_ROWS = 50

/** An entity that a webhook mentions, and what the tables have of that. */
export interface RowOfDelivery {
  readonly resource: string
  readonly key: string
  readonly type: CanonicalEvent['type']
  /** `in the row`: the row has cells, or its removal, out of this webhook. `overtaken`: newer events have said all of it again. `no row`: there is none yet. */
  readonly state: 'in the row' | 'overtaken' | 'no row'
}

/** What a webhook made of the tables; `gone` where its body is not on the log any more. */
export interface RowsOfDelivery {
  readonly raw: 'there' | 'gone'
  readonly rows: readonly RowOfDelivery[]
  /** There are more than are shown. */
  readonly more: number
}

/** Reads a webhook's body again where it stands, and looks for it in the rows that it mentions. Gives names and ids, never a value. */
export async function rowsOfDelivery({ log, pool }: Stores, connection: string, position: Position): Promise<RowsOfDelivery> {
  const record = await rawRecordAt(log, position)
  const raw = typeof record === 'string' ? undefined : decodeRaw(record.message, record.position, record.appendedAtMs)
  // A place may be another connection's: what it holds is not shown.
  if (raw?.connection !== connection) return { raw: 'gone', rows: [], more: 0 }
  const { events } = normalize(source, raw)
  const rows: RowOfDelivery[] = []
  for (const event of events.slice(0, MOST_ROWS)) {
    const { resource, key, type } = event
    const of = resourceNamed(resource)
    if (of) rows.push({ resource, key, type, state: stateOf((await readRow(pool, of, key, connection)).row, event) })
  }
  return { raw: 'there', rows, more: Math.max(0, events.length - MOST_ROWS) }
}

function stateOf(row: Row | undefined, { version }: CanonicalEvent): RowOfDelivery['state'] {
  if (!row) return 'no row'
  const isIn = row.removal?.version === version || Object.values(row.cells).some((cell) => cell.version === version)
  return isIn ? 'in the row' : 'overtaken'
}
