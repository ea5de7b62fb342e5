import pRetry from 'p-retry'
import { isRetryable, type Fault } from './fault.js'

/** How a fault is retried. Pauses double from `firstPauseMs` to `longestPauseMs`; after `totalMs` the last fault is thrown. */
export interface RetryOptions {
  /** Ends the waiting at once; its reason is thrown. */
  readonly signal?: AbortSignal
  /** Called after each attempt that ended in a retryable Fault; attempts count from 1. */
  readonly onRetry?: (fault: Fault, attempt: number) => void
  /** 1 s */
  readonly firstPauseMs?: number
  /** 30 s */
  readonly longestPauseMs?: number
  /** 10 min */
  readonly totalMs?: number
}

/** Repeats `work` while it throws retryable Faults; anything else it throws is thrown at once. */
export async function retryFault<T>(work: (attempt: number) => Promise<T>, options: RetryOptions = {}): Promise<T> {
  const { signal, onRetry, firstPauseMs = 1_000, longestPauseMs = 30_000, totalMs = 600_000 } = options
  let done: { readonly result: T } | undefined
  const attempt = async (count: number): Promise<void> => void (done = { result: await work(count) })
  const retried = pRetry(attempt, {
    retries: Number.POSITIVE_INFINITY,
    factor: 2,
    minTimeout: Math.min(firstPauseMs, longestPauseMs),
    maxTimeout: longestPauseMs,
    maxRetryTime: totalMs,
    ...(signal && { signal }),
    shouldRetry: ({ error }) => isRetryable(error),
    onFailedAttempt: ({ error, attemptNumber }) => {
      if (isRetryable(error)) onRetry?.(error, attemptNumber)
    },
  })
  try {
    await retried
  } catch (error) {
    // An abort that comes while the last attempt succeeds does not undo what it did.
    if (done === undefined) throw error
  }
  if (done === undefined) throw new Error('an attempt ended without a result')
  return done.result
}
