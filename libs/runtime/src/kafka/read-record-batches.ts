import type { IHeaders } from 'kafkajs'

/** A record as kafkajs hands it on, less what nobody asks for. */
export interface FetchedMessage {
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
const LOG_APPEND_TIME = 0x08
const TRANSACTIONAL = 0x10
const CONTROL = 0x20

/**
 * The records of a fetch; undefined where some are compressed or of an older format than 2. The last batch may be cut off: it is left out.
 * Headers are texts, of a name that occurs twice the last. What a record shares with the one before is read once.
 */
export function readRecordBatches(bytes: Buffer): FetchedMessage[] | undefined {
  const messages: FetchedMessage[] = []
  for (let at = 0; at + HEADER <= bytes.length;) {
    const end = at + BEFORE_SIZE_ENDS + bytes.readInt32BE(at + SIZE_AT)
    if (bytes[at + MAGIC_AT] !== MAGIC || (bytes.readInt16BE(at + 21) & CODEC) !== 0) return undefined
    if (end > bytes.length) break
    new Batch(bytes, at).readInto(messages)
    at = end
  }
  return messages
}

/** Reads one batch from its first byte to its last. */
class Batch {
  private readonly names: Text[] = []
  private readonly values: Text[] = []
  private at: number

  constructor(
    private readonly bytes: Buffer,
    private readonly begin: number,
  ) {
    this.at = begin + HEADER
  }

  readInto(messages: FetchedMessage[]): void {
    const { bytes, begin } = this
    const attributes = bytes.readInt16BE(begin + 21)
    const firstOffset = Number(bytes.readBigInt64BE(begin))
    const firstTimestamp = Number(bytes.readBigInt64BE(begin + 27))
    const maxTimestamp = Number(bytes.readBigInt64BE(begin + 35))
    const isControlRecord = (attributes & CONTROL) !== 0
    const isAppended = (attributes & LOG_APPEND_TIME) !== 0
    const producerId = String(bytes.readBigInt64BE(begin + 43))
    const batchContext = { producerId, inTransaction: (attributes & TRANSACTIONAL) !== 0 }
    for (let left = bytes.readInt32BE(begin + 57); left > 0; left--) {
      this.readVarInt()
      const own = bytes[this.at++] ?? 0
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
