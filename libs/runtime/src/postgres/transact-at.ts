import type { Pool, PoolClient } from 'pg'
import type { LogBatch, LogRecord, SeekTo } from '../kafka/consumer/log-batch.js'
import { pgFault } from './pg-fault.js'
import { transact } from './transact.js'

/** What came of a batch: the work's result, or the position that the database knows better. */
export type AtPosition<T> = SeekTo | { readonly done: T }

/** A reader whose name is found out by each transaction anew. */
export interface MovingReader {
  /** How the transaction begins: `begin`, and what has to be locked before anything is looked at. */
  readonly begin: string
  readonly name: (client: PoolClient) => Promise<string>
}

/** Whose place in what. */
interface PositionKey {
  readonly reader: string
  readonly topic: string
  readonly partition: number
}

/** What of a batch the database has not seen. */
interface NewRecords {
  readonly batch: LogBatch
  readonly records: readonly LogRecord[]
}

/**
 * Does a batch's work and moves the reader's position in one transaction (law "positions live with the rows"). `work` gets the records that the
 * database has not seen. Where the batch begins behind a gap, or brings nothing new, nothing is done and the answer says where to read on.
 * The position's lock fences a stale reader: it waits here and then finds itself overtaken.
 */
export async function transactAt<T>(
  pool: Pool,
  reader: string | MovingReader,
  batch: LogBatch,
  work: (client: PoolClient, records: readonly LogRecord[]) => Promise<T>,
): Promise<AtPosition<T>> {
  const [answer] = await transactAtEach(pool, reader, [batch], async (client, found) => {
    const done: T[] = []
    for (const { records } of found) done.push(await work(client, records))
    return done
  })
  if (!answer) throw new Error('a batch was not answered')
  return answer
}

/** The same for batches of several partitions at once. `work` is not called where none brings anything new, and answers in the order of what it got. */
export async function transactAtEach<T>(
  pool: Pool,
  reader: string | MovingReader,
  batches: readonly LogBatch[],
  work: (client: PoolClient, found: readonly NewRecords[]) => Promise<readonly T[]>,
): Promise<readonly AtPosition<T>[]> {
  const inTransaction = async (client: PoolClient): Promise<readonly AtPosition<T>[]> => {
    const name = typeof reader === 'string' ? reader : await reader.name(client)
    const positions = await lockPositions(client, name, batches)
    const nextOf = (at: number): bigint => positions[at]?.next ?? 0n
    const isNew = (batch: LogBatch, at: number): boolean => batch.fetchedFrom <= nextOf(at) && batch.nextOffset > nextOf(at)
    const found = batches.flatMap((batch, at) => {
      const isWanted = ({ position: { offset } }: LogRecord): boolean =>
        BigInt(offset) >= nextOf(at) && positions[at]?.passedOver?.includes(offset) !== true
      return isNew(batch, at) ? [{ batch, records: batch.records.filter(isWanted) }] : []
    })
    const done = found.length > 0 ? [...(await work(client, found))] : []
    await movePositions(
      client,
      name,
      found.map(({ batch }) => batch),
    )
    return batches.map((batch, at) => (isNew(batch, at) ? { done: done.shift() as T } : { seekTo: nextOf(at) }))
  }
  return transact(pool, inTransaction, typeof reader === 'string' ? undefined : reader.begin)
}

type Place = Pick<PositionKey, 'topic' | 'partition'>
type Moved = Place & Pick<LogBatch, 'nextOffset'>

/** Where a reader goes on in a partition, and which offsets from there on it passes over by a person's word. */
interface Locked {
  readonly next: bigint
  readonly passedOver: readonly string[] | null
}

/** Locks the reader's positions until the transaction's end and tells them, in the places' order: 0 where it never read. A row is missing only once. */
async function lockPositions(client: PoolClient, reader: string, places: readonly Place[]): Promise<readonly Locked[]> {
  const which = [reader, places.map(({ topic }) => topic), places.map(({ partition }) => partition)]
  const lock = async (): Promise<readonly (Locked | undefined)[]> => {
    // In one order for all, so that two never wait crosswise.
    const { rows } = await client.query<{ topic: string; partition: number; next_offset: string; passed_over: string[] | null }>(
      `select topic, partition, next_offset, (
         select array_agg(o.log_offset::text) from ops.passed_over o
         where o.topic = t.topic and o.partition = t.partition and o.log_offset >= t.next_offset
       ) as passed_over
       from ops.log_position t
       where reader = $1 and (topic, partition) in (select * from unnest($2::text[], $3::int[])) order by topic, partition for update of t`,
      which,
    )
    const known = new Map(
      rows.map(({ topic, partition, next_offset, passed_over }) => [
        `${topic}/${partition}`,
        { next: BigInt(next_offset), passedOver: passed_over },
      ]),
    )
    return places.map(({ topic, partition }) => known.get(`${topic}/${partition}`))
  }
  const locked = await lock()
  if (!locked.includes(undefined)) return locked.map((found) => found ?? NOWHERE)
  await client.query(
    `insert into ops.log_position (reader, topic, partition, next_offset)
     select $1, topic, partition, 0 from unnest($2::text[], $3::int[]) as place (topic, partition) order by 2, 3 on conflict do nothing`,
    which,
  )
  return (await lock()).map((found) => found ?? NOWHERE)
}

const NOWHERE: Locked = { next: 0n, passedOver: null }

/** Moves positions that this transaction has locked behind the batches. */
async function movePositions(client: PoolClient, reader: string, batches: readonly Moved[]): Promise<void> {
  if (batches.length === 0) return
  await client.query(
    `update ops.log_position as t set next_offset = place.next
     from unnest($2::text[], $3::int[], $4::bigint[]) as place (topic, partition, next)
     where reader = $1 and t.topic = place.topic and t.partition = place.partition`,
    [
      reader,
      batches.map(({ topic }) => topic),
      batches.map(({ partition }) => partition),
      batches.map(({ nextOffset }) => String(nextOffset)),
    ],
  )
}

/** Locks the reader's position until the transaction's end and tells it: 0 where it never read. */
export async function lockPosition(client: PoolClient, { reader, ...place }: PositionKey): Promise<bigint> {
  const [{ next } = NOWHERE] = await lockPositions(client, reader, [place])
  return next
}

/** Moves a position that this transaction has locked. */
export async function movePosition(client: PoolClient, { reader, ...place }: PositionKey, next: bigint): Promise<void> {
  await movePositions(client, reader, [{ ...place, nextOffset: next }])
}

/** Where a reader goes on in a topic, by partition; partitions that it never read are missing. Throws like `transact`. */
export async function positionsOf(pool: Pool, reader: string, topic: string): Promise<ReadonlyMap<number, bigint>> {
  try {
    const { rows } = await pool.query<{ partition: number; next_offset: string }>(
      'select partition, next_offset from ops.log_position where reader = $1 and topic = $2',
      [reader, topic],
    )
    return new Map(rows.map(({ partition, next_offset }) => [partition, BigInt(next_offset)]))
  } catch (error) {
    throw pgFault(error)
  }
}
