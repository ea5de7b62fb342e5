/**
 * The elements of a JSON array as exact slices of its bytes (rule L6), sharing its memory; undefined where the body is not one complete array.
 * One pass over the structure: what stands inside an element is not checked here, so one bad record does not stop its neighbours.
 */
export function sliceRecords(body: Uint8Array): readonly Uint8Array[] | undefined {
  const slices: Uint8Array[] = []
  let at = skipSpace(body, 0)
  if (body[at] !== OPEN_LIST) return undefined
  at = skipSpace(body, at + 1)
  if (body[at] === CLOSE_LIST) return skipSpace(body, at + 1) === body.length ? slices : undefined
  for (;;) {
    const end = elementEnd(body, at)
    if (end === NONE) return undefined
    slices.push(body.subarray(at, end))
    at = skipSpace(body, end)
    if (body[at] === CLOSE_LIST) return skipSpace(body, at + 1) === body.length ? slices : undefined
    if (body[at] !== COMMA) return undefined
    at = skipSpace(body, at + 1)
  }
}

const NONE = -1
const QUOTE = 0x22
const COMMA = 0x2c
const BACKSLASH = 0x5c
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

function skipSpace(body: Uint8Array, from: number): number {
  let at = from
  while (body[at] === 0x20 || body[at] === 0x0a || body[at] === 0x0d || body[at] === 0x09) at++
  return at
}

/** Where the element that begins at `from` ends, or NONE. */
function elementEnd(body: Uint8Array, from: number): number {
  const first = body[from]
  if (first === QUOTE) return stringEnd(body, from)
  return first === OPEN_OBJECT || first === OPEN_LIST ? nestedEnd(body, from) : scalarEnd(body, from)
}

/** The hot loop: outside of texts only brackets and quotes matter, and most bytes are neither. */
function nestedEnd(body: Uint8Array, from: number): number {
  const closers: number[] = []
  const length = body.length
  for (let at = from; at < length; at++) {
    const byte = body[at] ?? 0
    if (byte === QUOTE) {
      at = stringEnd(body, at) - 1
      if (at < from) return NONE
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      // An opening bracket's closer stands two places after it in ASCII.
      closers.push(byte + 2)
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      if (closers.pop() !== byte) return NONE
      if (closers.length === 0) return at + 1
    }
  }
  return NONE
}

function stringEnd(body: Uint8Array, from: number): number {
  const length = body.length
  for (let at = from + 1; at < length; at++) {
    const byte = body[at] ?? 0
    if (byte === QUOTE) return at + 1
    if (byte === BACKSLASH) at++
  }
  return NONE
}

function scalarEnd(body: Uint8Array, from: number): number {
  let end = from
  while (end < body.length && isScalar(body[end] ?? 0)) end++
  return scalar.test(String.fromCharCode(...body.subarray(from, Math.min(end, from + 400)))) ? end : NONE
}

/** Digits, signs, letters and the point: what numbers and `true`, `false`, `null` are made of. */
function isScalar(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    byte === 0x2d ||
    byte === 0x2b ||
    byte === 0x2e ||
    byte === 0x45
  )
}

const scalar = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/
