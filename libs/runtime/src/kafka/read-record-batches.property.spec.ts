import { createRequire } from 'node:module'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { KafkaMessage } from 'kafkajs'
import { leanFetch } from './lean-fetch.js'
import { readRecordBatches } from './read-record-batches.js'
import { readRecords } from './read-records.js'
import { encodeRecordBatch } from './record-batch.js'

type Decode = (decoder: object) => Promise<KafkaMessage[]>

const require = createRequire(import.meta.url)
const inKafkajs = (path: string): unknown => require(`kafkajs/src/protocol/${path}`)
const Decoder = inKafkajs('decoder.js') as new (bytes: Buffer) => { readonly offset: number }
const DECODE_MESSAGES = 'requests/fetch/v4/decodeMessages.js'
const theirs = inKafkajs(DECODE_MESSAGES) as Decode

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array))
const text = fc.oneof(fc.string({ maxLength: 100 }), fc.string({ unit: 'binary', maxLength: 100 }))
const headers = fc.dictionary(text, fc.oneof(bytes, text, fc.array(text, { minLength: 1, maxLength: 3 })), { maxKeys: 12 })
const message = fc.record({ key: fc.option(text), value: fc.option(bytes), headers })
/** Records that differ in everything, and records that say the same again in other places. */
const messages = fc.oneof(
  fc.array(message, { minLength: 1, maxLength: 40 }),
  fc.tuple(message, fc.nat({ max: 40 })).map(([one, more]) => Array.from({ length: more + 1 }, () => one)),
)
const batch = fc.record({
  messages,
  firstOffset: fc.maxSafeNat().map((offset) => Math.floor(offset / 2)),
  nowMs: fc.nat({ max: 2 ** 47 }),
  attributes: fc.constantFrom(0, 0x08, 0x10, 0x20, 0x38),
})

/** Batches one behind the other, as a broker stores them: with their offsets, and with attributes of its own. */
function stored(batches: readonly Stored[]): Buffer {
  return Buffer.concat(
    batches.map(({ messages: some, firstOffset, nowMs, attributes }) => {
      const encoded = encodeRecordBatch(some, nowMs)
      encoded.writeBigInt64BE(BigInt(firstOffset), 0)
      encoded.writeInt16BE(attributes, 21)
      encoded.writeBigInt64BE(BigInt(nowMs + 5), 35)
      return encoded
    }),
  )
}

const MAGIC_OFFSET = 16

function withSize(set: Buffer): Buffer {
  const size = Buffer.alloc(4)
  size.writeInt32BE(set.length)
  return Buffer.concat([size, set])
}

describe('a fetch that is read in one pass', () => {
  it('is what kafkajs reads, however it is cut off', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { maxLength: 4 }), fc.nat({ max: 400 }), async (batches, cut) => {
        const whole = stored(batches)
        const set = whole.subarray(0, Math.max(0, whole.length - cut))
        // Of what ends before a batch says which format it has, kafkajs looks for that beyond the end.
        const expected = set.length > MAGIC_OFFSET ? await theirs(new Decoder(withSize(set))) : []
        const read = readRecordBatches(set) ?? []
        expect(readRecords('t', 3, read)).toEqual(readRecords('t', 3, expected))
        const kept = ({ isControlRecord, batchContext }: Kept): object => ({
          isControlRecord,
          batchContext: { producerId: batchContext.producerId, inTransaction: batchContext.inTransaction },
        })
        expect(read.map(kept)).toEqual((expected as unknown as readonly Kept[]).map(kept))
      }),
      { numRuns: 100 },
    )
  })

  it('is left to kafkajs where it is compressed or of an older format', () => {
    const encoded = encodeRecordBatch([{ key: 'a', value: 'b' }], 0)
    encoded.writeInt16BE(1, 21)
    expect(readRecordBatches(encoded)).toBeUndefined()
    encoded.writeInt16BE(0, 21)
    encoded[16] = 1
    expect(readRecordBatches(encoded)).toBeUndefined()
  })

  it('takes the place of what kafkajs would do, and goes on behind it', async () => {
    leanFetch()
    const ours = inKafkajs(DECODE_MESSAGES) as Decode
    expect(ours).not.toBe(theirs)
    const set = encodeRecordBatch([{ key: 'a', value: 'b', headers: { ce_id: 'one' } }], 0)
    const decoder = new Decoder(Buffer.concat([withSize(set), Buffer.from('what follows')]))
    expect(await ours(decoder)).toMatchObject([{ headers: { ce_id: 'one' } }])
    expect(decoder.offset).toBe(4 + set.length)
    expect(await ours(new Decoder(withSize(Buffer.alloc(0))))).toEqual([])
  })
})

type Stored = typeof batch extends fc.Arbitrary<infer B> ? B : never

interface Kept {
  readonly isControlRecord: boolean
  readonly batchContext: { readonly producerId: string; readonly inTransaction: boolean }
}
