import { Kafka, logLevel, type LogEntry, type RetryOptions } from 'kafkajs'
import type { Logger } from '../../telemetry/logger.js'
import { kafkajsOptions } from './kafkajs-options.js'
import type { KafkaSettings } from './kafka-settings.js'
import { fastFetch } from '../kafkajs-patches/fast-fetch.js'
import { fastProduce } from '../kafkajs-patches/fast-produce.js'
import { showGroupRefusal } from '../kafkajs-patches/show-group-refusal.js'
import { stopIdleTimer } from '../kafkajs-patches/stop-idle-timer.js'

/** How a client behaves towards the cluster, and who hears what kafkajs says. */
interface ClientOptions {
  /** How long an answer may take, in ms. */
  readonly requestTimeoutMs: number
  readonly retry: RetryOptions
  readonly onLog?: (entry: LogEntry) => void
}

/** A kafkajs client whose log lines are ours: what it calls an error is mostly a broker that is away, which the caller reports as a Fault. */
export function kafkaClient(settings: KafkaSettings, logger: Logger, { requestTimeoutMs, retry, onLog }: ClientOptions): Kafka {
  stopIdleTimer()
  fastProduce()
  fastFetch()
  showGroupRefusal()
  return new Kafka({
    ...kafkajsOptions(settings),
    connectionTimeout: Math.min(3_000, requestTimeoutMs),
    requestTimeout: requestTimeoutMs,
    retry,
    logLevel: logLevel.INFO,
    logCreator: () => (entry) => {
      onLog?.(entry)
      const { message, error, topic, partition, groupId, broker } = entry.log
      logger[levelOf(entry)]({ kafkajs: entry.namespace, error, topic, partition, group: groupId, broker }, message)
    },
  })
}

/** Each attempt at a connection: dozens of lines a minute while Kafka is away, and the caller says so in one. */
const CHATTY: ReadonlySet<string> = new Set(['Connection', 'BrokerPool'])

function levelOf({ namespace, level }: LogEntry): 'warn' | 'debug' {
  return (level === logLevel.ERROR || level === logLevel.WARN) && !CHATTY.has(namespace) ? 'warn' : 'debug'
}
