import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { KafkaMessage } from 'kafkajs'
import { fastFetch } from './fast-fetch.js'
import { readRecordBatches } from './read-record-batches.js'
import { readRecords } from '../consumer/read-records.js'
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
const GZIP = 1

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

  it('is left to kafkajs where it is of an older format', () => {
    const encoded = encodeRecordBatch([{ key: 'a', value: 'b' }], 0)
    encoded[16] = 1
    expect(readRecordBatches(encoded)).toBeUndefined()
  })

  it('is what kafkajs reads where gzip has packed it', async () => {
    await fc.assert(
      fc.asyncProperty(messages, async (some) => {
        const set = packed(encodeRecordBatch(some, 7), GZIP, gzipSync)
        expect(readRecords('t', 3, readRecordBatches(set) ?? [])).toEqual(
          readRecords('t', 3, await theirs(new Decoder(withSize(set)))),
        )
      }),
      { numRuns: 50 },
    )
  })

  it.each([
    ['another way of packing than gzip', 2, (records: Buffer) => records],
    ['what gzip cannot unpack', GZIP, () => Buffer.from('no gzip')],
    ['what unpacks to more than memory holds', GZIP, () => gzipSync(Buffer.alloc(65 * 1024 * 1024))],
    ['fewer records than it says', GZIP, (records: Buffer) => gzipSync(records.subarray(0, 2))],
  ])('is one record that is none of ours where a batch has %s; its neighbours are read', (_, codec, pack) => {
    const one = encodeRecordBatch([{ key: 'a', value: 'b' }], 0)
    const three = packed(
      encodeRecordBatch(
        ['x', 'y', 'z'].map((value) => ({ key: 'k', value })),
        5,
      ),
      codec,
      pack,
    )
    three.writeBigInt64BE(1n, 0)
    const last = encodeRecordBatch([{ key: 'a', value: 'b' }], 0)
    last.writeBigInt64BE(4n, 0)
    const read = readRecords('t', 0, readRecordBatches(Buffer.concat([one, three, last])) ?? [])
    expect(read.map(({ position, message }) => [position.offset, message.key])).toEqual([
      ['0', 'a'],
      ['3', ''],
      ['4', 'a'],
    ])
    expect(read[1]?.message.headers).toEqual({})
  })

  it('leaves what would unpack to too much to the next fetch', () => {
    const large = (offset: number): Buffer => {
      const batch = packed(encodeRecordBatch([{ key: 'k', value: Buffer.alloc(40 * 1024 * 1024) }], 0), GZIP, gzipSync)
      batch.writeBigInt64BE(BigInt(offset), 0)
      return batch
    }
    expect(readRecordBatches(Buffer.concat([large(0), large(1), large(2)]))?.map(({ offset }) => offset)).toEqual(['0'])
  })

  it('takes the place of what kafkajs would do, and goes on behind it', async () => {
    fastFetch()
    const ours = inKafkajs(DECODE_MESSAGES) as Decode
    expect(ours).not.toBe(theirs)
    const set = encodeRecordBatch([{ key: 'a', value: 'b', headers: { ce_id: 'one' } }], 0)
    const decoder = new Decoder(Buffer.concat([withSize(set), Buffer.from('what follows')]))
    expect(await ours(decoder)).toMatchObject([{ headers: { ce_id: 'one' } }])
    expect(decoder.offset).toBe(4 + set.length)
    expect(await ours(new Decoder(withSize(Buffer.alloc(0))))).toEqual([])
  })
})

/** The batch with its records packed. */
function packed(batch: Buffer, codec: number, pack: (records: Buffer) => Buffer): Buffer {
  const whole = Buffer.concat([batch.subarray(0, 61), pack(batch.subarray(61))])
  whole.writeInt32BE(whole.length - 12, 8)
  whole.writeInt16BE(codec, 21)
  return whole
}

type Stored = typeof batch extends fc.Arbitrary<infer B> ? B : never

interface Kept {
  readonly isControlRecord: boolean
  readonly batchContext: { readonly producerId: string; readonly inTransaction: boolean }
}
