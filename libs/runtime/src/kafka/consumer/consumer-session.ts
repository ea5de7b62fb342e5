import type { Consumer, EachBatchPayload, LogEntry } from 'kafkajs'
import type { Logger } from '../../telemetry/logger.js'
import { kafkaClient } from '../client/kafka-client.js'
import type { KafkaSettings } from '../client/kafka-settings.js'
import { keepMemberId } from '../kafkajs-patches/keep-member-id.js'

/** One life of a kafkajs consumer, from connecting to its end. Topics and group as the cluster knows them. */
interface SessionOptions {
  readonly settings: KafkaSettings
  readonly logger: Logger
  readonly group: string
  readonly topics: readonly string[]
  readonly maxBytesPerPartition: number
  readonly minBytes: number
  readonly partitionsConsumedConcurrently: number
  readonly heartbeatMs: number
  readonly eachBatch: (payload: EachBatchPayload, consumer: Consumer) => Promise<void>
  readonly onJoin: (consumer: Consumer, assigned: Readonly<Record<string, readonly number[]>>) => void
  readonly onAway: () => void
  /** A fetch held no records: compaction had removed all of them. */
  readonly onEmptyFetch: (topic: string, partition: number, next: bigint) => void
  /** kafkajs is about to jump to the partition's beginning. */
  readonly onOutOfRange: (topic: string, partition: number) => void
  /** The consumer has ended and will not start again by itself. */
  readonly onEnd: (error: Error, consumer: Consumer) => void
}

/** Starts reading; resolves once the group was joined for the first time, or while kafkajs goes on trying. */
export async function beginSession(options: SessionOptions): Promise<Consumer> {
  keepMemberId()
  const { group, topics, onJoin, onAway, onEmptyFetch, onEnd } = options
  const retry = { retries: 5, initialRetryTime: 200, maxRetryTime: 5_000 }
  const client = kafkaClient(options.settings, options.logger, {
    requestTimeoutMs: 30_000,
    retry,
    onLog: (entry) => watchForJump(entry, options.onOutOfRange),
  })
  const consumer = client.consumer({
    groupId: group,
    allowAutoTopicCreation: false,
    // A member that was killed is missed for as long; the heartbeat runs on a timer while a batch is worked on.
    sessionTimeout: 15_000,
    rebalanceTimeout: 60_000,
    heartbeatInterval: options.heartbeatMs,
    maxBytesPerPartition: options.maxBytesPerPartition,
    minBytes: options.minBytes,
    // How long a fetch waits for `minBytes`, and so the most that closing waits for it.
    maxWaitTimeInMs: 500,
    retry,
  })
  const { GROUP_JOIN, REBALANCING, CRASH, START_BATCH_PROCESS } = consumer.events
  consumer.on(GROUP_JOIN, ({ payload }) => onJoin(consumer, payload.memberAssignment))
  consumer.on(REBALANCING, onAway)
  consumer.on(START_BATCH_PROCESS, ({ payload }) => {
    if (payload.batchSize === 0) onEmptyFetch(payload.topic, payload.partition, BigInt(payload.lastOffset) + 1n)
  })
  consumer.on(CRASH, ({ payload }) => {
    onAway()
    if (!payload.restart) onEnd(payload.error, consumer)
  })
  try {
    await consumer.connect()
    await consumer.subscribe({ topics: [...topics], fromBeginning: true })
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: options.partitionsConsumedConcurrently,
      eachBatch: (payload) => options.eachBatch(payload, consumer),
    })
  } catch (error) {
    await consumer.disconnect().catch(() => undefined)
    throw error
  }
  return consumer
}

/** There is no event for it: kafkajs only writes a line, then commits the partition's beginning in the group's name. */
function watchForJump({ log }: LogEntry, onOutOfRange: SessionOptions['onOutOfRange']): void {
  if (!log.message.startsWith('Offset out of range, resetting')) return
  const { topic, partition } = log
  if (typeof topic === 'string') onOutOfRange(topic, Number(partition))
}
