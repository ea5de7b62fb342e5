import { v7 } from 'uuid'
import type { Admin, Consumer, EachBatchPayload } from 'kafkajs'
import { Fault } from '../../fault.js'
import type { Logger } from '../../telemetry/logger.js'
import { beginSession } from '../consumer/consumer-session.js'
import { kafkaFault } from '../client/kafka-fault.js'
import type { KafkaSettings } from '../client/kafka-settings.js'
import { fetchedOffsetOf } from '../kafkajs-patches/fetched-offset.js'
import type { LogRecord } from '../consumer/log-batch.js'
import { readRecords } from '../consumer/read-records.js'
import { OffsetRanges, type OffsetRange } from './offset-ranges.js'

/** Gets the records of a fetch, of one partition, in order, tombstones left out; what it answers with `enough` ends the scan. */
export type ScanHandler = (records: readonly LogRecord[]) => Promise<'enough' | undefined> | 'enough' | undefined

/** How a scan is watched and ended. */
export interface ScanOptions {
  /** Called after every fetch with how many offsets were passed, and of how many. */
  readonly onProgress?: (done: number, total: number) => void
  /** Ends it; its reason is thrown. */
  readonly signal?: AbortSignal
  /** How long the log may give nothing before that is a Fault. 60 s, in ms. */
  readonly patienceMs?: number
}

/** With what a topic is scanned. */
interface ScanPorts {
  readonly settings: KafkaSettings
  readonly logger: Logger
  readonly ask: <T>(question: (admin: Admin) => Promise<T>) => Promise<T>
}

const HEARTBEAT_MS = 3_000
const BYTES_PER_PARTITION = 2 * 1024 * 1024

/**
 * Reads parts of a topic once, one fetch at a time, and leaves no trace: the group that kafkajs needs is deleted afterwards, and commits nothing.
 * Each record is handed over once. Rejects with what the handler throws, or with a Fault where the log does not answer or lost the records.
 */
export async function scanLog(
  ports: ScanPorts,
  topic: string,
  ranges: readonly OffsetRange[],
  handler: ScanHandler,
  options: ScanOptions = {},
): Promise<void> {
  const left = new OffsetRanges(ranges)
  options.onProgress?.(left.done, left.total)
  if (left.isOver()) return
  const group = `${ports.settings.topicPrefix}scan-${v7()}`
  const scan = new Scan(ports, topic, left, handler, options)
  try {
    await scan.run(group)
  } finally {
    // Kafka lets go of an empty group by itself some day; until then it would stand in every list.
    await ports.ask((admin) => admin.deleteGroups([group])).catch(() => undefined)
  }
}

class Scan {
  private readonly name: string
  private readonly over: Promise<void>
  private settle: (error?: Error) => void = () => undefined
  private isOver = false
  private patience: NodeJS.Timeout | undefined

  constructor(
    private readonly ports: ScanPorts,
    private readonly topic: string,
    private readonly left: OffsetRanges,
    private readonly handler: ScanHandler,
    private readonly options: ScanOptions,
  ) {
    this.name = ports.settings.topicPrefix + topic
    this.over = new Promise((resolve, reject) => {
      this.settle = (error) => {
        if (error === undefined) resolve()
        else reject(error)
      }
    })
  }

  async run(group: string): Promise<void> {
    const { signal } = this.options
    signal?.throwIfAborted()
    const onAbort = (): void => this.end(signal?.reason)
    signal?.addEventListener('abort', onAbort, { once: true })
    this.wait()
    const beginning = this.begin(group)
    beginning.catch((error: unknown) => this.end(kafkaFault(error)))
    try {
      await this.over
    } finally {
      signal?.removeEventListener('abort', onAbort)
      await beginning.then((consumer) => consumer.disconnect()).catch(() => undefined)
    }
  }

  private async begin(group: string): Promise<Consumer> {
    return beginSession({
      settings: this.ports.settings,
      logger: this.ports.logger,
      group,
      topics: [this.name],
      maxBytesPerPartition: BYTES_PER_PARTITION,
      minBytes: 1,
      partitionsConsumedConcurrently: 1,
      heartbeatMs: HEARTBEAT_MS,
      eachBatch: (payload, consumer) => this.read(payload, consumer),
      onJoin: (consumer, assigned) => {
        for (const partition of assigned[this.name] ?? []) this.goOn(consumer, partition)
      },
      onAway: () => undefined,
      onEmptyFetch: (_, partition, next) => this.pass(partition, next),
      onOutOfRange: (_, partition) => this.end(new Fault(`${this.topic}/${partition} has lost what was being read`)),
      onEnd: (error) => this.end(kafkaFault(error)),
    })
  }

  /** Never throws: kafkajs would read on by itself. */
  private async read(payload: EachBatchPayload, consumer: Consumer): Promise<void> {
    const { batch } = payload
    const next = this.left.next(batch.partition)
    if (this.isOver || payload.isStale()) return
    if (!next || next.from !== fetchedOffsetOf(payload)) {
      this.goOn(consumer, batch.partition)
      return
    }
    const heartbeat = setInterval(() => void payload.heartbeat().catch(() => undefined), HEARTBEAT_MS)
    clearTimeout(this.patience)
    try {
      const records = readRecords(this.topic, batch.partition, batch.messages)
      const wanted = records.filter(({ position }) => this.left.includes(batch.partition, BigInt(position.offset)))
      const answer = wanted.length > 0 ? await this.handler(wanted) : undefined
      payload.resolveOffset(batch.lastOffset())
      this.pass(batch.partition, BigInt(batch.lastOffset()) + 1n)
      if (answer === 'enough') this.end()
      else if (this.left.next(batch.partition)?.from !== BigInt(batch.lastOffset()) + 1n) this.goOn(consumer, batch.partition)
    } catch (error) {
      this.end(error)
    } finally {
      clearInterval(heartbeat)
      this.wait()
    }
  }

  private pass(partition: number, next: bigint): void {
    this.wait()
    this.left.pass(partition, next)
    this.options.onProgress?.(this.left.done, this.left.total)
    if (this.left.isOver()) this.end()
  }

  private goOn(consumer: Consumer, partition: number): void {
    const next = this.left.next(partition)
    if (next) consumer.seek({ topic: this.name, partition, offset: String(next.from) })
    else consumer.pause([{ topic: this.name, partitions: [partition] }])
  }

  private wait(): void {
    const { patienceMs = 60_000 } = this.options
    clearTimeout(this.patience)
    if (this.isOver) return
    this.patience = setTimeout(() => this.end(new Fault(`${this.topic} has given nothing for ${patienceMs} ms`)), patienceMs)
  }

  private end(error?: unknown): void {
    if (this.isOver) return
    this.isOver = true
    clearTimeout(this.patience)
    this.settle(error === undefined || error instanceof Error ? error : new Fault('the scan was ended', { cause: error }))
  }
}
