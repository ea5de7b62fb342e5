import type { Pool, PoolClient } from 'pg'
import type { LogBatch, LogRecord, SeekTo } from '../kafka/log-batch.js'
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
export interface PositionKey {
  readonly reader: string
  readonly topic: string
  readonly partition: number
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
  const inTransaction = async (client: PoolClient): Promise<AtPosition<T>> => {
    const { topic, partition } = batch
    const key = { reader: typeof reader === 'string' ? reader : await reader.name(client), topic, partition }
    const next = await lockPosition(client, key)
    if (batch.fetchedFrom > next || batch.nextOffset <= next) return { seekTo: next }
    const done = await work(
      client,
      batch.records.filter(({ position }) => BigInt(position.offset) >= next),
    )
    await movePosition(client, key, batch.nextOffset)
    return { done }
  }
  return transact(pool, inTransaction, typeof reader === 'string' ? undefined : reader.begin)
}

/** Locks the reader's position until the transaction's end and tells it: 0 where it never read. The row is missing only once. */
export async function lockPosition(client: PoolClient, { reader, topic, partition }: PositionKey): Promise<bigint> {
  const lock = 'select next_offset from ops.log_position where reader = $1 and topic = $2 and partition = $3 for update'
  const { rows } = await client.query<{ next_offset: string }>(lock, [reader, topic, partition])
  if (rows[0]) return BigInt(rows[0].next_offset)
  await client.query(
    'insert into ops.log_position (reader, topic, partition, next_offset) values ($1, $2, $3, 0) on conflict do nothing',
    [reader, topic, partition],
  )
  const { rows: made } = await client.query<{ next_offset: string }>(lock, [reader, topic, partition])
  return BigInt(made[0]?.next_offset ?? 0)
}

/** Moves a position that this transaction has locked. */
export async function movePosition(client: PoolClient, { reader, topic, partition }: PositionKey, next: bigint): Promise<void> {
  await client.query('update ops.log_position set next_offset = $4 where reader = $1 and topic = $2 and partition = $3', [
    reader,
    topic,
    partition,
    String(next),
  ])
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
