import type { Counter, Histogram } from 'prom-client'
import type { Metrics } from '../../telemetry/metrics.js'

/** What the appending side counts. */
export interface LogMetrics {
  readonly appended: Counter<'topic'>
  readonly rejected: Counter<'topic' | 'reason'>
  readonly retries: Counter
  readonly appendSeconds: Histogram<'topic'>
  readonly batchMessages: Histogram
}

/** What is looked at when the figures are read. */
interface LogState {
  readonly heldBytes: () => number
  /** Undefined while it is not known. */
  readonly skewMs: () => number | undefined
}

export function logMetrics(metrics: Metrics, { heldBytes, skewMs }: LogState): LogMetrics {
  const held = metrics.gauge('trellis_log_held_bytes', 'Bytes waiting for the log or on their way.')
  const skew = metrics.gauge(
    'trellis_log_clock_skew_seconds',
    'By how much the brokers’ clock is ahead of ours at least, by the last append; 0 where that is not known.',
  )
  metrics.beforeReading(() => {
    held.set(heldBytes())
    skew.set((skewMs() ?? 0) / 1_000)
  })
  return {
    appended: metrics.counter('trellis_log_appended_total', 'Messages every in-sync replica has.', ['topic']),
    rejected: metrics.counter('trellis_log_rejected_total', 'Appends that were rejected.', ['topic', 'reason']),
    retries: metrics.counter('trellis_log_retries_total', 'Requests to the log that failed.'),
    appendSeconds: metrics.histogram('trellis_log_append_seconds', 'From append to acknowledgement.', ['topic']),
    batchMessages: metrics.histogram(
      'trellis_log_batch_messages',
      'Messages per request.',
      [],
      [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000],
    ),
  }
}
