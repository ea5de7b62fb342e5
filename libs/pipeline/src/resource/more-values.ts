const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const OPENING = [0x5b, 0x7b]

/**
 * Whether a text of JSON holds more than so many values: members of objects and lists, and those objects and lists themselves. Looks at each byte once at most,
 * and makes nothing, so it costs a small part of what parsing costs. What is no JSON has some answer too.
 */
export function hasMoreValuesThan(limit: number, json: Uint8Array): boolean {
  // A value and what parts it from the next are two bytes at least.
  if (json.byteLength <= 2 * limit) return false
  let values = 1
  for (let at = 0; at < json.byteLength; at++) {
    const byte = json[at]
    if (byte === QUOTE) at = endOfText(json, at)
    else if (byte === COMMA || byte === OPENING[0] || byte === OPENING[1]) values++
    if (values > limit) return true
  }
  return false
}

/** Where the quote stands that ends the text begun at `start`; the end of all where there is none. */
function endOfText(json: Uint8Array, start: number): number {
  for (let at = json.indexOf(QUOTE, start + 1); at >= 0; at = json.indexOf(QUOTE, at + 1)) if (!isEscaped(json, at)) return at
  return json.byteLength
}

/** A quote is part of its text behind an odd number of backslashes. */
function isEscaped(json: Uint8Array, at: number): boolean {
  let first = at
  while (json[first - 1] === BACKSLASH) first--
  return (at - first) % 2 === 1
}
