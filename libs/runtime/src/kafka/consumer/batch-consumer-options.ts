import type { RetryOptions } from '../../retry-fault.js'
import type { Logger } from '../../telemetry/logger.js'
import type { Metrics } from '../../telemetry/metrics.js'
import type { KafkaSettings } from '../client/kafka-settings.js'

/** A reader of topics as a member of a group. */
export interface BatchConsumerOptions {
  readonly settings: KafkaSettings
  /** Without prefix; used as it is. */
  readonly group: string
  /** Without prefix. Each needs a handler: `@EventPattern(topic)`. */
  readonly topics: readonly string[]
  readonly logger: Logger
  /** Default 1 MiB. A larger record comes alone. */
  readonly maxBytesPerPartition?: number
  /** A fetch waits for so many bytes, but half a second at most: for who would rather read a few large batches. Default 1. */
  readonly minBytes?: number
  /** Default 1. */
  readonly partitionsConsumedConcurrently?: number
  /** Of the partitions that the group assigns those that are read, where several readers share them without waiting for each other to join. Default: all. */
  readonly reads?: (partition: number) => boolean
  /**
   * Where reading goes on, by partition, where that is kept outside Kafka; asked at the first batch of a partition after each join. Partitions it
   * does not name start at the log's beginning.
   */
  readonly positions?: (topic: string) => Promise<ReadonlyMap<number, bigint>>
  /** Called once when reading cannot go on. Default: sends this process SIGTERM. `process.exitCode` is 1 by then. */
  readonly onFatal?: (error: unknown) => void
  readonly metrics?: Metrics
  /** How batches and the start are repeated while the world does not answer. */
  readonly retry?: Pick<RetryOptions, 'firstPauseMs' | 'longestPauseMs' | 'totalMs'>
}
