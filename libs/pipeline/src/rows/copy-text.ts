import { isCalendarDay, isDayOfCalendar } from '../resource/calendar-day.js'
import type { SqlType } from '../resource/column.js'
import { cleanText, MAX_DEPTH, type Json } from '../resource/json.js'

/** A null in COPY text format. */
export const NULL_FIELD = '\\N'

/** A value that Postgres would refuse as a field of this type: its error, and the line in its log, would show the value. Ours does not. */
export class UnfitCell extends Error {
  override readonly name = 'UnfitCell'
}

/** A cell as a field of COPY text format. Throws UnfitCell where Postgres would not read it back as this type. */
export function copyField(type: SqlType, value: Json | undefined): string {
  if (value === undefined || value === null) return NULL_FIELD
  if (type === 'jsonb') return copyJson(value)
  if (type === 'text') return typeof value === 'string' ? copyText(value) : copyJson(value)
  if (typeof value === 'object' || !isOf(type, value)) throw new UnfitCell(`a value is no ${type}`)
  return String(value)
}

/** A text as a field of COPY text format. Throws UnfitCell where it holds what Postgres cannot. */
export function copyText(text: string): string {
  if (!special.test(text)) return text
  if (unstorable.test(text) && cleanText(text) !== text) throw new UnfitCell('a value is no text')
  return text.replace(everySpecial, (found) => ESCAPES[found] ?? found)
}

/** JSON as a field. Throws UnfitCell like `copyText`: what Postgres cannot hold stands in JSON as an escape. */
export function copyJson(value: Json | object): string {
  const json = JSON.stringify(value)
  if (!special.test(json)) return json
  if (unstorableEscape.test(json) && !isStorable(value, 0)) throw new UnfitCell('a value is no jsonb')
  return json.replace(everySpecial, (found) => ESCAPES[found] ?? found)
}

const special = /[\\\n\r\t\0\uD800-\uDFFF]/
const everySpecial = /[\\\n\r\t]/g
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const unstorable = /[\0\uD800-\uDFFF]/
const unstorableEscape = /\\u0000|\\ud[89a-f]/

function isStorable(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return cleanText(value) === value
  if (typeof value !== 'object' || value === null) return true
  return (
    depth <= MAX_DEPTH + 1 &&
    Object.entries(value).every(([name, item]) => cleanText(name) === name && isStorable(item, depth + 1))
  )
}

/** How columns write their values, one spelling each. */
function isOf(type: Exclude<SqlType, 'text' | 'jsonb'>, value: string | number | boolean): boolean {
  switch (type) {
    case 'bigint':
      return typeof value === 'number' ? Number.isSafeInteger(value) : typeof value === 'string' && isBigInt(value)
    case 'numeric':
      return typeof value === 'number' || (typeof value === 'string' && numeric.test(value))
    case 'boolean':
      return typeof value === 'boolean'
    case 'date':
      return typeof value === 'string' && isCalendarDay(value)
    case 'timestamptz':
      return typeof value === 'string' && timestamp.test(value) && isDayOfCalendar(value)
    default:
      return type satisfies never
  }
}

function isBigInt(text: string): boolean {
  return bigint.test(text) && (text.length < 19 || BigInt.asIntN(64, BigInt(text)) === BigInt(text))
}

const bigint = /^-?\d{1,19}$/
const numeric = /^-?\d{1,1000}(\.\d{1,1000})?([eE][+-]?\d{1,3})?$/
const timestamp = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/
