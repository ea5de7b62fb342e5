import type { Counter, Gauge, Histogram } from 'prom-client'
import type { Metrics } from '../../telemetry/metrics.js'
import { UnhandledRecords } from './unhandled-records.js'

/** What a reader counts. */
export interface ConsumerMetrics {
  readonly records: Counter<'topic'>
  readonly batchRecords: Histogram<'topic'>
  readonly batchSeconds: Histogram<'topic'>
  readonly retries: Counter<'topic'>
  readonly joins: Counter
  readonly lag: Gauge<'topic' | 'partition'>
  /** What was read and is not handled, by which lateness is shown. */
  readonly unhandled: UnhandledRecords
}

/** What is looked at when the figures are read. */
interface ReaderState {
  readonly topics: readonly string[]
  readonly isJoined: () => boolean
}

export function consumerMetrics(metrics: Metrics, { topics, isJoined }: ReaderState): ConsumerMetrics {
  const unhandled = new UnhandledRecords()
  const behind = metrics.gauge(
    'trellis_consumer_behind_seconds',
    'Since the oldest record was appended that was read and is not handled; 0 at the end.',
    ['topic'],
  )
  const joined = metrics.gauge('trellis_consumer_joined', 'Is this process a member of its group, and reading?')
  metrics.beforeReading(() => {
    for (const [topic, seconds] of unhandled.seconds(topics)) behind.set({ topic }, seconds)
    joined.set(isJoined() ? 1 : 0)
  })
  return {
    unhandled,
    records: metrics.counter('trellis_consumer_records_total', 'Records handled.', ['topic']),
    batchRecords: metrics.histogram(
      'trellis_consumer_batch_records',
      'Records per batch.',
      ['topic'],
      [1, 10, 50, 100, 500, 1_000, 5_000],
    ),
    batchSeconds: metrics.histogram('trellis_consumer_batch_seconds', 'From a batch to its commit, repetitions included.', [
      'topic',
    ]),
    retries: metrics.counter('trellis_consumer_retries_total', 'Batches tried again after a fault.', ['topic']),
    joins: metrics.counter('trellis_consumer_joins_total', 'How often the group was joined.'),
    lag: metrics.gauge('trellis_consumer_lag', 'Offsets between the reader and the end of the partition.', [
      'topic',
      'partition',
    ]),
  }
}
