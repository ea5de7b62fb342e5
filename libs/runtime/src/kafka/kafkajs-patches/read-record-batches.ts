import { gunzipSync } from 'node:zlib'
import type { IHeaders } from 'kafkajs'

/** A record as kafkajs hands it on, less what our readers do not use. */
interface FetchedMessage {
  readonly attributes: number
  readonly timestamp: string
  readonly offset: string
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly headers: IHeaders
  readonly isControlRecord: boolean
  /** What kafkajs asks of it to leave out what was taken back. */
  readonly batchContext: BatchContext
}

interface BatchContext {
  readonly producerId: string
  readonly inTransaction: boolean
}

const HEADER = 61
const SIZE_AT = 8
const BEFORE_SIZE_ENDS = 12
const MAGIC_AT = 16
const MAGIC = 2

/** Bits of a batch's attributes. */
const CODEC = 0x07
const GZIP = 0x01
const LOG_APPEND_TIME = 0x08
const TRANSACTIONAL = 0x10
const CONTROL = 0x20

/** What a fetch unpacks at most, beyond its first batch: small bytes may be much that is all the same. */
const MAX_UNPACKED = 64 * 1024 * 1024

/**
 * The records of a fetch; undefined where some are of an older format than 2. The last batch may be cut off: it is left out, and so is what would unpack to
 * too much; both come with the next fetch. Headers are texts, of a name that occurs twice the last. What a record shares with the one before is read once.
 *
 * None of ours is compressed, and another writer of the topic must not end its readers: a batch that cannot be unpacked is one record, at its last offset,
 * that holds its bytes and is no message of ours.
 */
export function readRecordBatches(bytes: Buffer): FetchedMessage[] | undefined {
  const messages: FetchedMessage[] = []
  let unpacked = 0
  for (let at = 0; at + HEADER <= bytes.length;) {
    const end = at + BEFORE_SIZE_ENDS + bytes.readInt32BE(at + SIZE_AT)
    if (bytes[at + MAGIC_AT] !== MAGIC) return undefined
    if (end > bytes.length) break
    if ((bytes.readInt16BE(at + 21) & CODEC) === 0) new Batch(bytes, at).readInto(messages)
    else {
      const records = unpackedOf(bytes, at, end)
      if (records && unpacked > 0 && unpacked + records.length > MAX_UNPACKED) break
      unpacked += records?.length ?? 0
      if (!records || !areRead(bytes, at, records, messages)) messages.push(standIn(bytes, at, end))
    }
    at = end
  }
  return messages
}

/** The records of a batch that gzip has packed; undefined where it was another, or there is too much of it. */
function unpackedOf(bytes: Buffer, begin: number, end: number): Buffer | undefined {
  if ((bytes.readInt16BE(begin + 21) & CODEC) !== GZIP) return undefined
  try {
    return gunzipSync(bytes.subarray(begin + HEADER, end), { maxOutputLength: MAX_UNPACKED })
  } catch {
    return undefined
  }
}

function areRead(bytes: Buffer, begin: number, records: Buffer, messages: FetchedMessage[]): boolean {
  const read: FetchedMessage[] = []
  try {
    new Batch(bytes, begin, records, 0).readInto(read)
  } catch {
    return false
  }
  for (const message of read) messages.push(message)
  return true
}

function standIn(bytes: Buffer, begin: number, end: number): FetchedMessage {
  return {
    attributes: 0,
    timestamp: String(bytes.readBigInt64BE(begin + 35)),
    offset: String(bytes.readBigInt64BE(begin) + BigInt(bytes.readInt32BE(begin + 23))),
    key: null,
    value: bytes.subarray(begin + HEADER, end),
    headers: {},
    isControlRecord: false,
    batchContext: { producerId: '-1', inTransaction: false },
  }
}

/** Reads one batch from its first byte to its last. */
class Batch {
  private readonly names: Text[] = []
  private readonly values: Text[] = []

  /** `bytes`: where the records stand, from `at` on; where they were compressed, that is elsewhere than the batch's head. */
  constructor(
    private readonly head: Buffer,
    private readonly begin: number,
    private readonly bytes: Buffer = head,
    private at: number = begin + HEADER,
  ) {}

  readInto(messages: FetchedMessage[]): void {
    const { head, begin } = this
    const attributes = head.readInt16BE(begin + 21)
    const firstOffset = Number(head.readBigInt64BE(begin))
    const firstTimestamp = Number(head.readBigInt64BE(begin + 27))
    const maxTimestamp = Number(head.readBigInt64BE(begin + 35))
    const isControlRecord = (attributes & CONTROL) !== 0
    const isAppended = (attributes & LOG_APPEND_TIME) !== 0
    const producerId = String(head.readBigInt64BE(begin + 43))
    const batchContext = { producerId, inTransaction: (attributes & TRANSACTIONAL) !== 0 }
    for (let left = head.readInt32BE(begin + 57); left > 0; left--) {
      if (this.at >= this.bytes.length) throw new RangeError('a batch of the log has less in it than it says')
      this.readVarInt()
      const own = this.bytes[this.at++] ?? 0
      const since = this.readVarInt()
      messages.push({
        attributes: own,
        timestamp: String(isAppended ? maxTimestamp : firstTimestamp + since),
        offset: String(firstOffset + this.readVarInt()),
        key: this.readBytes(),
        value: this.readBytes(),
        headers: this.readHeaders(),
        isControlRecord,
        batchContext,
      })
    }
  }

  private readHeaders(): IHeaders {
    const headers: IHeaders = {}
    const count = this.readVarInt()
    for (let index = 0; index < count; index++) {
      const name = this.readText(this.names, index)
      const value = this.readText(this.values, index)
      if (name !== null && value !== null) headers[name] = value
    }
    return headers
  }

  private readBytes(): Buffer | null {
    const length = this.readVarInt()
    if (length < 0) return null
    const from = this.at
    this.at += length
    return this.bytes.subarray(from, this.at)
  }

  /** `known`: by place, what the record before said there, which most say again. */
  private readText(known: Text[], place: number): string | null {
    const length = this.readVarInt()
    if (length < 0) return null
    const { bytes, at: from } = this
    const end = (this.at = from + length)
    const before = known[place]
    if (before?.length === length) {
      let same = 0
      while (same < length && bytes[before.from + same] === bytes[from + same]) same++
      if (same === length) return before.text
    }
    const text = bytes.toString('utf8', from, end)
    known[place] = { from, length, text }
    return text
  }

  /** Zig-zag, of at most 53 bits. */
  private readVarInt(): number {
    const { bytes } = this
    let value = 0
    let scale = 1
    for (;;) {
      const byte = bytes[this.at++] ?? 0
      value += (byte & 0x7f) * scale
      if (byte < 0x80) break
      scale *= 0x80
    }
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }
}

interface Text {
  readonly from: number
  readonly length: number
  readonly text: string
}
