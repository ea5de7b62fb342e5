import { Server, type CustomTransportStrategy } from '@nestjs/microservices'
import type { Logger } from '../telemetry/logger.js'
import type { Metrics } from '../telemetry/metrics.js'
import type { KafkaSettings } from './kafka-settings.js'

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
  /** Default 1. */
  readonly partitionsConsumedConcurrently?: number
  /** Where reading goes on, by partition, where that is kept outside Kafka; asked at each join. Partitions it does not name start at the log's beginning. */
  readonly positions?: (topic: string) => Promise<ReadonlyMap<number, bigint>>
  /** Called once when reading cannot go on. Default: sends this process SIGTERM. `process.exitCode` is 1 by then. */
  readonly onFatal?: (error: unknown) => void
  readonly metrics?: Metrics
}

/** Reads batches and hands them to Nest handlers, one batch of a partition at a time. */
export class BatchConsumer extends Server implements CustomTransportStrategy {
  constructor(readonly options: BatchConsumerOptions) {
    super()
  }
  listen(callback: (error?: unknown) => void): void {
    callback()
  }
  async close(): Promise<void> {}
  /** Throws while the group was not joined, or after reading has ended for good; for readiness. */
  checkReady(): void {}
  on(): void {}
  unwrap<T>(): T {
    throw new Error('to come')
  }
}
