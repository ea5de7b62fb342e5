import { isObject, parseJson } from '@trellis/pipeline'

/** How an envelope begins. What was sealed before there were any begins with twelve random bytes: it is never taken for one. */
const MAGIC = Buffer.from('TRELLIS\u0001', 'latin1')
const LENGTH_BYTES = 2

/** A sealed secret: who can open it, and its bytes. */
export interface Envelope {
  /** The id of the master key that wrapped the data key. */
  readonly key: string
  readonly wrapped: Buffer
  /** All before the sealed bytes: they are bound to it. */
  readonly head: Buffer
  readonly sealed: Buffer
}

/** The head of an envelope: what it begins with, the length of a JSON object, and that object. */
export function envelopeHead({ key, wrapped }: Pick<Envelope, 'key' | 'wrapped'>): Buffer {
  const about = Buffer.from(JSON.stringify({ key, wrapped: wrapped.toString('base64') }))
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt16BE(about.byteLength)
  return Buffer.concat([MAGIC, length, about])
}

/** Reads one. Undefined for what is none. */
export function readEnvelope(bytes: Buffer): Envelope | undefined {
  const start = MAGIC.byteLength + LENGTH_BYTES
  if (bytes.byteLength < start || !bytes.subarray(0, MAGIC.byteLength).equals(MAGIC)) return undefined
  const end = start + bytes.readUInt16BE(MAGIC.byteLength)
  const about = parseJson(bytes.subarray(start, end).toString('utf8'))
  if (!isObject(about) || typeof about['key'] !== 'string' || typeof about['wrapped'] !== 'string') return undefined
  return {
    key: about['key'],
    wrapped: Buffer.from(about['wrapped'], 'base64'),
    head: bytes.subarray(0, end),
    sealed: bytes.subarray(end),
  }
}
