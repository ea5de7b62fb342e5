import { Readable, type Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'
import { Fault } from '../fault.js'

/** There is more of a body than is read. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge'
}

type Bytes = AsyncIterable<Buffer>

/** More codings than this on one body are no server's way. */
const MOST_CODINGS = 4
const OUTPUT = { chunkSize: 64 * 1024 }

/** By coding, what decodes a body that begins with this byte (RFC 9110, 8.4.1). */
const DECODERS = new Map<string, (firstByte: number) => Duplex>([
  ['gzip', () => createGunzip(OUTPUT)],
  ['x-gzip', () => createGunzip(OUTPUT)],
  ['br', () => createBrotliDecompress(OUTPUT)],
  // Many servers leave zlib's frame out, whose first byte names its method, 8.
  ['deflate', (firstByte) => ((firstByte & 0x0f) === 8 ? createInflate(OUTPUT) : createInflateRaw(OUTPUT))],
])

/**
 * Reads a body to its end and decodes it (`content-encoding`: gzip, br, deflate, or several of them in the order in which they were applied), also where
 * it was not asked for. Neither as it comes nor after any of the codings may it be larger than `maxBytes`: throws BodyTooLarge as soon as it is. Throws a
 * Fault where the coding is another, and whatever the stream ends with where it breaks off.
 */
export async function readBody(body: Readable, codings: string, maxBytes: number): Promise<Buffer> {
  const applied = codings
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
  // A reader gets the error it breaks off with; without a reader it is dropped.
  body.on('error', () => undefined)
  const decoders = applied.toReversed().flatMap((name) => DECODERS.get(name) ?? [])
  if (decoders.length < applied.length || applied.length > MOST_CODINGS) {
    body.destroy()
    throw new Fault('an answer came in a content coding that is not read here', { retryable: true })
  }
  const chunks: Buffer[] = []
  try {
    const received = bounded(body, maxBytes)
    for await (const chunk of decoders.reduce((from, decoder) => bounded(decoded(from, decoder), maxBytes), received))
      chunks.push(chunk)
  } finally {
    body.destroy()
  }
  return Buffer.concat(chunks)
}

async function* bounded(from: Bytes, maxBytes: number): Bytes {
  let bytes = 0
  for await (const chunk of from) {
    bytes += chunk.length
    if (bytes > maxBytes) throw new BodyTooLarge(`more than ${maxBytes} bytes`)
    yield chunk
  }
}

/** An empty body is empty in any coding. */
async function* decoded(from: Bytes, decoderOf: (firstByte: number) => Duplex): Bytes {
  const source = from[Symbol.asyncIterator]()
  const first = await source.next()
  if (first.done === true) return
  const decoder = decoderOf(first.value[0] ?? 0)
  const feeding = pipeline(Readable.from(continued(first.value, source), { objectMode: false }), decoder)
  // The reader of the decoder gets it: the decoder is destroyed with the same error.
  feeding.catch(() => undefined)
  yield* decoder
  await feeding
}

async function* continued(first: Buffer, source: AsyncIterator<Buffer>): Bytes {
  yield first
  for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value
}
