import type { KafkaSecurity } from './kafka-security.js'

/** Where the log is and what we call ourselves there. */
export interface KafkaSettings {
  /** `host:port` each */
  readonly brokers: readonly string[]
  readonly clientId: string
  /** Put before every topic's and consumer group's name, on clusters shared with others; '' on our own. */
  readonly topicPrefix: string
  /** Undefined where a cluster asks no client who it is. */
  readonly security?: KafkaSecurity
}
