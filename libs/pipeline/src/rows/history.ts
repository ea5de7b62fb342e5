import { UNREADABLE, type SqlType } from '../resource/column.js'
import { decimal } from '../resource/decimal.js'
import type { CanonicalEvent, Cells } from '../events/event.js'
import type { Instant } from '../events/instant.js'
import { isArray, isObject, type Json } from '../resource/json.js'
import type { Resource } from '../resource/resource.js'
import { instantOf, type Kind, type Version } from '../events/version.js'

/** What one event said of an entity's history; a removal has no cells. Kept by version, so order and repetition cannot matter. */
export interface HistoryEntry {
  readonly connection: string
  readonly key: string
  readonly version: Version
  readonly rawId: string
  readonly kind: Kind
  readonly action?: string
  /** Of the history's columns those that it mentioned; null where it removed the entity. */
  readonly cells: Cells | null
}

/** How an entity was from an instant on, until the next; the last one's end is null. */
export interface HistoryRow {
  readonly connection: string
  readonly key: string
  readonly from: Instant
  readonly to: Instant | null
  readonly isRemoved: boolean
  /** The raw event that said what is new. */
  readonly rawId: string
  readonly kind: Kind
  readonly action?: string
  /** Each column of the history; null also where no event had mentioned it yet. */
  readonly cells: Cells
}

/**
 * What an event adds to the history; undefined where it is silent about all of it. A listing always says that the entity is there (rule E1).
 * A value that no normalizer would have written is silence: one of them would keep everybody from reading the view.
 */
export function historyEntry({ history, columns }: Historical, event: CanonicalEvent): HistoryEntry | undefined {
  if (!history) return undefined
  const { connection, key, version, cause } = event
  const { rawId, kind, action } = cause
  const about = { connection, key, version, rawId, kind, ...(action !== undefined && { action }) }
  if (event.type === 'removed') return { ...about, cells: null }
  const cells: Record<string, Json> = {}
  for (const name of history) {
    const value = Object.hasOwn(event.cells, name) ? event.cells[name] : undefined
    const read = value === undefined || value === null ? value : columns[name]?.read(value)
    if (read !== undefined && read !== UNREADABLE) cells[name] = read
  }
  return Object.keys(cells).length > 0 || kind === 'record' ? { ...about, cells } : undefined
}

type Historical = Pick<Resource, 'history' | 'columns'>

/**
 * The history that events make, in any order, each as often as it comes: by entity, oldest first. What an event is silent about stays as it was, and
 * what changed nothing is no row. The definition of `recruiting_history.<resource>`, which says the same in SQL.
 */
export function historyOf(of: Historical, events: Iterable<CanonicalEvent>): readonly HistoryRow[] {
  const entities = new Map<string, Map<Version, HistoryEntry>>()
  for (const event of events) {
    const entry = historyEntry(of, event)
    if (!entry) continue
    const entity = JSON.stringify([entry.connection, entry.key])
    const entries = entities.get(entity) ?? new Map<Version, HistoryEntry>()
    entities.set(entity, entries)
    if (!entries.has(entry.version)) entries.set(entry.version, entry)
  }
  return [...entities.values()].flatMap((entries) => rowsOf(of, [...entries.values()]))
}

function rowsOf({ history = [], columns }: Historical, entries: readonly HistoryEntry[]): readonly HistoryRow[] {
  const rows: HistoryRow[] = []
  let cells: Cells = Object.fromEntries(history.map((name) => [name, null]))
  let isRemoved = false
  let known: string | undefined
  for (const entry of entries.toSorted((a, b) => (a.version < b.version ? -1 : 1))) {
    cells = { ...cells, ...entry.cells }
    isRemoved = entry.cells === null || (isRemoved && entry.kind !== 'record')
    const now = JSON.stringify([isRemoved, ...history.map((name) => comparable(columns[name]?.sql, cells[name] ?? null))])
    if (now === known) continue
    known = now
    const from = instantOf(entry.version)
    const last = rows.pop()
    if (last) rows.push({ ...last, to: from })
    const { connection, key, rawId, kind, action } = entry
    rows.push({ connection, key, from, to: null, isRemoved, rawId, kind, ...(action !== undefined && { action }), cells })
  }
  return rows
}

/** A number is the same however it is written; names in an object have no order. */
function comparable(type: SqlType | undefined, value: Json): Json {
  if (value === null) return null
  if (isArray(value)) return value.map((item) => comparable(type, item))
  if (isObject(value)) {
    const names = Object.keys(value).toSorted()
    return names.map((name) => [name, comparable(type, value[name] ?? null)])
  }
  if (type === 'jsonb') return value
  return type === 'numeric' ? decimal(String(value)) : String(value)
}
