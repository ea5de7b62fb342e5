import type { Consumer, EachBatchPayload } from 'kafkajs'
import { Fault } from '../../fault.js'
import { retryFault, type RetryOptions } from '../../retry-fault.js'
import type { Logger } from '../../telemetry/logger.js'
import { fetchedOffsetOf } from '../kafkajs-patches/fetched-offset.js'
import { attemptBatch, type Outcome } from './batch-attempt.js'
import type { ConsumerMetrics } from './consumer-metrics.js'
import type { LogBatch, SeekTo } from './log-batch.js'
import type { Watermarks } from './out-of-range.js'
import { OffsetCommits } from './offset-commits.js'
import { PartitionPositions } from './partition-positions.js'

/** What a reader of batches is given by the consumer around it. */
interface BatchReaderOptions {
  readonly topicPrefix: string
  readonly log: Logger
  readonly heartbeatMs: number
  readonly handlerOf: (topic: string) => (batch: LogBatch) => Promise<SeekTo | undefined>
  readonly positions: ((topic: string) => Promise<ReadonlyMap<number, bigint>>) | undefined
  /** The first offset the log holds; rejects where it does not hold `next` either. */
  readonly startOf: (topic: string, partition: number, next: bigint | undefined) => Promise<bigint>
  readonly marksOf: (topic: string) => Promise<ReadonlyMap<number, Watermarks>>
  readonly closing: AbortSignal
  readonly hurry: AbortSignal
  readonly isFailed: () => boolean
  readonly fail: (error: unknown) => void
  readonly failOutOfRange: (topic: string, partition: number) => Promise<void>
  readonly figures: ConsumerMetrics | undefined
  readonly retry: Pick<RetryOptions, 'firstPauseMs' | 'longestPauseMs' | 'totalMs'> | undefined
}

/** Sees to it that what the handlers are given joins up: nothing skipped, nothing committed that was not handled. */
export class BatchReader {
  readonly partitionPositions = new PartitionPositions()
  readonly commits: OffsetCommits
  /** Partitions whose first batch since the join is finding its place. */
  private readonly placing = new Set<string>()

  constructor(private readonly options: BatchReaderOptions) {
    this.commits = new OffsetCommits(options.log)
  }

  /**
   * Reads on from the positions kept outside Kafka in what a join has assigned, or from the log's beginning where none is kept, although nothing
   * new may come there and the group has committed its end. Where a first batch is already on its way, that batch sees to it. Never rejects: the
   * first batch asks again.
   */
  async seekToPositions(assigned: Readonly<Record<string, readonly number[]>>, consumer: Consumer): Promise<void> {
    const { generation } = this.partitionPositions
    for (const [name, partitions] of Object.entries(assigned)) {
      const topic = name.slice(this.options.topicPrefix.length)
      const kept = await this.options.positions?.(topic).catch(() => undefined)
      if (!kept) continue
      const isComplete = partitions.every((partition) => kept.has(partition))
      const marks = isComplete ? undefined : await this.options.marksOf(topic).catch(() => undefined)
      for (const partition of partitions) {
        const next = kept.get(partition) ?? marks?.get(partition)?.low
        const isTaken = this.partitionPositions.of(topic, partition) !== undefined || this.placing.has(`${topic}/${partition}`)
        if (next === undefined || isTaken || generation !== this.partitionPositions.generation) continue
        this.seek(consumer, name, partition, next)
      }
    }
  }

  /** A consumer that has ended meanwhile takes none; the one that joins next asks for its positions again. */
  private seek(consumer: Consumer, name: string, partition: number, next: bigint): void {
    try {
      consumer.seek({ topic: name, partition, offset: String(next) })
    } catch (error) {
      this.options.log.debug({ topic: name, partition, fault: String(error) }, 'reading has ended before it found its place')
    }
  }

  /** kafkajs' eachBatch. Throws only what makes kafkajs join the group again. */
  async read(payload: EachBatchPayload, consumer: Consumer): Promise<void> {
    const { topicPrefix, fail, closing } = this.options
    const topic = payload.batch.topic.slice(topicPrefix.length)
    try {
      if (closing.aborted || this.options.isFailed()) {
        await this.park()
        return
      }
      // Fetched before reading was sent elsewhere.
      if (payload.isStale()) return
      const { partition, messages } = payload.batch
      // Before its place is looked up: that waits for a database that is away, too.
      this.options.figures?.unhandled.waits(topic, partition, Number(messages[0]?.timestamp ?? Date.now()))
      const fetchedFrom = await this.placeOf(payload, topic, consumer)
      if (fetchedFrom !== undefined) await this.handle(payload, topic, fetchedFrom, consumer)
    } catch (error) {
      if (error instanceof Rejoin) throw error.cause
      if (closing.aborted) this.options.log.error({ err: error, topic }, 'a batch failed while closing; it comes again')
      else fail(error)
      await this.park()
    }
  }

  /** Where the handler is in this partition; undefined where the batch is not what comes next. */
  private async placeOf(payload: EachBatchPayload, topic: string, consumer: Consumer): Promise<bigint | undefined> {
    const { partition } = payload.batch
    const fetched = fetchedOffsetOf(payload)
    const known = this.partitionPositions.of(topic, partition)
    if (known) {
      if (known.cursor === fetched) return known.handled
      await this.options.failOutOfRange(topic, partition)
      await this.park()
      return undefined
    }
    const name = `${topic}/${partition}`
    this.placing.add(name)
    const next = await this.positionOf(topic, partition).finally(() => this.placing.delete(name))
    const start = next ?? fetched
    this.partitionPositions.moveTo(topic, partition, start)
    if (start === fetched) return start
    this.options.figures?.unhandled.areHandled(topic, partition)
    consumer.seek({ topic: payload.batch.topic, partition, offset: String(start) })
    return undefined
  }

  private async positionOf(topic: string, partition: number): Promise<bigint | undefined> {
    const { positions, startOf, closing, retry } = this.options
    if (!positions) return undefined
    const onRetry = this.onRetry(topic, partition)
    return retryFault(
      async () => {
        const next = (await positions(topic)).get(partition)
        const start = await startOf(topic, partition, next)
        return next ?? start
      },
      { ...retry, signal: closing, onRetry },
    )
  }

  private async handle(payload: EachBatchPayload, topic: string, fetchedFrom: bigint, consumer: Consumer): Promise<void> {
    const { figures, handlerOf, heartbeatMs, closing, hurry, retry } = this.options
    const { partition, messages } = payload.batch
    const { generation } = this.partitionPositions
    const stop = figures?.batchSeconds.startTimer({ topic })
    figures?.batchRecords.observe({ topic }, messages.length)
    const onRetry = this.onRetry(topic, partition)
    const handler = handlerOf(topic)
    const outcome = await attemptBatch({
      payload,
      topic,
      fetchedFrom,
      handler,
      heartbeatMs,
      closing,
      hurry,
      retry: { ...retry, onRetry },
    })
    // The group was joined again meanwhile: another member may have the partition, and kafkajs starts from what is committed.
    if (generation === this.partitionPositions.generation) await this.conclude(outcome, payload, topic, consumer)
    stop?.()
  }

  private async conclude(outcome: Outcome, payload: EachBatchPayload, topic: string, consumer: Consumer): Promise<void> {
    const { batch } = payload
    switch (outcome.type) {
      case 'handled': {
        const next = BigInt(batch.lastOffset()) + 1n
        payload.resolveOffset(batch.lastOffset())
        this.partitionPositions.moveTo(topic, batch.partition, next)
        this.commit(payload, next)
        // What is not committed before the group is left comes again.
        if (this.options.closing.aborted) await this.commits.flush()
        this.count(payload, topic, next)
        return
      }
      case 'seek':
        this.options.figures?.unhandled.areHandled(topic, batch.partition)
        consumer.seek({ topic: batch.topic, partition: batch.partition, offset: String(outcome.to) })
        this.partitionPositions.moveTo(topic, batch.partition, outcome.to)
        this.options.log.info({ topic, partition: batch.partition, offset: String(outcome.to) }, 'reading goes on elsewhere')
        return
      case 'interrupted':
        if (outcome.rebalance !== undefined) throw new Rejoin(outcome.rebalance)
        return
      case 'failed':
        throw outcome.error
      default:
        outcome satisfies never
    }
  }

  private count({ batch }: EachBatchPayload, topic: string, next: bigint): void {
    const { figures } = this.options
    const lag = Number(BigInt(batch.highWatermark) - next)
    figures?.records.inc({ topic }, batch.messages.length)
    figures?.lag.set({ topic, partition: batch.partition }, lag)
    const last = batch.messages.at(-1)
    if (lag > 0 && last) figures?.unhandled.waits(topic, batch.partition, Number(last.timestamp))
    else figures?.unhandled.areHandled(topic, batch.partition)
  }

  private commit(payload: EachBatchPayload, next: bigint): void {
    const { generation } = this.partitionPositions
    const { topic, partition } = payload.batch
    this.commits.add(
      (offsets) => payload.commitOffsetsIfNecessary(offsets),
      { topic, partition, next },
      () => generation === this.partitionPositions.generation,
    )
  }

  private onRetry(topic: string, partition: number): (fault: Fault, attempt: number) => void {
    return (fault, attempt) => {
      this.options.figures?.retries.inc({ topic })
      this.options.log.warn({ topic, partition, attempt, fault: fault.message }, 'a batch is tried again')
    }
  }

  /** Holds kafkajs back from fetching on, until we close. */
  private async park(): Promise<void> {
    const { closing } = this.options
    if (closing.aborted) return
    await new Promise<void>((resolve) => closing.addEventListener('abort', () => resolve(), { once: true }))
  }
}

class Rejoin extends Error {
  constructor(override readonly cause: unknown) {
    super('the group is to be joined again')
  }
}
