import {
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
import type { EventLog, Pool } from '@trellis/runtime'
import { findRaws, type FoundRaw } from './find-raws.js'
import { readHistory, type Past } from './read-history.js'
import { readRow } from './read-row.js'
import { scanEntity, type Word } from './scan-entity.js'

/** What is to be explained. */
export interface Question {
  readonly of: Resource
  readonly id: string
  readonly column?: string | undefined
  readonly connection?: string | undefined
  /** `log`: read the whole log for every event that spoke of it. `near`: only look for the events behind the cells, near their time. */
  readonly look: 'near' | 'log'
}

/** When a word was spoken and by whom. */
export interface Told {
  readonly at: string
  readonly kind: string
  readonly revision: number
  readonly rawId: string
  /** Null where the raw event does not stand near its time. */
  readonly raw: FoundRaw | null
}

export interface ExplainedCell {
  readonly name: string
  readonly value: Json
  readonly told: Told
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
  readonly listed: Told | null
  readonly removal: { readonly how: Removal; readonly action: string | null; readonly told: Told } | null
  readonly cells: readonly ExplainedCell[]
  /** Every word that was ever spoken of it, in the log's order; null where the log was not read. */
  readonly words: readonly Word[] | null
}

/** Reads the row, and finds the raw events behind it. Throws an Error that says what to do where it cannot. */
export async function explain(
  { log, pool }: { readonly log: EventLog; readonly pool: Pool },
  { of, id, column, connection: asked, look }: Question,
  onProgress?: (done: number, total: number) => void,
): Promise<Explained> {
  const { connection, key, row } = await readRow(pool, of, id, asked)
  const words = look === 'log' ? await scanEntity(log, { connection, resource: of.name, key, column }, onProgress) : null
  const about = { connection, resource: of.name, key, words }
  if (!row) return { ...about, state: 'unknown', listed: null, removal: null, cells: [] }
  const cells = Object.entries(row.cells).filter(([name]) => column === undefined || name === column)
  const versions = [row.listing, row.removal?.version ?? NEVER, ...cells.map(([, { version }]) => version)].filter(
    (v) => v !== NEVER,
  )
  const raws = words ? foundIn(words) : await findRaws(log, instantsOf(versions), onProgress)
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
    listed: row.listing === NEVER ? null : toldBy(row.listing, raws),
    removal: removal ? { how: removal.how, action: removal.cause.action ?? null, told: toldBy(removal.version, raws) } : null,
    cells: cells.map(([name, { value, version }]) => ({
      name,
      value,
      told: toldBy(version, raws),
      before: history.get(name) ?? null,
    })),
  }
}

function instantsOf(versions: readonly Version[]): ReadonlyMap<string, Instant> {
  return new Map(versions.map((version) => [sourceOf(version).event, instantOf(version)]))
}

function foundIn(words: readonly Word[]): ReadonlyMap<string, FoundRaw> {
  // Of an event that was appended twice, the first.
  return new Map(words.toReversed().map(({ raw }) => [raw.rawId, raw]))
}

function toldBy(version: Version, raws: ReadonlyMap<string, FoundRaw>): Told {
  const { event, kind } = sourceOf(version)
  return {
    at: formatInstant(instantOf(version)),
    kind,
    revision: revisionOf(version),
    rawId: event,
    raw: raws.get(event) ?? null,
  }
}
