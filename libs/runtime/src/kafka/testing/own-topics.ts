import { Kafka, logLevel, type Admin } from 'kafkajs'
import type { Message } from '@trellis/pipeline'
import { EventLog, type EventLogOptions } from '../log/event-log.js'
import type { KafkaSettings } from '../client/kafka-settings.js'
import { kafkajsOptions } from '../client/kafkajs-options.js'
import type { TopicSpec } from '../client/topic-spec.js'
import { createLogger } from '../../telemetry/logger.js'
import { uuidv7 } from '../../testing/unique.js'

/** Says nothing, or with SPEC_LOG_LEVEL=debug everything. */
export const specLogger = createLogger('spec', 'debug')
specLogger.level = process.env['SPEC_LOG_LEVEL'] ?? 'silent'

/** Settings under a prefix that is used only here. */
export function ownSettings(brokers = process.env['KAFKA_BROKERS']): KafkaSettings {
  if (brokers === undefined) throw new Error('KAFKA_BROKERS is not set: run this spec by `npm test -- <pattern>`')
  return { brokers: brokers.split(','), clientId: 'spec', topicPrefix: `spec-${uuidv7()}.` }
}

/** A log with these topics; compacted topics keep everything that a spec writes. */
export async function ownLog(
  settings: KafkaSettings,
  topics: Readonly<Record<string, number>>,
  options: EventLogOptions = {},
): Promise<EventLog> {
  const log = await EventLog.connect(settings, specLogger, options)
  const specs: TopicSpec[] = Object.entries(topics).map(([name, partitions]) => ({ name, partitions, config: {} }))
  await log.ensureTopics(specs)
  return log
}

/** Asks the cluster as an operator would. */
export async function asOperator<T>(settings: KafkaSettings, work: (admin: Admin, kafka: Kafka) => Promise<T>): Promise<T> {
  const kafka = new Kafka({ ...kafkajsOptions({ ...settings, clientId: 'operator' }), logLevel: logLevel.NOTHING })
  const admin = kafka.admin()
  await admin.connect()
  try {
    return await work(admin, kafka)
  } finally {
    await admin.disconnect()
  }
}

/** A message with a text as value. */
export function textMessage(key: string, text: string): Message {
  return { key, value: Buffer.from(text), headers: { ce_id: text, name: 'Zoë' } }
}
