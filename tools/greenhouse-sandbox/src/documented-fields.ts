import { readFileSync } from 'node:fs'

/** What the documents say of one collection: filters and fields, as `fixtures/fields.json` writes them. For specs. */
export interface Documented {
  readonly filters: Readonly<Record<string, string>>
  readonly fields: Readonly<Record<string, string>>
}

/** All list collections, by path segment (https://harvestdocs.greenhouse.io/llms.txt), null where real accounts answer null. */
export const DOCUMENTED = JSON.parse(readFileSync(new URL('../fixtures/fields.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, Documented>
>

export const COLLECTIONS = Object.keys(DOCUMENTED)

/**
 * A listing is complete only with these (https://harvestdocs.greenhouse.io/docs/list-endpoints); several listings are read one
 * after the other.
 */
const COMPLETING: Readonly<Record<string, readonly string[]>> = {
  users: ['show_service_accounts=true'],
  rejection_reasons: ['include_defaults=true'],
  job_posts: ['active=true', 'active=false'],
}

/** The paths whose listings together are the whole collection. */
export const pathsOf = (collection: string, query: string): string[] =>
  (COMPLETING[collection] ?? ['']).map((more) => `/v3/${collection}?${[query, more].filter((part) => part !== '').join('&')}`)

/** Whether a JSON value is of a type as `fields.json` writes it: `int`, `string?`, `enum(a | b)`, `{id:int, name:string}[]?`, `CF`. */
export function fits(value: unknown, type: string): boolean {
  if (type.endsWith('?')) return value === null || fits(value, type.slice(0, -1))
  if (type.endsWith('[]')) return Array.isArray(value) && value.every((item) => fits(item, type.slice(0, -2)))
  if (type.startsWith('enum(')) return type.slice(5, -1).split(' | ').includes(String(value))
  if (type.startsWith('{')) return fitsObject(value, type)
  return PLAIN[type]?.(value) === true
}

const isText = (value: unknown): value is string => typeof value === 'string'

const PLAIN: Readonly<Record<string, (value: unknown) => boolean>> = {
  int: (value) => Number.isSafeInteger(value),
  number: (value) => typeof value === 'number',
  string: isText,
  bool: (value) => typeof value === 'boolean',
  datetime: (value) => isText(value) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value),
  date: (value) => isText(value) && /^\d{4}-\d\d-\d\d$/.test(value),
  url: (value) => isText(value) && URL.canParse(value),
  any: () => true,
  CF: (value) =>
    value === null || Object.values(value as object).every((field) => 'name' in field && 'type' in field && 'value' in field),
}

function fitsObject(value: unknown, type: string): boolean {
  if (typeof value !== 'object' || value === null) return false
  const fields = atTopLevel(type.slice(1, -1)).map((part) => {
    const colon = part.indexOf(':')
    return [part.slice(0, colon), part.slice(colon + 1)] as const
  })
  const known = new Set(fields.map(([name]) => name))
  return (
    Object.keys(value).every((name) => known.has(name)) &&
    fields.every(([name, kind]) => fits((value as Readonly<Record<string, unknown>>)[name], kind))
  )
}

/** Splits at commas that are not inside of something. */
function atTopLevel(text: string): string[] {
  let depth = 0
  const parts = ['']
  for (const char of text) {
    if ('({['.includes(char)) depth++
    if (')}]'.includes(char)) depth--
    if (char === ',' && depth === 0) parts.push('')
    else parts.push((parts.pop() ?? '') + char)
  }
  return parts.map((part) => part.trim())
}
