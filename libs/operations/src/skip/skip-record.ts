import { NORMALIZER_GROUP, RAW_TOPIC } from '@trellis/greenhouse'
import { noteSkipped, markSkipped, positionsIn, transact, type EventLog, type LogRecord } from '@trellis/runtime'
import { Refusal } from '../refusal.js'
import type { Stores } from '../stores.js'

/** A place of the log. */
export interface Place {
  /** Without prefix. */
  readonly topic: string
  readonly partition: number
  readonly offset: bigint
}

/** Where a reader is, and what becomes of the record there. */
export interface PlacedReader {
  readonly reader: string
  /** The offset that it reads next; null where it has not read yet. */
  readonly next: string | null
  /** `passes over`: now, or once it comes there. `is past it`: it has read it. `has to be stopped`, `is not there yet`: of a reader that keeps its position in Kafka. */
  readonly outcome: 'passes over' | 'is past it' | 'has to be stopped' | 'is not there yet'
}

/** What there is at the place, and what skipping it does. */
export interface Skip {
  readonly topic: string
  readonly partition: number
  readonly offset: string
  /** What the record says of itself, but for its value; null where it was erased. */
  readonly record: {
    readonly bytes: number
    readonly appendedAt: string
    readonly type: string | null
    readonly id: string | null
  } | null
  readonly readers: readonly PlacedReader[]
}

/** Looks what is there and where the readers are; changes nothing. Throws a Refusal where the log has no such place. */
export async function planSkip(ports: Stores, place: Place): Promise<Skip> {
  return described(place, await recordAt(ports.log, place), await readersOf(ports, place))
}

/**
 * Has every reader skip one record, for good: those that keep their position in Postgres whenever they come there, a rebuild too; the normalizer, which
 * keeps it in Kafka, where it stands right there and does not run. A problem is kept of it. Doing it again is harmless. Throws like `planSkip`.
 */
export async function skipRecord(ports: Stores, place: Place): Promise<Skip> {
  const { log, pool } = ports
  const { topic, partition, offset } = place
  const record = await recordAt(log, place)
  await transact(pool, async (client) => {
    await markSkipped(client, place, offset)
    if (record) await noteSkipped(client, record, 'skipped')
  })
  const readers = await readersOf(ports, place)
  if (readers.some(isStoppedThere)) await log.moveGroup(NORMALIZER_GROUP, topic, partition, offset + 1n)
  return described(place, record, readers)
}

function isStoppedThere({ reader, outcome }: PlacedReader): boolean {
  return reader === NORMALIZER_GROUP && outcome === 'passes over'
}

async function recordAt(log: EventLog, { topic, partition, offset }: Place): Promise<LogRecord | undefined> {
  const [low, end] = [(await log.startOffsets(topic)).get(partition), (await log.endOffsets(topic)).get(partition)]
  if (low === undefined || end === undefined) throw new Refusal('not found', `${topic} has no partition ${partition}`)
  if (offset < low || offset >= end)
    throw new Refusal('not found', `${topic}/${partition} holds the offsets from ${low} up to ${end - 1n}, not ${offset}`)
  let found: LogRecord | undefined
  const read = (records: readonly LogRecord[]): undefined => void ([found] = records)
  await log.scan(topic, read, { ranges: [{ partition, from: offset, to: offset + 1n }] })
  return found
}

async function readersOf(ports: Stores, place: Place): Promise<readonly PlacedReader[]> {
  const { topic, offset } = place
  const inPostgres = (await positionsIn(ports.pool, place)).map(({ reader, next }): PlacedReader => {
    return { reader, next: String(next), outcome: next > offset ? 'is past it' : 'passes over' }
  })
  return topic === RAW_TOPIC ? [...inPostgres, await normalizerAt(ports.log, place)] : inPostgres
}

async function normalizerAt(log: EventLog, { topic, partition, offset }: Place): Promise<PlacedReader> {
  const next = (await log.committedOffsets(NORMALIZER_GROUP, topic)).get(partition)
  const members = await log.clientsOf(NORMALIZER_GROUP)
  const place = { reader: NORMALIZER_GROUP, next: next === undefined ? null : String(next) }
  if (next !== undefined && next > offset) return { ...place, outcome: 'is past it' }
  if (members === undefined || members.length > 0) return { ...place, outcome: 'has to be stopped' }
  return { ...place, outcome: next === offset ? 'passes over' : 'is not there yet' }
}

function described({ topic, partition, offset }: Place, record: LogRecord | undefined, readers: readonly PlacedReader[]): Skip {
  const headers = record?.message.headers
  return {
    topic,
    partition,
    offset: String(offset),
    record: record
      ? {
          bytes: record.message.value.byteLength,
          appendedAt: new Date(record.appendedAtMs).toISOString(),
          type: headers?.['ce_type']?.slice(0, 100) ?? null,
          id: headers?.['ce_id']?.slice(0, 100) ?? null,
        }
      : null,
    readers,
  }
}
