import { setMaxListeners } from 'node:events'
import { Server, type CustomTransportStrategy } from '@nestjs/microservices'
import { setTimeout } from 'node:timers/promises'
import type { Consumer } from 'kafkajs'
import { Fault } from '../../fault.js'
import { retryFault } from '../../retry-fault.js'
import type { Logger } from '../../telemetry/logger.js'
import type { BatchConsumerOptions } from './batch-consumer-options.js'
import { BatchReader } from './batch-reader.js'
import { consumerMetrics, type ConsumerMetrics } from './consumer-metrics.js'
import { beginSession } from './consumer-session.js'
import { GroupPositions } from './group-positions.js'
import { handlerAnswer } from './handler-answer.js'
import { kafkaFault } from '../client/kafka-fault.js'
import { OutOfRange } from './out-of-range.js'

type State = 'starting' | 'joined' | 'away' | 'failed' | 'closed'

/** Partitions by topic. */
type Assigned = Readonly<Record<string, readonly number[]>>

const HEARTBEAT_MS = 3_000
const HURRY_MS = 20_000
const LONGEST_PAUSE_MS = 30_000

/**
 * Reads batches and hands them to Nest handlers, one batch of a partition at a time. What a handler resolves is committed; what it throws as a
 * retryable Fault is tried again with nothing skipped; what it throws otherwise ends reading.
 */
export class BatchConsumer extends Server implements CustomTransportStrategy {
  /** Nest would answer for a handler's error with one of its own; we need ours. */
  override readonly propagatesEventHandlerErrors = true
  private state: State = 'starting'
  private failure: unknown
  private consumer: Consumer | undefined
  private readonly closing = new AbortController()
  private readonly hurry = new AbortController()
  private readonly figures: ConsumerMetrics | undefined
  private readonly log: Logger
  private readonly reader: BatchReader
  private readonly positions: GroupPositions
  private ends = 0
  private assigned: Assigned = {}

  constructor(private readonly options: BatchConsumerOptions) {
    super()
    // Every batch under way listens, as many as there are partitions: no leak.
    setMaxListeners(0, this.closing.signal, this.hurry.signal)
    this.log = options.logger.child({ part: 'consumer', group: options.group })
    const state = { topics: options.topics, isJoined: () => this.state === 'joined' }
    this.figures = options.metrics && consumerMetrics(options.metrics, state)
    this.positions = new GroupPositions(options, this.log)
    this.reader = new BatchReader({
      topicPrefix: options.settings.topicPrefix,
      log: this.log,
      heartbeatMs: HEARTBEAT_MS,
      handlerOf: (topic) => (batch) => handlerAnswer(this.getHandlerByPattern(topic), batch),
      positions: options.positions,
      startOf: (topic, partition, next) => this.positions.startOf(topic, partition, next),
      marksOf: (topic) => this.positions.marksOf(topic),
      closing: this.closing.signal,
      hurry: this.hurry.signal,
      isFailed: () => this.state === 'failed',
      fail: (error) => this.fail(error),
      failOutOfRange: (topic, partition) => this.failOutOfRange(topic, partition),
      figures: this.figures,
      retry: options.retry,
    })
  }

  /** Calls back once reading has begun, or with why it cannot. */
  listen(callback: (error?: unknown) => void): void {
    this.begin().then(
      () => callback(),
      (error: unknown) => callback(error),
    )
  }

  /** Fetches no more, lets the running batch finish and commit (20 s, then its signal is aborted), and leaves the group. */
  async close(): Promise<void> {
    if (this.closing.signal.aborted) return
    if (this.state !== 'failed') this.state = 'closed'
    this.closing.abort(new Fault('reading is being closed'))
    const timer = globalThis.setTimeout(() => this.hurry.abort(new Fault('closing takes too long')), HURRY_MS)
    try {
      await this.reader.commits.flush()
      await this.consumer?.disconnect()
    } catch (error) {
      this.log.warn({ fault: String(error) }, 'the group was left without a word')
    } finally {
      clearTimeout(timer)
    }
  }

  /** Reads on from where the positions kept outside Kafka are by now, after another process has moved them. A batch that is worked on comes to nothing. */
  async readFromPositions(): Promise<void> {
    // A join asks for them anyway.
    if (!this.consumer || this.state !== 'joined') return
    this.reader.partitionPositions.forget()
    await this.reader.seekToPositions(this.assigned, this.consumer)
  }

  /** Throws while the group is not joined, or after reading has ended for good; for readiness. */
  checkReady(): void {
    if (this.state !== 'joined') throw new Fault(`${this.options.group} is ${this.state}`, { cause: this.failure })
  }

  /** False once reading cannot go on; for liveness. */
  isAlive(): boolean {
    return this.state !== 'failed'
  }

  on(): void {
    throw new Error('BatchConsumer has no events; see checkReady')
  }

  unwrap(): never {
    throw new Error('BatchConsumer keeps kafkajs to itself')
  }

  private get group(): string {
    return this.options.settings.topicPrefix + this.options.group
  }

  private async begin(): Promise<void> {
    this.checkHandlers()
    const signal = this.closing.signal
    const onRetry = (fault: Fault): void => this.log.warn({ fault: fault.message }, 'reading has not begun and is tried again')
    await retryFault(() => this.beginOnce(), { ...this.options.retry, signal, onRetry })
  }

  private async beginOnce(): Promise<void> {
    const {
      settings,
      topics,
      maxBytesPerPartition = 1024 * 1024,
      minBytes = 1,
      partitionsConsumedConcurrently = 1,
    } = this.options
    try {
      await this.positions.check()
      const consumer = await beginSession({
        settings,
        logger: this.log,
        group: this.group,
        topics: topics.map((topic) => settings.topicPrefix + topic),
        maxBytesPerPartition,
        minBytes,
        partitionsConsumedConcurrently,
        heartbeatMs: HEARTBEAT_MS,
        eachBatch: (payload, consumer) => this.reader.read(payload, consumer),
        onJoin: (consumer, assigned) => this.joined(consumer, assigned),
        onAway: () => this.away(),
        onEmptyFetch: (name, partition, next) =>
          this.reader.partitionPositions.advance(name.slice(settings.topicPrefix.length), partition, next),
        onOutOfRange: (name, partition) => void this.failOutOfRange(name.slice(settings.topicPrefix.length), partition),
        onEnd: (error, consumer) => void this.beginAgain(consumer, error),
      })
      this.consumer = consumer
      if (this.closing.signal.aborted) await consumer.disconnect()
    } catch (error) {
      throw kafkaFault(error, `reading ${topics.map((topic) => settings.topicPrefix + topic).join(', ')} as group ${this.group}`)
    }
  }

  /** kafkajs gives up on errors that it thinks final, such as having been put out of the group; a new member can go on. */
  private async beginAgain(ended: Consumer, error: Error): Promise<void> {
    this.log.warn({ fault: error.message }, 'the consumer has ended and begins again')
    if (this.isOver()) return
    if (error.name === 'KafkaJSNotImplemented') {
      this.fail(error)
      return
    }
    try {
      await ended.disconnect().catch(() => undefined)
      await setTimeout(Math.min(LONGEST_PAUSE_MS, 1_000 * 2 ** this.ends), undefined, { signal: this.closing.signal })
      this.ends += 1
      await this.begin()
    } catch (failed) {
      if (!this.closing.signal.aborted) this.fail(failed)
    }
  }

  private checkHandlers(): void {
    const { topics } = this.options
    const missing = topics.filter((topic) => !this.getHandlerByPattern(topic))
    if (missing.length > 0) throw new Fault(`no @EventPattern handles ${missing.join(', ')}`, { retryable: false })
    const twice = topics.filter((topic) => this.getHandlerByPattern(topic)?.next)
    if (twice.length > 0) throw new Fault(`two @EventPatterns handle ${twice.join(', ')}`, { retryable: false })
    const unread = [...this.getHandlers().keys()].filter((topic) => !topics.includes(topic))
    if (unread.length > 0) this.log.warn({ topics: unread }, 'handlers of topics that are not read')
  }

  private joined(consumer: Consumer, assigned: Assigned): void {
    this.assigned = this.shareOf(consumer, assigned)
    this.reader.partitionPositions.forget()
    void this.reader.seekToPositions(this.assigned, consumer)
    this.ends = 0
    this.figures?.joins.inc()
    this.figures?.lag.reset()
    this.figures?.unhandled.forget()
    if (!this.isOver()) this.state = 'joined'
  }

  /** What of the assigned is read; the rest is not fetched. */
  private shareOf(consumer: Consumer, assigned: Assigned): Assigned {
    const { reads } = this.options
    if (!reads) return assigned
    const topics = Object.entries(assigned)
    consumer.pause(topics.map(([topic, partitions]) => ({ topic, partitions: partitions.filter((each) => !reads(each)) })))
    return Object.fromEntries(topics.map(([topic, partitions]) => [topic, partitions.filter(reads)]))
  }

  private away(): void {
    if (!this.isOver()) this.state = 'away'
  }

  private isOver(): boolean {
    return this.closing.signal.aborted || this.state === 'failed'
  }

  /** The group's commit is put back to where reading was, so the next start finds the same fault and not kafkajs' fresh beginning. */
  private async failOutOfRange(topic: string, partition: number): Promise<void> {
    const name = this.options.settings.topicPrefix + topic
    const next = this.reader.partitionPositions.of(topic, partition)?.cursor
    const marks = await this.positions.marksOf(topic).catch(() => undefined)
    if (next !== undefined)
      await this.consumer?.commitOffsets([{ topic: name, partition, offset: String(next) }]).catch(() => undefined)
    this.fail(new OutOfRange(this.options.group, topic, partition, next, marks?.get(partition) ?? { low: 0n, high: 0n }))
  }

  private fail(error: unknown): void {
    if (this.isOver()) return
    this.state = 'failed'
    this.failure = error
    this.log.fatal({ err: error }, 'reading cannot go on')
    process.exitCode = 1
    if (this.options.onFatal) this.options.onFatal(error)
    else process.kill(process.pid, 'SIGTERM')
  }
}
