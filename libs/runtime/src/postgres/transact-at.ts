import type { Pool, PoolClient } from 'pg'
import type { LogBatch, LogRecord, SeekTo } from '../kafka/consumer/log-batch.js'
import { lockPositions, movePositions } from '../ops/log-position.js'
import { transact } from './transact.js'

/** What came of a batch: the work's result, or the position that the database knows better. */
export type AtPosition<T> = SeekTo | { readonly done: T }

/** A reader whose name is found out by each transaction again. */
export interface MovingReader {
  /** How the transaction begins: `begin`, and what has to be locked before anything is looked at. */
  readonly begin: string
  readonly name: (client: PoolClient) => Promise<string>
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
        BigInt(offset) >= nextOf(at) && positions[at]?.skipped?.includes(offset) !== true
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
