/** Any JSON value. Integers that JavaScript cannot hold exactly are kept as their exact digits in a string (rule L6). */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [name: string]: Json
}

/** The deepest nesting a cell may have; beyond it the cell is unreadable, its neighbours are not. */
export const MAX_DEPTH = 64

/**
 * Parses JSON text without rounding: a number that a double cannot hold exactly becomes its own digits as a string.
 * Returns undefined where the text is not JSON.
 */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(mayHoldUnsafeNumber.test(text) ? quoteUnsafeNumbers(text) : text) as Json
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
  return unstorable.test(text) ? text.replace(everyUnstorable, '\uFFFD') : text
}

/** `cleanText` for every text and name inside; undefined where the value is nested deeper than MAX_DEPTH. */
export function cleanJson(value: Json, depth = 0): Json | undefined {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth >= MAX_DEPTH) return undefined
  const list: readonly Json[] | undefined = isArray(value) ? value : undefined
  if (list) {
    const items = list.map((item) => cleanJson(item, depth + 1))
    return items.includes(undefined) ? undefined : (items as Json[])
  }
  const cleaned: Record<string, Json> = Object.create(null) as Record<string, Json>
  for (const [name, item] of Object.entries(value)) {
    const inner = cleanJson(item, depth + 1)
    if (inner === undefined) return undefined
    cleaned[cleanText(name)] = inner
  }
  return { ...cleaned }
}

const mayHoldUnsafeNumber = /\d{16}|[eE][+-]?\d/
const tokens = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs
const unstorable = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/
const everyUnstorable = new RegExp(unstorable.source, 'g')

function quoteUnsafeNumbers(text: string): string {
  return text.replace(tokens, (token) => (token.startsWith('"') || isExact(token) ? token : `"${token}"`))
}

function isExact(token: string): boolean {
  const value = Number(token)
  if (!Number.isFinite(value)) return false
  return /^-?\d+$/.test(token) ? Number.isSafeInteger(value) : true
}
