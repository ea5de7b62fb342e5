import type { SqlType } from './column.js'
import type { Json } from './json.js'
import { EXTRA, type Resource } from './resource.js'
import type { Row } from './row.js'
import { cellNames, sparse } from './sparse.js'
import { NEVER } from './version.js'

/** One line of COPY text format for the stage, its columns in the order of `tableColumns`. */
export function copyLine(of: Resource, connection: string, key: string, row: Row): string {
  const stored = sparse(of, row)
  const fields = [escape(connection), escape(key)]
  for (const name of cellNames(of)) fields.push(field(name === EXTRA ? 'jsonb' : of.columns[name]?.sql, stored.cells[name]))
  const removed = stored.removal && { how: stored.removal.how, cause: stored.removal.cause }
  fields.push(
    stored.listing,
    escape(JSON.stringify(stored.exceptions)),
    stored.removal?.version ?? NEVER,
    removed ? escape(JSON.stringify(removed)) : NULL,
  )
  return `${fields.join('\t')}\n`
}

const NULL = '\\N'

function field(type: SqlType | undefined, value: Json | undefined): string {
  if (value === undefined || value === null) return NULL
  if (type === 'jsonb') return escape(JSON.stringify(value))
  return typeof value === 'string' ? escape(value) : typeof value === 'object' ? escape(JSON.stringify(value)) : String(value)
}

function escape(text: string): string {
  return special.test(text) ? text.replace(everySpecial, (found) => ESCAPES[found] ?? found) : text
}

const special = /[\\\n\r\t]/
const everySpecial = /[\\\n\r\t]/g
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
