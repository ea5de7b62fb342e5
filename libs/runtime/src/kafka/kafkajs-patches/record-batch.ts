import type { IHeaders, Message } from 'kafkajs'
import { crc32c } from './crc32c.js'

type Bytes = Buffer | string | null | undefined

const HEADER = 61
const CRC_AT = 17
const CHECKED_FROM = 21

/** A record batch of Kafka's format 2, neither compressed nor of a transaction, in one pass and one buffer. */
export function encodeRecordBatch(messages: readonly Message[], nowMs: number): Buffer {
  const bodies = messages.map(sizeOfBody)
  const size = bodies.reduce((sum, body) => sum + sizeOfVarInt(body) + body, HEADER)
  const batch = Buffer.allocUnsafe(size)
  batch.writeBigInt64BE(0n, 0)
  batch.writeInt32BE(size - 12, 8)
  batch.writeInt32BE(0, 12)
  batch.writeInt8(2, 16)
  batch.writeInt16BE(0, CHECKED_FROM)
  batch.writeInt32BE(messages.length - 1, 23)
  batch.writeBigInt64BE(BigInt(nowMs), 27)
  batch.writeBigInt64BE(BigInt(nowMs), 35)
  // No producer id: nothing here is idempotent.
  batch.writeBigInt64BE(-1n, 43)
  batch.writeInt16BE(0, 51)
  batch.writeInt32BE(0, 53)
  batch.writeInt32BE(messages.length, 57)
  let at = HEADER
  for (const [index, message] of messages.entries())
    at = writeRecord(batch, writeVarInt(batch, at, bodies[index] ?? 0), index, message)
  batch.writeUInt32BE(crc32c(batch, CHECKED_FROM), CRC_AT)
  return batch
}

/** Attributes and the time since the batch's are a zero each. */
function sizeOfBody({ key, value, headers }: Message, index: number): number {
  let count = 0
  let size = 2 + sizeOfVarInt(index) + sizeOf(key) + sizeOf(value)
  eachHeader(headers, (name, said) => {
    count += 1
    size += sizeOf(name) + sizeOf(said)
  })
  return size + sizeOfVarInt(count)
}

function writeRecord(batch: Buffer, begin: number, index: number, { key, value, headers }: Message): number {
  batch[begin] = 0
  batch[begin + 1] = 0
  let at = writeVarInt(batch, begin + 2, index)
  at = writeBytes(batch, writeBytes(batch, at, key), value)
  let count = 0
  eachHeader(headers, () => (count += 1))
  at = writeVarInt(batch, at, count)
  eachHeader(headers, (name, said) => (at = writeBytes(batch, writeBytes(batch, at, name), said)))
  return at
}

function eachHeader(headers: IHeaders | undefined, take: (name: string, said: Bytes) => void): void {
  for (const name in headers) {
    const said = headers[name]
    if (Array.isArray(said)) for (const one of said) take(name, one)
    else take(name, said)
  }
}

function sizeOf(bytes: Bytes): number {
  const length = lengthOf(bytes)
  return sizeOfVarInt(length) + Math.max(0, length)
}

function writeBytes(batch: Buffer, begin: number, bytes: Bytes): number {
  const length = lengthOf(bytes)
  const at = writeVarInt(batch, begin, length)
  if (typeof bytes === 'string') writeText(batch, at, bytes, length)
  else if (bytes) batch.set(bytes, at)
  return at + Math.max(0, length)
}

/** Most texts are short and of one byte per character: to write those here is faster than to call out. */
function writeText(batch: Buffer, at: number, text: string, length: number): void {
  if (length !== text.length || length > 64) batch.write(text, at, length, 'utf8')
  else for (let index = 0; index < length; index++) batch[at + index] = text.charCodeAt(index)
}

function lengthOf(bytes: Bytes): number {
  if (bytes === null || bytes === undefined) return -1
  return typeof bytes === 'string' ? Buffer.byteLength(bytes) : bytes.length
}

function zigZag(value: number): number {
  return (value << 1) ^ (value >> 31)
}

function sizeOfVarInt(value: number): number {
  let size = 1
  for (let rest = zigZag(value) >>> 7; rest !== 0; rest >>>= 7) size++
  return size
}

function writeVarInt(batch: Buffer, begin: number, value: number): number {
  let at = begin
  let rest = zigZag(value)
  for (; (rest & ~0x7f) !== 0; rest >>>= 7) batch[at++] = (rest & 0x7f) | 0x80
  batch[at++] = rest
  return at
}
