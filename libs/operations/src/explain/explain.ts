import { isDeepStrictEqual } from 'node:util'
import { source } from '@trellis/greenhouse'
import {
  comparableCell,
  EXTRA,
  formatInstant,
  instantOf,
  isRemoved,
  NEVER,
  revisionOf,
  sourceOf,
  type Instant,
  type Json,
  type Removal,
  type Resource,
  type Version,
} from '@trellis/pipeline'
import type { LogRecord } from '@trellis/runtime'
import type { Stores } from '../stores.js'
import { findRaws, foundRaw, type FoundRaw } from './find-raws.js'
import { readHistory, type Past } from './read-history.js'
import { readRow } from './read-row.js'
import { withheldOf } from '../privacy/withheld-of.js'
import { scanEntity, updatesOf, type EntityRef, type Update } from './scan-entity.js'

/** What is to be explained. */
export interface Question {
  readonly of: Resource
  readonly id: string
  readonly column?: string | undefined
  readonly connection?: string | undefined
  /** `log`: read the whole log for every event that mentioned it. `near`: only look for the events behind the cells, near their time. */
  readonly look: 'near' | 'log'
  /** Ends it while it reads the log; its reason is thrown. */
  readonly signal?: AbortSignal
}

/** When a value was reported, and by which event. */
export interface Origin {
  readonly at: string
  readonly kind: string
  readonly revision: number
  readonly rawId: string
  /** Null where the raw event does not stand near its time. */
  readonly raw: FoundRaw | null
}

/** A raw event, read again by today's declarations and held to what the table has of it. */
export interface Said<T> {
  /** Where it does not, the tables were changed by another hand, or the event was read by other declarations. */
  readonly isSo: boolean
  /** All that it says; more than one where it speaks of the entity more than once. */
  readonly values: readonly T[]
  /** The revision of today's declarations. */
  readonly revision: number
}

export interface ExplainedCell {
  readonly name: string
  readonly value: Json
  readonly told: Origin
  /** What the raw event says of the cell; null where it was not found. */
  readonly said: Said<Json> | null
  /** What the cell held before, the newest first; null where no history is kept of it. */
  readonly before: readonly Past[] | null
}

/** Why a row is as it is. */
export interface Explained {
  readonly connection: string
  readonly resource: string
  readonly key: string
  readonly state: 'live' | 'removed' | 'unknown'
  /** The newest listing that showed it; null before the first. */
  readonly listed: Origin | null
  readonly removal: {
    readonly how: Removal
    readonly action: string | null
    readonly told: Origin
    readonly said: Said<Removal> | null
  } | null
  readonly cells: readonly ExplainedCell[]
  /** Every event that ever mentioned it, in the log's order; null where the log was not read. */
  readonly words: readonly Update[] | null
}

/** Reads the row, and finds the raw events behind it. Throws a Refusal that says what to do where it cannot. */
export async function explain(
  { log, pool }: Stores,
  { of, id, column, connection: asked, look, signal }: Question,
  onProgress?: (done: number, total: number) => void,
): Promise<Explained> {
  const { connection, key, row } = await readRow(pool, of, id, asked)
  const withheld = await withheldOf(pool, connection)
  const entity = { connection, resource: of.name, key, column, withheld }
  const words = look === 'log' ? await scanEntity(log, entity, { onProgress, signal }) : null
  const about = { connection, resource: of.name, key, words }
  if (!row) return { ...about, state: 'unknown', listed: null, removal: null, cells: [] }
  const cells = Object.entries(row.cells).filter(([name]) => column === undefined || name === column)
  const versions = [row.listing, row.removal?.version ?? NEVER, ...cells.map(([, { version }]) => version)].filter(
    (v) => v !== NEVER,
  )
  const found = words ? foundIn(words) : foundNear(await findRaws(log, instantsOf(versions), { onProgress, signal }), entity)
  const history = await readHistory(
    pool,
    of,
    { connection, key },
    cells.map(([name]) => name),
  )
  const { removal } = row
  return {
    ...about,
    state: isRemoved(row) ? 'removed' : 'live',
    listed: row.listing === NEVER ? null : originOf(row.listing, found),
    removal: removal
      ? {
          ...{ how: removal.how, action: removal.cause.action ?? null, told: originOf(removal.version, found) },
          said: saidOf(removal.version, found, removal.how, ({ removed }) => removed),
        }
      : null,
    cells: cells.map(([name, { value, version }]) => ({
      name,
      value,
      told: originOf(version, found),
      said: saidOf(version, found, comparable(of, name, value), ({ cells: said }) => comparable(of, name, said?.[name])),
      before: history.get(name) ?? null,
    })),
  }
}

function instantsOf(versions: readonly Version[]): ReadonlyMap<string, Instant> {
  return new Map(versions.map((version) => [sourceOf(version).event, instantOf(version)]))
}

/** A raw event and what it says of the entity. */
interface Found {
  readonly raw: FoundRaw
  readonly words: readonly Update[]
}

function foundNear(records: ReadonlyMap<string, LogRecord>, entity: EntityRef): ReadonlyMap<string, Found> {
  return new Map([...records].map(([id, record]) => [id, { raw: foundRaw(record), words: updatesOf(record, entity) }]))
}

function foundIn(words: readonly Update[]): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>()
  for (const word of words) {
    const { raw, words: before } = found.get(word.raw.rawId) ?? { raw: word.raw, words: [] }
    // Of an event that was appended twice, the first.
    found.set(raw.rawId, { raw, words: [...before, word] })
  }
  return found
}

function saidOf<T>(
  version: Version,
  found: ReadonlyMap<string, Found>,
  held: T,
  read: (word: Update) => T | undefined,
): Said<T> | null {
  const words = found.get(sourceOf(version).event)?.words
  if (!words) return null
  const values = words.map(read).filter((value) => value !== undefined)
  return { isSo: values.some((value) => isDeepStrictEqual(value, held)), values, revision: source.revision }
}

function comparable(of: Resource, name: string, value: Json): Json
function comparable(of: Resource, name: string, value: Json | undefined): Json | undefined
function comparable(of: Resource, name: string, value: Json | undefined): Json | undefined {
  const sql = name === EXTRA ? 'jsonb' : (of.columns[name]?.sql ?? 'jsonb')
  return value === undefined ? undefined : comparableCell(sql, value)
}

function originOf(version: Version, found: ReadonlyMap<string, Found>): Origin {
  const { event, kind } = sourceOf(version)
  return {
    at: formatInstant(instantOf(version)),
    kind,
    revision: revisionOf(version),
    rawId: event,
    raw: found.get(event)?.raw ?? null,
  }
}
