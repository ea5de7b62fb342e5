import { createRequire } from 'node:module'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Message } from 'kafkajs'
import { crc32c } from './crc32c.js'
import { murmur2 } from './murmur2.js'
import { encodeRecordBatch } from './record-batch.js'

const require = createRequire(import.meta.url)
const inKafkajs = (path: string): unknown => require(`kafkajs/src/${path}`)
const theirs = {
  record: inKafkajs('protocol/recordBatch/record/v0/index.js') as (record: object) => object,
  batch: inKafkajs('protocol/recordBatch/v0/index.js') as { RecordBatch(batch: object): Promise<{ readonly buffer: Buffer }> },
  crc32c: inKafkajs('protocol/recordBatch/crc32C/index.js') as (bytes: Buffer) => number,
  murmur2: inKafkajs('producer/partitioners/default/murmur2.js') as (key: Buffer) => number,
}

async function encodedByKafkajs(messages: readonly Message[], nowMs: number): Promise<Buffer> {
  const records = messages.map((message, index) => theirs.record({ ...message, offsetDelta: index, timestampDelta: 0 }))
  const times = { firstTimestamp: nowMs, maxTimestamp: nowMs }
  return (await theirs.batch.RecordBatch({ records, ...times, lastOffsetDelta: messages.length - 1 })).buffer
}

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array))
const text = fc.oneof(fc.string({ maxLength: 100 }), fc.string({ unit: 'binary', maxLength: 100 }))
const messages = fc.array(
  fc.record({
    key: text,
    value: fc.oneof(bytes, text, fc.constant(null)),
    headers: fc.dictionary(text, fc.oneof(bytes, text, fc.array(text, { minLength: 1, maxLength: 3 })), { maxKeys: 12 }),
  }),
  { minLength: 1, maxLength: 150 },
)

describe('what is written in one pass', () => {
  it('is the batch that kafkajs would send, byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(messages, fc.nat({ max: 2 ** 47 }), async (batch, nowMs) => {
        expect(encodeRecordBatch(batch, nowMs).equals(await encodedByKafkajs(batch, nowMs))).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  it('has the checksum of kafkajs, whatever its length', () => {
    fc.assert(fc.property(bytes, (some) => crc32c(some, 0) === theirs.crc32c(some)))
  })

  it('goes to the partition that kafkajs, and with it every client of Kafka’s own, would choose', () => {
    fc.assert(fc.property(bytes, (key) => murmur2(key) === theirs.murmur2(key)))
  })
})
