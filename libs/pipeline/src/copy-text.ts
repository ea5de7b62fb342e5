import type { SqlType } from './column.js'
import type { Json } from './json.js'

/** A null in COPY text format. */
export const NULL_FIELD = '\\N'

/** A cell as a field of COPY text format. */
export function copyField(type: SqlType, value: Json | undefined): string {
  if (value === undefined || value === null) return NULL_FIELD
  if (type === 'jsonb' || typeof value === 'object') return copyText(JSON.stringify(value))
  return typeof value === 'string' ? copyText(value) : String(value)
}

/** A text as a field of COPY text format. */
export function copyText(text: string): string {
  return special.test(text) ? text.replace(everySpecial, (found) => ESCAPES[found] ?? found) : text
}

const special = /[\\\n\r\t]/
const everySpecial = /[\\\n\r\t]/g
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
