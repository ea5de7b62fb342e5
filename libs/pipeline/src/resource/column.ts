import { isCalendarDay, isDayOfCalendar } from './calendar-day.js'
import { cleanJson, cleanText, isArray, isObject, type Json } from './json.js'
import { finder, type Find, type Place } from './path.js'

/** A value that does not fit its column; the rest of the record does not suffer from it. */
export const UNREADABLE = Symbol('unreadable')
export type Unreadable = typeof UNREADABLE

/** Who may see a column; grants, redaction and screens follow it. The later one counts where several come together. */
export const SENSITIVITIES = ['public', 'personal', 'demographic', 'compensation', 'private'] as const
export type Sensitivity = (typeof SENSITIVITIES)[number]

/** The types a cell may have in Postgres. */
export type SqlType = 'bigint' | 'numeric' | 'text' | 'boolean' | 'date' | 'timestamptz' | 'jsonb'

/** What the values of a `jsonb` column are; a column of another type holds one plain value. */
export type Holds = 'one value' | 'ids' | 'custom fields' | 'any JSON'

/** The words of a column, each with the other spellings that are read as it. */
export type Words = Readonly<Record<string, readonly string[]>>

interface Definition<T extends Json> {
  readonly sql: SqlType
  readonly holds: Holds
  /** Where its cell may stand, the first place first. */
  readonly places: readonly Place[]
  /** The top-level names its places begin with: what `_extra` leaves out. */
  readonly names: readonly string[]
  /** The first place that is present speaks, a null included. */
  readonly finds: readonly Find[]
  /** The canonical form of a value that is not null. */
  readonly read: (value: Exclude<Json, null>) => T | null | Unreadable
  readonly about: string
  readonly sensitivity: Sensitivity
  /** No listing carries it: it always keeps a version of its own (rule V4). */
  readonly isWebhookOnly: boolean
  /** No listing carries it, and no documented webhook with it says how old it is: the word that came last stands (rule V5). */
  readonly isLastReported: boolean
  /** Changes by reading: stored, but outside digest, audit and history (rule L4). */
  readonly isVolatile: boolean
  /** What may stand in it, as far as that is known; none where it is not a closed set of words. */
  readonly words?: Words
}

/** A cell's type, how to read it out of a record, and what it means. */
export interface Column<T extends Json = Json> extends Definition<T> {
  describe(about: string): Column<T>
  sensitive(sensitivity: Sensitivity): Column<T>
  webhookOnly(order?: 'last reported' | 'dated'): Column<T>
  volatile(): Column<T>
  /** Names that the places given as functions look at, so they do not count as unknown. */
  reading(...names: string[]): Column<T>
}

/** Whole numbers, ids above all. Past 2^53 they stay exact digits; past 64 bits they are unreadable. */
export function int(...places: Place[]): Column<number | string> {
  return column('bigint', places, readInt)
}

/** Numbers of any precision; what is longer than a thousand digits Postgres might not hold. */
export function number(...places: Place[]): Column<number | string> {
  return column('numeric', places, (value) => {
    if (typeof value === 'number') return value
    if (value === '') return null
    return typeof value === 'string' && /^-?\d{1,1000}(\.\d{1,1000})?([eE][+-]?\d{1,3})?$/.test(value) ? value : UNREADABLE
  })
}

/** Text that Postgres can hold. */
export function text(...places: Place[]): Column<string> {
  return column('text', places, readText)
}

/** One of Greenhouse's words, in one spelling. Unknown words are kept as they came; a text at the same places keeps the spelling too. */
export function word(places: readonly Place[], words: Words): Column<string> {
  const spellings = new Map(Object.entries(words).flatMap(([one, others]) => others.map((other) => [other, one] as const)))
  const read = (value: Json) => {
    const said = readText(value)
    return typeof said === 'string' ? (spellings.get(said) ?? said) : said
  }
  return modifiable({ ...definition('text', places, read, 'one value'), words })
}

export function boolean(...places: Place[]): Column<boolean> {
  return column('boolean', places, (value) => (typeof value === 'boolean' ? value : UNREADABLE))
}

/** A day, `YYYY-MM-DD`; webhooks also write `MM/DD/YYYY`, and an empty text where nothing is set (Recruiting webhooks guide). */
export function date(...places: Place[]): Column<string> {
  return column('date', places, readDate)
}

/** An instant in UTC with milliseconds, one spelling: `2017-10-27T14:44:43.000Z`. */
export function timestamp(...places: Place[]): Column<string> {
  return column('timestamptz', places, readTimestamp)
}

/** Any JSON. */
export function json(...places: Place[]): Column {
  return column('jsonb', places, readJson, 'any JSON')
}

/** A list of ids; objects in it stand for their `id`. */
export function ids(...places: Place[]): Column<readonly Json[]> {
  const read = (value: Json) => {
    if (!isArray(value)) return UNREADABLE
    const found = value.map((item) => readInt(isObject(item) ? (item['id'] ?? '') : item))
    return found.some((item) => item === UNREADABLE || item === null) ? UNREADABLE : (found as Json[])
  }
  return column('jsonb', places, read, 'ids')
}

/** Custom fields by their key, each `{name, type, value}`; an empty list is how Greenhouse shows an empty map (Recruiting webhooks guide, custom fields). */
export function customFields(...places: Place[]): Column {
  const read = (value: Json) => {
    if (isArray(value)) return value.length === 0 ? {} : UNREADABLE
    return isObject(value) ? readJson(value) : UNREADABLE
  }
  return column('jsonb', places, read, 'custom fields')
}

/** What the column reads out of a record: undefined is silence. */
export function readCell(of: Column, record: Json): Json | undefined | Unreadable {
  for (const find of of.finds) {
    const value = find(record)
    if (value !== undefined) return value === null ? null : of.read(value)
  }
  return undefined
}

function column<T extends Json>(
  sql: SqlType,
  places: readonly Place[],
  read: Definition<T>['read'],
  holds: Holds = 'one value',
): Column<T> {
  return modifiable(definition(sql, places, read, holds))
}

function definition<T extends Json>(
  sql: SqlType,
  places: readonly Place[],
  read: Definition<T>['read'],
  holds: Holds,
): Definition<T> {
  const names = places.flatMap((place) => (typeof place === 'string' ? [place.split('.')[0] ?? place] : []))
  const finds = places.map(finder)
  const plain = { about: '', sensitivity: 'public', isWebhookOnly: false, isLastReported: false, isVolatile: false } as const
  return { sql, holds, places, names, finds, read, ...plain }
}

function modifiable<T extends Json>(definition: Definition<T>): Column<T> {
  return {
    ...definition,
    describe: (about) => modifiable({ ...definition, about }),
    sensitive: (sensitivity) => modifiable({ ...definition, sensitivity }),
    webhookOnly: (order = 'last reported') =>
      modifiable({ ...definition, isWebhookOnly: true, isLastReported: order === 'last reported' }),
    volatile: () => modifiable({ ...definition, isVolatile: true }),
    reading: (...names) => modifiable({ ...definition, names: [...definition.names, ...names] }),
  }
}

function readInt(value: Json): number | string | null | Unreadable {
  if (value === '' || value === null) return null
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : UNREADABLE
  if (typeof value !== 'string' || !/^-?\d{1,19}$/.test(value)) return UNREADABLE
  if (Number.isSafeInteger(Number(value))) return Number(value)
  const exact = BigInt(value)
  return BigInt.asIntN(64, exact) === exact ? String(exact) : UNREADABLE
}

function readText(value: Json): string | Unreadable {
  if (typeof value === 'string') return cleanText(value)
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : UNREADABLE
}

function readDate(value: Json): string | null | Unreadable {
  if (value === '') return null
  if (typeof value !== 'string') return UNREADABLE
  const american = /^(\d\d?)\/(\d\d?)\/(\d{4})$/.exec(value)
  const day = american
    ? `${american[3] ?? ''}-${(american[1] ?? '').padStart(2, '0')}-${(american[2] ?? '').padStart(2, '0')}`
    : value.slice(0, 10)
  if (!isCalendarDay(day)) return UNREADABLE
  return american || value.length === 10 || readTimestamp(value) !== UNREADABLE ? day : UNREADABLE
}

function readTimestamp(value: Json): string | null | Unreadable {
  if (value === '') return null
  // How Greenhouse writes nearly all of them is how we do, or lacks the milliseconds.
  if (typeof value === 'string' && usualTimestamp.test(value) && isDayOfCalendar(value))
    return value.length === CANONICAL_LENGTH ? value : `${value.slice(0, -1)}.000Z`
  const [, day = '', time = '00:00', zone = 'Z'] = (typeof value === 'string' && timestampText.exec(value)) || []
  if (!isCalendarDay(day)) return UNREADABLE
  const parsed = new Date(`${day}T${time}${zone === 'UTC' ? 'Z' : zone}`)
  // Near the ends of the calendar an offset leads out of the years that Postgres and ISO 8601 write with four digits.
  return Number.isNaN(parsed.getTime()) || !isCalendarDay(parsed.toISOString().slice(0, 10)) ? UNREADABLE : parsed.toISOString()
}

const usualTimestamp = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?Z$/
const CANONICAL_LENGTH = '2017-10-27T14:44:43.000Z'.length
const timestampText = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|UTC|[+-]\d\d:?\d\d)?)?$/

function readJson(value: Json): Json | Unreadable {
  return cleanJson(value) ?? UNREADABLE
}
