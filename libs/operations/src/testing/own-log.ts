import { randomBytes } from 'node:crypto'
import { topics } from '@trellis/greenhouse'
import { createLogger, EventLog, type LogRecord } from '@trellis/runtime'

/** A log of its own on the run's Kafka, with those of our topics that a spec needs. */
export async function ownLog(names: readonly string[]): Promise<EventLog> {
  const brokers = process.env['KAFKA_BROKERS']
  if (!brokers) throw new Error('run this spec by `npm test -- <pattern>`')
  const settings = { brokers: brokers.split(','), clientId: 'spec', topicPrefix: `operations-${randomBytes(6).toString('hex')}.` }
  const log = await EventLog.connect(settings, createLogger('spec', 'silent'))
  await log.ensureTopics(topics.filter(({ name }) => names.includes(name)).map((topic) => ({ ...topic, partitions: 3 })))
  return log
}

/** All that a topic holds. */
export async function recordsOf(log: EventLog, topic: string): Promise<readonly LogRecord[]> {
  const records: LogRecord[] = []
  await log.scan(topic, (read) => {
    records.push(...read)
    return undefined
  })
  return records
}
