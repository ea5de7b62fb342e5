import type { Pool, PoolClient } from 'pg'
import type { LogBatch, LogRecord, SeekTo } from '../kafka/log-batch.js'
import { pgFault } from './pg-fault.js'
import { transact } from './transact.js'

/** What came of a batch: the work's result, or the position that the database knows better. */
export type AtPosition<T> = SeekTo | { readonly done: T }

/**
 * Does a batch's work and moves the reader's position in one transaction (law "positions live with the rows"). `work` gets the records that the
 * database has not seen. Where the batch begins behind a gap, or brings nothing new, nothing is done and the answer says where to read on.
 * The position's lock fences a stale reader: it waits here and then finds itself overtaken.
 */
export async function transactAt<T>(
  pool: Pool,
  reader: string,
  batch: LogBatch,
  work: (client: PoolClient, records: readonly LogRecord[]) => Promise<T>,
): Promise<AtPosition<T>> {
  const key = [reader, batch.topic, batch.partition]
  return transact(pool, async (client) => {
    await client.query(
      'insert into ops.log_position (reader, topic, partition, next_offset) values ($1, $2, $3, 0) on conflict do nothing',
      key,
    )
    const { rows } = await client.query<{ next_offset: string }>(
      'select next_offset from ops.log_position where reader = $1 and topic = $2 and partition = $3 for update',
      key,
    )
    const next = BigInt(rows[0]?.next_offset ?? 0)
    if (batch.fetchedFrom > next || batch.nextOffset <= next) return { seekTo: next }
    const done = await work(
      client,
      batch.records.filter(({ position }) => BigInt(position.offset) >= next),
    )
    await client.query('update ops.log_position set next_offset = $4 where reader = $1 and topic = $2 and partition = $3', [
      ...key,
      String(batch.nextOffset),
    ])
    return { done }
  })
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
