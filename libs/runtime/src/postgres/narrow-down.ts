import type { LogBatch, LogRecord } from '../kafka/consumer/log-batch.js'
import { isRefused } from './refused.js'
import type { AtPosition } from './transact-at.js'

/** What is done with batches of which some record is refused. */
export interface Narrowing<T> {
  /** Writes batches and moves the reader's positions behind them, like `transactAtEach`. */
  readonly write: (batches: readonly LogBatch[]) => Promise<readonly AtPosition<T>[]>
  /** Moves the position behind the batch's only record, and keeps a note of it. */
  readonly skip: (batch: LogBatch, record: LogRecord) => Promise<AtPosition<T>>
  /** What was done of a batch in two parts. */
  readonly join: (first: T, second: T) => T
}

/**
 * Writes batches; what is refused for its content (`isRefused`) is halved until the guilty record is alone, and that one is skipped: its neighbours go on
 * (law "bad data never stops good data"). Answers in the order of the batches. Throws whatever else `write` throws; what was written by then is behind the
 * position, and a repetition goes on there.
 */
export async function narrowDown<T>(batches: readonly LogBatch[], narrowing: Narrowing<T>): Promise<readonly AtPosition<T>[]> {
  try {
    return await narrowing.write(batches)
  } catch (error) {
    const [batch] = batches
    if (!isRefused(error) || !batch) throw error
    if (batches.length > 1) {
      const middle = batches.length >> 1
      const first = await narrowDown(batches.slice(0, middle), narrowing)
      return [...first, ...(await narrowDown(batches.slice(middle), narrowing))]
    }
    const [record, ...others] = batch.records
    if (!record) throw error
    return [await (others.length === 0 ? narrowing.skip(batch, record) : inHalves(batch, narrowing))]
  }
}

async function inHalves<T>(batch: LogBatch, narrowing: Narrowing<T>): Promise<AtPosition<T>> {
  const middle = batch.records.length >> 1
  const at = BigInt(batch.records[middle]?.position.offset ?? batch.nextOffset)
  const [before, behind]: readonly [LogBatch, LogBatch] = [
    { ...batch, records: batch.records.slice(0, middle), nextOffset: at },
    { ...batch, records: batch.records.slice(middle), fetchedFrom: at },
  ]
  const first = await one(before, narrowing)
  // The position may be behind it already, where the batch has come again; anywhere else reading goes on elsewhere.
  if ('seekTo' in first && first.seekTo < at) return first
  const second = await one(behind, narrowing)
  if ('seekTo' in second || 'seekTo' in first) return second
  return { done: narrowing.join(first.done, second.done) }
}

async function one<T>(batch: LogBatch, narrowing: Narrowing<T>): Promise<AtPosition<T>> {
  const [answer] = await narrowDown([batch], narrowing)
  if (!answer) throw new Error('a part of a batch was not answered')
  return answer
}
