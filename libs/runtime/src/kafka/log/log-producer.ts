import type { Position } from '@trellis/pipeline'
import type { Message as KafkaMessage, PartitionerArgs, Producer, RecordMetadata } from 'kafkajs'
import { Fault } from '../../fault.js'
import type { Logger } from '../../telemetry/logger.js'
import type { QueuedMessage } from './append-queue.js'
import { kafkaClient } from '../client/kafka-client.js'
import { IdentityRefused, kafkaFault } from '../client/kafka-fault.js'
import type { KafkaSettings } from '../client/kafka-settings.js'
import { partitionOf } from '../kafkajs-patches/murmur2.js'

/**
 * Sends one batch at a time to every in-sync replica. Not idempotent: kafkajs' sequence numbers lose records when sends overlap with retries;
 * a duplicate is harmless here. After any failure the connection is made again, so no stale metadata outlives an outage.
 */
export class LogProducer {
  private producer: Promise<Producer> | undefined

  constructor(
    private readonly settings: KafkaSettings,
    private readonly logger: Logger,
    private readonly timeoutMs: number,
    /** How far the brokers' clocks are from ours at least, where the topics' records carry the append time; in ms, see `skewOf`. */
    private readonly onSkew: (skewMs: number) => void,
  ) {}

  /** Positions in the batch's order. Rejects with a Fault; the batch may be on the log all the same, wholly or in part. */
  async send(batch: readonly QueuedMessage[]): Promise<readonly Position[]> {
    const outgoing = batch.map(toKafka)
    try {
      const producer = await this.connect()
      const sentAt = Date.now()
      const acknowledged = await withLimit(
        producer.sendBatch({ acks: -1, timeout: this.timeoutMs, topicMessages: this.byTopic(batch, outgoing) }),
        // kafkajs may need one attempt and its reconnection; longer means that it hangs.
        this.timeoutMs * 2,
      )
      const skew = skewOf(acknowledged, sentAt, Date.now())
      if (skew !== undefined) this.onSkew(skew)
      return this.positionsOf(batch, outgoing, acknowledged)
    } catch (error) {
      const topics = [...new Set(batch.map(({ topic }) => this.settings.topicPrefix + topic))]
      const fault = kafkaFault(error, `appending to ${topics.join(', ')}`)
      if (fault.retryable || fault instanceof IdentityRefused) this.disconnect()
      throw fault
    }
  }

  async connect(): Promise<Producer> {
    this.producer ??= this.begin()
    try {
      return await this.producer
    } catch (error) {
      this.producer = undefined
      throw kafkaFault(error)
    }
  }

  async close(): Promise<void> {
    const producer = await this.producer?.catch(() => undefined)
    this.producer = undefined
    await producer?.disconnect()
  }

  private async begin(): Promise<Producer> {
    const retry = { retries: 1, initialRetryTime: 100, maxRetryTime: 1_000 }
    const producer = kafkaClient(this.settings, this.logger, { requestTimeoutMs: this.timeoutMs, retry }).producer({
      allowAutoTopicCreation: false,
      idempotent: false,
      retry,
      createPartitioner: () => (args) => this.choose(args),
    })
    await producer.connect()
    return producer
  }

  /** Lets go of a connection that failed, without waiting for what it still holds. */
  private disconnect(): void {
    const failed = this.producer
    this.producer = undefined
    void failed?.then((producer) => producer.disconnect()).catch(() => undefined)
  }

  /**
   * The acknowledgement names a partition's first offset only; which message went where is the partitioner's knowledge.
   * CloudEvents' `partitionkey`, where there is one, says what belongs together, and the key stays the message's own.
   */
  private choose({ message, partitionMetadata }: PartitionerArgs): number {
    const together = message.headers?.['ce_partitionkey']
    const key = typeof together === 'string' ? together : String(message.key)
    return (message.partition ??= partitionOf(key, partitionMetadata.length))
  }

  private byTopic(
    batch: readonly QueuedMessage[],
    outgoing: readonly KafkaMessage[],
  ): { topic: string; messages: KafkaMessage[] }[] {
    const topics = new Map<string, KafkaMessage[]>()
    for (const [index, { topic }] of batch.entries()) {
      const message = outgoing[index]
      if (!message) continue
      const messages = topics.get(topic)
      if (messages) messages.push(message)
      else topics.set(topic, [message])
    }
    return [...topics].map(([topic, messages]) => ({ topic: this.settings.topicPrefix + topic, messages }))
  }

  private positionsOf(
    batch: readonly QueuedMessage[],
    outgoing: readonly KafkaMessage[],
    acknowledged: readonly RecordMetadata[],
  ): readonly Position[] {
    const next = new Map(
      acknowledged.map(({ topicName, partition, baseOffset }) => [`${topicName}/${partition}`, BigInt(baseOffset ?? -1)]),
    )
    return batch.map(({ topic }, index) => {
      const message = outgoing[index]
      const partition = message?.partition
      const place = `${this.settings.topicPrefix}${topic}/${partition}`
      const offset = next.get(place)
      if (partition === undefined || offset === undefined || offset < 0n)
        throw new Fault(`Kafka acknowledged nothing for ${place}`)
      next.set(place, offset + 1n)
      return { topic, partition, offset: String(offset) }
    })
  }
}

function toKafka({ message }: QueuedMessage): KafkaMessage {
  const { key, value, headers } = message
  if (value === null) return { key, value, headers, partition: message.partition }
  const bytes = Buffer.isBuffer(value) ? value : Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  return { key, value: bytes, headers }
}

/** How far the append times lie outside the time between question and answer: 0 inside it, undefined where the topics keep none. */
export function skewOf(acknowledged: readonly RecordMetadata[], sentAt: number, answeredAt: number): number | undefined {
  const times = acknowledged.map(({ logAppendTime }) => Number(logAppendTime ?? -1)).filter((time) => time >= 0)
  if (times.length === 0) return undefined
  const ahead = Math.max(0, Math.max(...times) - answeredAt)
  const behind = Math.max(0, sentAt - Math.min(...times))
  return ahead > behind ? ahead : -behind || 0
}

async function withLimit<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Fault(`Kafka did not answer within ${limitMs} ms`)), limitMs)
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
  }
}
