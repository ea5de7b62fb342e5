import { kafkajsOptions, type KafkaSettings } from '@trellis/runtime'
import kafkajs from 'kafkajs'

/** Deletes every topic below a prefix: the load of one bench is not to fill the disk of the next. */
export async function dropTopics(settings: KafkaSettings): Promise<void> {
  const { topicPrefix } = settings
  const admin = new kafkajs.Kafka({ ...kafkajsOptions(settings), logLevel: kafkajs.logLevel.NOTHING }).admin()
  await admin.connect()
  try {
    const topics = (await admin.listTopics()).filter((name) => name.startsWith(topicPrefix))
    await admin.deleteTopics({ topics })
  } finally {
    await admin.disconnect()
  }
}
