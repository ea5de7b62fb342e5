import type { Message, Position } from '@trellis/pipeline'
import type { Logger } from '../telemetry/logger.js'
import type { Metrics } from '../telemetry/metrics.js'
import type { KafkaSettings } from './kafka-settings.js'
import type { TopicSpec } from './topic-spec.js'

/** Limits of the appending side. */
export interface EventLogOptions {
  /** Bytes queued and under way, beyond which `append` rejects with LogBusy. Default 64 MB. */
  readonly maxQueuedBytes?: number
  /** How long an append may take. Default 10 s. */
  readonly deadlineMs?: number
  readonly metrics?: Metrics
}

/** The log's appending side and its questions. */
export class EventLog {
  static connect(settings: KafkaSettings, logger: Logger, options?: EventLogOptions): Promise<EventLog>
  static async connect(): Promise<EventLog> {
    throw new Error('to come')
  }
  ensureTopics(catalogue: readonly TopicSpec[]): Promise<void>
  async ensureTopics(): Promise<void> {}
  append(topic: string, messages: readonly Message[]): Promise<readonly Position[]>
  async append(): Promise<readonly Position[]> {
    return []
  }
  endOffsets(topic: string): Promise<Map<number, bigint>>
  async endOffsets(): Promise<Map<number, bigint>> {
    return new Map()
  }
  startOffsets(topic: string): Promise<Map<number, bigint>>
  async startOffsets(): Promise<Map<number, bigint>> {
    return new Map()
  }
  async isReachable(): Promise<boolean> {
    return false
  }
  async close(): Promise<void> {}
}
