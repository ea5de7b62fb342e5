import type { EachBatchPayload } from 'kafkajs'
import { isRetryable } from '../../fault.js'
import { retryFault, type RetryOptions } from '../../retry-fault.js'
import { typeOf } from '../client/kafka-fault.js'
import type { LogBatch, SeekTo } from './log-batch.js'
import { readRecords } from './read-records.js'

/** What became of a batch. `interrupted`: it will be delivered again, here or to another member. */
export type Outcome =
  | { readonly type: 'handled' }
  | { readonly type: 'seek'; readonly to: bigint }
  | { readonly type: 'interrupted'; readonly rebalance?: unknown }
  | { readonly type: 'failed'; readonly error: unknown }

/** One batch and everything needed to try it. */
interface Attempt {
  readonly payload: EachBatchPayload
  /** Without prefix. */
  readonly topic: string
  readonly fetchedFrom: bigint
  readonly handler: (batch: LogBatch) => Promise<SeekTo | undefined>
  readonly heartbeatMs: number
  /** Ends waiting between repetitions: we are closing. */
  readonly closing: AbortSignal
  /** Aborts the handler itself: closing has taken too long. */
  readonly hurry: AbortSignal
  readonly retry: Pick<RetryOptions, 'onRetry' | 'firstPauseMs' | 'longestPauseMs' | 'totalMs'>
}

/** The member's place in the group is gone: nothing it would commit counts any more. */
const EVICTED: ReadonlySet<string> = new Set([
  'REBALANCE_IN_PROGRESS',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
  'NOT_COORDINATOR_FOR_GROUP',
  'FENCED_INSTANCE_ID',
])

/** Hands a batch to its handler, again and again while it throws retryable Faults, with heartbeats to the group all the while. */
export async function attemptBatch(attempt: Attempt): Promise<Outcome> {
  const { payload, handler, closing, retry } = attempt
  const evicted = new AbortController()
  const heartbeat = async (): Promise<void> => {
    try {
      await payload.heartbeat()
    } catch (error) {
      // A broker that is away says nothing of the group; kafkajs finds out by itself after the batch.
      if (EVICTED.has(typeOf(error) ?? '')) evicted.abort(error)
    }
  }
  const batch = toLogBatch(attempt, heartbeat, evicted.signal)
  const timer = setInterval(() => void heartbeat(), attempt.heartbeatMs)
  try {
    const answer = await retryFault(() => handler(batch), { ...retry, signal: AbortSignal.any([evicted.signal, closing]) })
    // A handler that sees this may return early, and it is not known whether it did: better once more than not at all.
    if (batch.signal.aborted)
      return { type: 'interrupted', ...(evicted.signal.aborted && { rebalance: evicted.signal.reason as unknown }) }
    return answer === undefined ? { type: 'handled' } : { type: 'seek', to: answer.seekTo }
  } catch (error) {
    if (evicted.signal.aborted) return { type: 'interrupted', rebalance: evicted.signal.reason }
    if (closing.aborted && (isRetryable(error) || error === closing.reason || batch.signal.aborted))
      return { type: 'interrupted' }
    return { type: 'failed', error }
  } finally {
    clearInterval(timer)
  }
}

function toLogBatch(
  { payload, topic, fetchedFrom, hurry }: Attempt,
  heartbeat: () => Promise<void>,
  evicted: AbortSignal,
): LogBatch {
  const { partition, messages, highWatermark } = payload.batch
  const signal = AbortSignal.any([evicted, hurry])
  return {
    topic,
    partition,
    records: readRecords(topic, partition, messages),
    fetchedFrom,
    nextOffset: BigInt(payload.batch.lastOffset()) + 1n,
    highWatermark: BigInt(highWatermark),
    heartbeat,
    signal,
    isStale: () => signal.aborted || payload.isStale(),
  }
}
