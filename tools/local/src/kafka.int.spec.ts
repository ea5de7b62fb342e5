import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { Kafka, logLevel } from 'kafkajs'
import { type RunningKafka, startKafka } from './kafka.js'
import { scratchDir } from './scratch-dir.js'
import { isGone } from './server-process.js'
import { until } from './until.js'

let dir: string
let kafka: RunningKafka

beforeAll(async () => {
  dir = await scratchDir('kafka')
  // One id in sixty-four begins with a dash, and must not be taken for an option.
  await writeFile(join(dir, 'kafka.json'), JSON.stringify({ clusterId: '-dashesMayComeFirst_-A' }))
  kafka = await startKafka({ dir })
})

afterAll(() => kafka.stop())

const topic = 'letters'

function client(): Kafka {
  return new Kafka({ brokers: [kafka.brokers], logLevel: logLevel.NOTHING, retry: { retries: 20, maxRetryTime: 1_000 } })
}

async function write(value: string): Promise<void> {
  const producer = client().producer({ allowAutoTopicCreation: false })
  await producer.connect()
  await producer.send({ topic, acks: -1, messages: [{ value }] })
  await producer.disconnect()
}

async function readAll(count: number): Promise<string[]> {
  const consumer = client().consumer({ groupId: `reader-${count}` })
  const values: string[] = []
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await consumer.run({ eachMessage: async ({ message }) => void values.push(message.value?.toString() ?? '') })
  await until(() => values.length >= count, { what: `${count} messages` })
  await consumer.disconnect()
  return values
}

test('a broker that was stopped, and one that was killed, comes back on its port with its messages', async () => {
  const admin = client().admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true })
  await admin.disconnect()
  const { brokers, pid } = kafka
  await write('before the stop')
  await kafka.stop()
  expect(isGone(pid)).toBe(true)

  kafka = await startKafka({ dir })
  expect(kafka.brokers).toBe(brokers)
  await write('before the kill')
  await kafka.kill()
  expect(isGone(kafka.pid)).toBe(true)

  kafka = await startKafka({ dir })
  expect(kafka.brokers).toBe(brokers)
  expect(await readAll(2)).toEqual(['before the stop', 'before the kill'])
})

test('a record of 16 MB is taken', async () => {
  await expect(write('x'.repeat(16_000_000))).resolves.toBeUndefined()
})

test('a topic that was not created is not made by writing to it', async () => {
  const producer = client().producer({ allowAutoTopicCreation: true, retry: { retries: 0 } })
  await producer.connect()
  await expect(producer.send({ topic: 'misspelt', messages: [{ value: 'x' }] })).rejects.toThrow()
  await producer.disconnect()
})
