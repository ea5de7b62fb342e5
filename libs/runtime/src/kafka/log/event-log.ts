import type { Message, Position } from '@trellis/pipeline'
import { type Admin } from 'kafkajs'
import { Fault } from '../../fault.js'
import { retryFault } from '../../retry-fault.js'
import type { Logger } from '../../telemetry/logger.js'
import type { Metrics } from '../../telemetry/metrics.js'
import { APPEND_LIMITS } from './append-limits.js'
import { AppendQueue } from './append-queue.js'
import { ClockSkew } from './clock-skew.js'
import { createTopics } from '../client/create-topics.js'
import { kafkaClient } from '../client/kafka-client.js'
import { kafkaFault } from '../client/kafka-fault.js'
import type { KafkaSettings } from '../client/kafka-settings.js'
import { LogBusy } from './log-busy.js'
import { logMetrics, type LogMetrics } from './log-metrics.js'
import { LogProducer } from './log-producer.js'
import { scanLog, type ScanHandler, type ScanOptions } from './scan-log.js'
import type { OffsetRange } from './offset-ranges.js'
import type { TopicSpec } from '../client/topic-spec.js'

/** Limits of the appending side. */
export interface EventLogOptions {
  /** Bytes queued and under way, beyond which `append` rejects with LogBusy. Default 64 MB. */
  readonly maxQueuedBytes?: number
  /** How long a part of an append may take, which is all of it up to a megabyte. Default 10 s. */
  readonly deadlineMs?: number
  readonly metrics?: Metrics
}

/** Which parts of a topic are scanned, and how. */
interface ScanOfTopic extends ScanOptions {
  readonly ranges?: readonly OffsetRange[]
}

/** The log's appending side and its questions. Topics are named without prefix. */
export class EventLog {
  private admin: Promise<Admin> | undefined
  private readonly skew = new ClockSkew()
  private readonly queue: AppendQueue
  private readonly producer: LogProducer
  private readonly figures: LogMetrics | undefined

  private constructor(
    private readonly settings: KafkaSettings,
    private readonly logger: Logger,
    private readonly options: EventLogOptions,
  ) {
    const { deadlineMs = APPEND_LIMITS.deadlineMs, maxQueuedBytes = APPEND_LIMITS.maxQueuedBytes, metrics } = options
    this.figures = metrics && logMetrics(metrics, { heldBytes: () => this.queue.heldBytes, skewMs: () => this.skew.ms() })
    this.producer = new LogProducer(settings, logger, deadlineMs, (skewMs) => this.skew.note(skewMs))
    this.queue = new AppendQueue(
      (batch) => {
        this.figures?.batchMessages.observe(batch.length)
        return this.producer.send(batch)
      },
      { ...APPEND_LIMITS, deadlineMs, maxQueuedBytes },
      (error) => {
        this.figures?.retries.inc()
        this.logger.warn({ fault: error instanceof Error ? error.message : String(error) }, 'an append is tried again')
      },
    )
  }

  /** Throws a retryable Fault where no broker answers. */
  static async connect(settings: KafkaSettings, logger: Logger, options: EventLogOptions = {}): Promise<EventLog> {
    const log = new EventLog(settings, logger.child({ part: 'event-log' }), options)
    await log.producer.connect()
    return log
  }

  /** Creates what is missing and alters nothing; what it created can be appended to. Throws a Fault where the cluster refuses. */
  async ensureTopics(catalogue: readonly TopicSpec[]): Promise<void> {
    const create = (): Promise<readonly string[]> =>
      this.ask((admin) => createTopics(admin, this.settings.topicPrefix, catalogue, this.logger))
    // A busy broker may not know a topic yet whose creation it has just confirmed.
    const onRetry = (fault: Fault): void => this.logger.warn({ fault: fault.message }, 'creating topics is tried again')
    const created = await retryFault(create, { firstPauseMs: 200, longestPauseMs: 2_000, totalMs: 30_000, onRetry })
    // Nor lead each of its partitions yet: an append would reach some of them, and those twice.
    for (const topic of created) await retryFault(() => this.endOffsets(topic), { firstPauseMs: 50, totalMs: 30_000 })
  }

  /**
   * Resolves with the messages' positions, in their order, when every in-sync replica has them all. What is longer than one request goes in parts, so
   * that no append is too long for the deadline. Rejects with LogBusy where too much waits, with MessageRefused where a message is too large for good,
   * and with a Fault after the deadline: then some may be on the log or still come, and appending again makes harmless duplicates.
   */
  async append(topic: string, messages: readonly Message[]): Promise<readonly Position[]> {
    const stop = this.figures?.appendSeconds.startTimer({ topic })
    try {
      const positions = await this.queue.append(topic, messages)
      this.figures?.appended.inc({ topic }, positions.length)
      return positions
    } catch (error) {
      this.figures?.rejected.inc({ topic, reason: error instanceof LogBusy ? 'busy' : 'fault' })
      throw error
    } finally {
      stop?.()
    }
  }

  /**
   * Erases records: a tombstone under the key of each, on its partition. Readers stop seeing them once compaction has gone by, within the topic's
   * `max.compaction.lag.ms` and the age of a segment. Rejects like `append`.
   */
  async erase(topic: string, records: readonly { readonly key: string; readonly partition: number }[]): Promise<void> {
    await this.queue.append(
      topic,
      records.map(({ key, partition }) => ({ key, partition, value: null, headers: {} })),
    )
  }

  /** The offset after the last record, by partition. */
  async endOffsets(topic: string): Promise<Map<number, bigint>> {
    return this.offsets(topic, 'high')
  }

  /** The offset of the first record that is still kept, by partition. */
  async startOffsets(topic: string): Promise<Map<number, bigint>> {
    return this.offsets(topic, 'low')
  }

  /** The first offset whose record was appended at the instant or later, by partition; the end where there is none. */
  async offsetsAt(topic: string, ms: number): Promise<Map<number, bigint>> {
    const found = await this.ask((admin) => admin.fetchTopicOffsetsByTimestamp(this.settings.topicPrefix + topic, Math.floor(ms)))
    return new Map(found.map(({ partition, offset }) => [partition, BigInt(offset)]))
  }

  /**
   * Reads parts of a topic once, one fetch at a time, and leaves no trace; without parts all that it holds now. Partitions are mixed, and each
   * is in order. Rejects with what the handler throws, or with a Fault where the log does not answer.
   */
  async scan(topic: string, handler: ScanHandler, { ranges, ...options }: ScanOfTopic = {}): Promise<void> {
    const lows = await this.startOffsets(topic)
    const ends = await this.endOffsets(topic)
    const ask = <T>(question: (admin: Admin) => Promise<T>): Promise<T> => this.ask(question)
    const kept = (ranges ?? [...ends].map(([partition, to]) => ({ partition, from: 0n, to }))).map((range) =>
      clipped(range, lows, ends),
    )
    await scanLog({ settings: this.settings, logger: this.logger, ask }, topic, kept, handler, options)
  }

  /** Where a consumer group goes on, by partition; partitions it never committed are missing. */
  async committedOffsets(group: string, topic: string): Promise<Map<number, bigint>> {
    const { topicPrefix } = this.settings
    const found = await this.ask((admin) => admin.fetchOffsets({ groupId: topicPrefix + group, topics: [topicPrefix + topic] }))
    const committed = found.flatMap(({ partitions }) => partitions).filter(({ offset }) => offset !== '-1')
    return new Map(committed.map(({ partition, offset }) => [partition, BigInt(offset)]))
  }

  /** The client ids of a consumer group's members; undefined while the group is being joined. A group without members has none. */
  async clientsOf(group: string): Promise<readonly string[] | undefined> {
    const { groups } = await this.ask((admin) => admin.describeGroups([this.settings.topicPrefix + group]))
    const [found] = groups
    if (found?.state === 'PreparingRebalance' || found?.state === 'CompletingRebalance') return undefined
    return (found?.members ?? []).map(({ clientId }) => clientId)
  }

  /** Has a consumer group without members go on elsewhere in a partition. Throws a Fault where it has members. */
  async moveGroup(group: string, topic: string, partition: number, next: bigint): Promise<void> {
    const { topicPrefix } = this.settings
    const partitions = [{ partition, offset: String(next) }]
    await this.ask((admin) => admin.setOffsets({ groupId: topicPrefix + group, topic: topicPrefix + topic, partitions }))
  }

  /** Deletes a consumer group without members, and its positions. */
  async deleteGroup(group: string): Promise<void> {
    await this.ask((admin) => admin.deleteGroups([this.settings.topicPrefix + group]))
  }

  /** Does a broker answer within 3 s? */
  async isReachable(): Promise<boolean> {
    const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 3_000).unref())
    const answer = this.ask((admin) => admin.describeCluster()).then(
      () => true,
      () => false,
    )
    return Promise.race([answer, late])
  }

  /**
   * By how much the brokers' clock is ahead of ours (behind: negative) at least, in ms, as the last append to a LogAppendTime topic showed;
   * undefined before, and a minute after. Beyond 1 s a process is not ready (rule V3).
   */
  clockSkewMs(): number | undefined {
    return this.skew.ms()
  }

  /** Throws where this clock and the brokers' differ by more than rule V3 allows; for readiness. */
  checkClock(): void {
    this.skew.check()
  }

  /** Takes no more, brings what is queued onto the log (each append within its deadline), and disconnects. */
  async close(): Promise<void> {
    await this.queue.close()
    await this.producer.close()
    const admin = await this.admin?.catch(() => undefined)
    this.admin = undefined
    await admin?.disconnect()
  }

  private async offsets(topic: string, side: 'high' | 'low'): Promise<Map<number, bigint>> {
    const found = await this.ask((admin) => admin.fetchTopicOffsets(this.settings.topicPrefix + topic))
    return new Map(found.map((offsets) => [offsets.partition, BigInt(offsets[side])]))
  }

  private async ask<T>(question: (admin: Admin) => Promise<T>): Promise<T> {
    this.admin ??= this.beginAdmin()
    const asked = this.admin
    try {
      return await question(await asked)
    } catch (error) {
      // A client that failed may hold stale metadata; the next question gets a new one.
      if (this.admin === asked) this.admin = undefined
      void asked.then((admin) => admin.disconnect()).catch(() => undefined)
      throw error instanceof Fault ? error : kafkaFault(error)
    }
  }

  private async beginAdmin(): Promise<Admin> {
    const retry = { retries: 2, initialRetryTime: 100, maxRetryTime: 1_000 }
    const admin = kafkaClient(this.settings, this.logger, { requestTimeoutMs: 10_000, retry }).admin({ retry })
    await admin.connect()
    return admin
  }
}

/** What of the range is on the log. */
function clipped(
  { partition, from, to }: OffsetRange,
  lows: ReadonlyMap<number, bigint>,
  ends: ReadonlyMap<number, bigint>,
): OffsetRange {
  const low = lows.get(partition) ?? 0n
  const end = ends.get(partition) ?? 0n
  return { partition, from: from < low ? low : from, to: to > end ? end : to }
}
