import type { KafkaSettings } from '@trellis/runtime'
import kafkajs from 'kafkajs'

/** Commits these offsets for a group without members, so its readers find nothing to do. */
export async function commitEnds(
  { brokers, topicPrefix }: KafkaSettings,
  group: string,
  topic: string,
  ends: ReadonlyMap<number, bigint>,
): Promise<void> {
  const admin = new kafkajs.Kafka({ brokers: [...brokers], clientId: 'bench', logLevel: kafkajs.logLevel.NOTHING }).admin()
  await admin.connect()
  try {
    await admin.setOffsets({
      groupId: topicPrefix + group,
      topic: topicPrefix + topic,
      partitions: [...ends].map(([partition, offset]) => ({ partition, offset: String(offset) })),
    })
  } finally {
    await admin.disconnect()
  }
}
