import { decimal } from './decimal.js'

/** Any JSON value. Integers that JavaScript cannot hold exactly are kept as their exact digits in a string (rule L6). */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [name: string]: Json
}

/** The deepest nesting a cell may have; beyond it the cell is unreadable, its neighbours are not. */
export const MAX_DEPTH = 64

/**
 * Parses JSON text without rounding: an integer past 2^53, and any other number that would be written differently as a double,
 * becomes its own digits as a string. Linear in the text's length, whatever is in it. Returns undefined where the text is not JSON.
 */
export function parseJson(text: string): Json | undefined {
  try {
    const exact = mayHoldUnsafeNumber(text) ? quoteUnsafeNumbers(text) : text
    // Quotes must not make JSON of what is none: `{9007199254740993:1}`.
    if (exact !== text) JSON.parse(text)
    return JSON.parse(exact) as Json
  } catch {
    return undefined
  }
}

/** True for `{…}`: neither null nor an array. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** True for `[…]`, also where the compiler only knows a read-only union. */
export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}

/** Text that Postgres can hold: NUL and lone surrogates become U+FFFD. Raw events keep the original. */
export function cleanText(text: string): string {
  return mayBeUnstorable.test(text) ? text.replace(everyUnstorable, '\uFFFD') : text
}

/** `cleanText` for every text and name inside; undefined where the value is nested deeper than MAX_DEPTH. */
export function cleanJson(value: Json): Json | undefined {
  return isStorable(value, 0) ? value : cleaned(value, 0)
}

/** The value holds at most so many lists and objects inside each other, itself included. Goes no deeper than that. */
export function isNoDeeperThan(levels: number, value: Json | undefined): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (levels <= 0) return false
  if (isArray(value)) return value.every((item) => isNoDeeperThan(levels - 1, item))
  for (const name in value) if (!isNoDeeperThan(levels - 1, value[name])) return false
  return true
}

/** Written as JSON the value has at most about so many characters. Looks no further once it has more. */
export function isNoLongerThan(characters: number, value: Json): boolean {
  return left(characters, value) >= 0
}

function left(characters: number, value: Json | undefined): number {
  if (typeof value === 'string') return characters - value.length - 2
  if (typeof value !== 'object' || value === null) return characters - 4
  let rest = characters - 2
  if (isArray(value)) for (const item of value) if ((rest = left(rest - 1, item)) < 0) return rest
  if (!isArray(value)) for (const name in value) if ((rest = left(rest - name.length - 4, value[name])) < 0) return rest
  return rest
}

/** Most values are: they are not copied. */
function isStorable(value: Json, depth: number): boolean {
  if (typeof value === 'string') return !mayBeUnstorable.test(value)
  if (typeof value !== 'object' || value === null) return true
  if (depth >= MAX_DEPTH) return false
  if (isArray(value)) return value.every((item) => isStorable(item, depth + 1))
  for (const name of Object.keys(value)) {
    if (mayBeUnstorable.test(name) || !isStorable(value[name] ?? null, depth + 1)) return false
  }
  return true
}

function cleaned(value: Json, depth: number): Json | undefined {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth >= MAX_DEPTH) return undefined
  const list: readonly Json[] | undefined = isArray(value) ? value : undefined
  if (list) {
    const items = list.map((item) => cleaned(item, depth + 1))
    return items.includes(undefined) ? undefined : (items as Json[])
  }
  const entries: [string, Json][] = []
  for (const [name, item] of Object.entries(value)) {
    const inner = cleaned(item, depth + 1)
    if (inner === undefined) return undefined
    entries.push([cleanText(name), inner])
  }
  return Object.fromEntries(entries)
}

const mayBeUnstorable = /[\0\uD800-\uDFFF]/
const everyUnstorable = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/** Unsafe is a number of many digits, or one with an exponent. Quick, since nearly no body has any: whether there is one is seen in the long run. */
function mayHoldUnsafeNumber(text: string): boolean {
  return hasLongRun(text) || exponentAtEnd.test(text)
}

/** Sixteen digits and points in a row, one of which stands at every sixteenth place, and before them what may stand before a number. */
function hasLongRun(text: string): boolean {
  let end = 0
  for (let at = LONG - 1; at < text.length; at = Math.max(at, end) + LONG) {
    if (!isOfNumber(text, at)) continue
    let start = at
    while (start > end && isOfNumber(text, start - 1)) start--
    end = at + 1
    while (end < text.length && isOfNumber(text, end)) end++
    if (end - start >= LONG && beginsNumber.test(text.slice(Math.max(0, start - 2), start))) return true
  }
  return false
}

function isOfNumber(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return isDigit(code) || code === POINT
}

const LONG = 16
const beginsNumber = /(?:^|[\s:,[])-?$/
/** Behind a number stands one of these, or the text's end. */
const exponentAtEnd = /\d[eE][-+]?\d+(?:$|[\s,\]}])/
const POINT = 0x2e
const QUOTE = 0x22
const BACKSLASH = 0x5c

/** By hand: a pattern that skips texts needs a stack as deep as they are long, and starts over at every quote of one that never ends. */
function quoteUnsafeNumbers(text: string): string {
  const parts: string[] = []
  let copied = 0
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at)
    const end = code === QUOTE ? endOfText(text, at) : isDigit(code) || code === 0x2d ? endOfNumber(text, at) : at + 1
    if (code !== QUOTE && end > at + 2 && !isExact(text.slice(at, end))) {
      parts.push(text.slice(copied, at), `"${text.slice(at, end)}"`)
      copied = end
    }
    at = end
  }
  return parts.join('') + text.slice(copied)
}

/** Where the text that begins with the quote at `start` is over; the end of all where it never is. */
function endOfText(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) return at + 1
    if (code === BACKSLASH) at++
  }
  return text.length
}

function endOfNumber(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && (isDigit(text.charCodeAt(at)) || '.eE+-'.includes(text.charAt(at)))) at++
  return at
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/** Up to 15 digits always are; beyond that, ask what the double would be written as. No number of use has a longer token than 40. */
function isExact(token: string): boolean {
  if (token.length <= 15 && !/[eE]/.test(token)) return true
  const value = Number(token)
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) return false
  return token.length <= 40 && decimal(token) === decimal(String(value))
}
