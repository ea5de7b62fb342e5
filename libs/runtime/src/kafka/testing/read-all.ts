import type { Position } from '@trellis/pipeline'
import { until } from '@trellis/local'
import type { EventLog } from '../log/event-log.js'
import type { KafkaSettings } from '../client/kafka-settings.js'
import { asOperator } from './own-topics.js'
import { uuidv7 } from '../../testing/unique.js'

/** A record as a plain client sees it. */
interface PlainRecord {
  readonly key: string
  readonly text: string
  readonly position: Position
}

/** Everything in a topic by a client of its own, partitions mixed. */
export async function readAll(settings: KafkaSettings, log: EventLog, topic: string): Promise<readonly PlainRecord[]> {
  const ends = await log.endOffsets(topic)
  const total = [...ends.values()].reduce((sum, end) => sum + Number(end), 0)
  const read: PlainRecord[] = []
  await asOperator(settings, async (_, kafka) => {
    const consumer = kafka.consumer({ groupId: `plain-${uuidv7()}`, maxWaitTimeInMs: 100 })
    await consumer.connect()
    await consumer.subscribe({ topics: [settings.topicPrefix + topic], fromBeginning: true })
    await consumer.run({
      autoCommit: false,
      eachMessage: async ({ partition, message: { key, value, offset } }) => {
        read.push({ key: String(key), text: String(value), position: { topic, partition, offset } })
      },
    })
    await until(() => read.length >= total, { what: `${total} records of ${topic}` })
    await consumer.disconnect()
  })
  return read
}
