import { MAX_VALUE_BYTES, source } from '@trellis/greenhouse'
import { decodeRaw, encodeCanonical, normalize, type CanonicalEvent } from '@trellis/pipeline'
import {
  transactAt,
  type AtPosition,
  type LogBatch,
  type LogRecord,
  type Pool,
  type PoolClient,
  type SeekTo,
} from '@trellis/runtime'
import { eventsFor, isUnfit, type Care } from '../events-for.js'
import type { Generation } from '../generation.js'
import { JoinedTables } from '../joined-tables.js'
import { LeftOut } from '../left-out.js'

/** What of raw is read into which tables; plain data, so that it can be given to a thread. */
export interface Replay {
  /** Under which the positions are kept. */
  readonly reader: string
  readonly generation: number
  /** Where the tables stand. */
  readonly schema: string
  /** Only what was appended until then (rule N4). */
  readonly asOfMs?: number
  /** Only the words on this resource. */
  readonly resource?: string
}

/** A smaller body cannot become a message that the log would refuse, however much its numbers grow when they are read. */
const SURELY_FITS = 32 * 1024

/** Records read at a time: bounds what their words take in memory. */
const SLICE = 2_000

/**
 * Reads a batch of raw, one partition's, into the tables, some records at a time: rows and the position behind them in one transaction. What Postgres
 * refuses is left out, as the writer does.
 */
export async function replayBatch(pool: Pool, replay: Replay, into: Generation, batch: LogBatch): Promise<SeekTo | undefined> {
  for (const slice of slices(batch)) {
    const outcome = await replaySlice(pool, replay, into, slice, 'trusting').catch((error: unknown) => {
      if (isUnfit(error)) return replaySlice(pool, replay, into, slice, 'careful')
      throw error
    })
    if ('seekTo' in outcome) return outcome
    if (batch.isStale()) break
  }
  return undefined
}

function replaySlice(pool: Pool, replay: Replay, into: Generation, slice: LogBatch, care: Care): Promise<AtPosition<number>> {
  return transactAt(pool, replay.reader, slice, async (client, records) => {
    // What a crash of Postgres loses of it, rows and position together, is read again.
    await client.query('set local synchronous_commit = off')
    const removed = await removedConnections(client)
    const events = records.flatMap((record) => wordsOf(record, replay, removed))
    const leftOut = new LeftOut()
    const joined = new JoinedTables(into)
    for (const event of eventsFor(into, events, leftOut, care)) joined.add(event, leftOut)
    await joined.write(client, leftOut)
    return joined.rows
  })
}

function* slices(batch: LogBatch): Generator<LogBatch> {
  const { records } = batch
  if (records.length <= SLICE) yield batch
  else
    for (let start = 0; start < records.length; start += SLICE) {
      const [first, next] = [records[start], records[start + SLICE]]
      const fetchedFrom = start === 0 ? batch.fetchedFrom : BigInt(first?.position.offset ?? 0)
      const nextOffset = next ? BigInt(next.position.offset) : batch.nextOffset
      yield { ...batch, records: records.slice(start, start + SLICE), fetchedFrom, nextOffset }
    }
}

/** What the record says of what is being made; nothing of connections that were removed (rule N5). */
export function wordsOf(
  record: LogRecord,
  { asOfMs, resource }: Replay,
  removed: ReadonlySet<string>,
): readonly CanonicalEvent[] {
  if (asOfMs !== undefined && record.appendedAtMs > asOfMs) return []
  const raw = decodeRaw(record.message, record.position, record.appendedAtMs)
  if (!raw || removed.has(raw.connection)) return []
  if (resource !== undefined && raw.resource !== undefined && raw.resource !== resource) return []
  const { events } = normalize(source, raw)
  const wanted = resource === undefined ? events : events.filter((event) => event.resource === resource)
  return raw.body.byteLength <= SURELY_FITS ? wanted : wanted.filter(fitsTheLog)
}

/** The normalizer makes a problem of an event that the log would not take: so no table has it. */
function fitsTheLog(event: CanonicalEvent): boolean {
  return encodeCanonical(event).value.byteLength <= MAX_VALUE_BYTES
}

async function removedConnections(client: PoolClient): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ id: string }>('select id from ops.connection where removed_at is not null')
  return new Set(rows.map(({ id }) => id))
}
