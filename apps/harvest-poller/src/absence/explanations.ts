import { resourceNamed } from '@trellis/greenhouse'
import {
  instantOf,
  NEVER,
  parentColumn,
  parseVersion,
  type Instant,
  type Lag,
  type Resource,
  type Version,
} from '@trellis/pipeline'
import { textArray, type PoolClient } from '@trellis/runtime'
import type { HeldChildren } from '../rereads/held-children.js'
import { isWithin } from '../known-entities/listed-register.js'
import type { ConnectionContext } from '../connection-context.js'

/** A person's applications take their own children along, and a merged or anonymised one's as well, without a word of their own (rule E6). */
export const ALONG: Readonly<Record<string, readonly string[]>> = { candidates: ['applications'] }

/** A delivered word after which an entity, or what hangs on it, may be gone. */
interface Explanation {
  /** `<resource>/<key>` of the entity that the word is about. */
  readonly by: string
  readonly at: Instant
  /** The entity itself went: its children go too. Else some of them may. */
  readonly isRemoval: boolean
}

/** What an entity's row in `ops.listed_record` says. */
interface Heard {
  readonly version: Version
  readonly removed: Version
  readonly took: Version
  readonly seenUs: number
}

/**
 * The newest word on an entity that takes it or children of it along; undefined where there is none. A removal counts while the entity is gone, and where
 * it was shown again within overlap only, by a listing that lagged (rule E7).
 */
function wordOn(by: string, { version, removed, took }: Heard, lag: Lag): Explanation | undefined {
  const removedAt = instantOf(removed)
  const isRemoved = removed !== NEVER && (removed > version || isWithin(lag.overlap, removedAt, requestOf(version, lag)))
  if (isRemoved) return { by, at: removedAt, isRemoval: true }
  return took === NEVER ? undefined : { by, at: instantOf(took), isRemoval: false }
}

/** Whether a word explains that an entity is missing: who was shown later than overlap after it outlived it, and something else took them. */
export function explains({ at }: Explanation, { version, seenUs }: Heard, lag: Lag): boolean {
  return isWithin(lag.overlap, at, Math.max(requestOf(version, lag), seenUs) as Instant)
}

/**
 * Who of some entities that are missing went along with what a delivered word says: a removal of their own, of a parent or of the person above, or
 * an anonymisation or an unrejection there (rule E4). `held` says whose children they are; without it only their own removals are known.
 */
export async function explanationsOf(
  context: ConnectionContext,
  client: PoolClient,
  held: HeldChildren | undefined,
  of: Resource,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Explanation>> {
  const { connection, lag } = context
  const found = new Map<string, Explanation>()
  if (keys.length === 0) return found
  const heard = await readHeard(client, connection, of.name, keys)
  const note = (key: string, word: Explanation | undefined): void => {
    const child = heard.get(key) ?? UNHEARD
    if (word && !found.has(key) && explains(word, child, lag)) found.set(key, word)
  }
  for (const [key, one] of heard) {
    const own = wordOn(`${of.name}/${key}`, one, lag)
    if (own?.isRemoval) note(key, own)
  }
  for (const parent of parentsOf(of)) {
    const rows = (await held?.parentsOf(of, parent.name, keys)) ?? []
    const words = await wordsOn(context, client, held, parent, [...new Set(rows.map(({ parentKey }) => parentKey))])
    for (const { key, parentKey } of rows) note(key, words.get(parentKey))
  }
  return found
}

/** Which suspects the words on those who are named beside them explain, as the register has them now. */
export async function stillExplained(
  { connection, lag }: ConnectionContext,
  client: PoolClient,
  of: Resource,
  suspects: readonly { readonly key: string; readonly parent: string }[],
): Promise<ReadonlySet<string>> {
  const children = await readHeard(
    client,
    connection,
    of.name,
    suspects.map(({ key }) => key),
  )
  const found = new Set<string>()
  for (const resource of new Set(suspects.map(({ parent }) => resourceOf(parent)))) {
    const mine = suspects.filter(({ parent }) => resourceOf(parent) === resource)
    const parents = await readHeard(client, connection, resource, [...new Set(mine.map(({ parent }) => keyIn(parent)))])
    for (const { key, parent } of mine) {
      const heard = parents.get(keyIn(parent))
      const word = heard && wordOn(parent, heard, lag)
      if (word && explains(word, children.get(key) ?? UNHEARD, lag)) found.add(key)
    }
  }
  return found
}

/** The words on some entities that take their children along, or on those who take these entities along with all that hangs on them. */
export async function wordsOn(
  { connection, lag }: ConnectionContext,
  client: PoolClient,
  held: HeldChildren | undefined,
  of: Resource,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Explanation>> {
  const found = new Map<string, Explanation>()
  if (keys.length === 0) return found
  const note = (key: string, word: Explanation | undefined): void => {
    const known = found.get(key)
    if (word && (!known || (word.isRemoval && !known.isRemoval) || (word.isRemoval === known.isRemoval && word.at > known.at)))
      found.set(key, word)
  }
  for (const [key, heard] of await readHeard(client, connection, of.name, keys))
    note(key, wordOn(`${of.name}/${key}`, heard, lag))
  for (const above of Object.keys(ALONG).filter((name) => ALONG[name]?.includes(of.name))) {
    const rows = (await held?.parentsOf(of, above, keys)) ?? []
    const heard = await readHeard(client, connection, above, [...new Set(rows.map(({ parentKey }) => parentKey))])
    for (const { key, parentKey } of rows) {
      const person = heard.get(parentKey)
      note(key, person && wordOn(`${above}/${parentKey}`, person, lag))
    }
  }
  return found
}

/** What the register holds of some keys. */
async function readHeard(
  client: PoolClient,
  connection: string,
  resource: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Heard>> {
  if (keys.length === 0) return new Map()
  const { rows } = await client.query<Record<'key' | 'version' | 'removed' | 'took' | 'seen_us', string>>(
    `select key, version, removed, took, seen_us from ops.listed_record where connection_id = $1 and resource = $2 and key = any($3::text[])`,
    [connection, resource, textArray(keys)],
  )
  return new Map(
    rows.map(({ key, version, removed, took, seen_us }) => [
      key,
      { version: parseVersion(version), removed: parseVersion(removed), took: parseVersion(took), seenUs: Number(seen_us) },
    ]),
  )
}

const UNHEARD: Heard = { version: NEVER, removed: NEVER, took: NEVER, seenUs: 0 }

function resourceOf(parent: string): string {
  return parent.slice(0, parent.indexOf('/'))
}

function keyIn(parent: string): string {
  return parent.slice(parent.indexOf('/') + 1)
}

function parentsOf(of: Resource): readonly Resource[] {
  return Object.keys(of.harvest.of ?? {}).flatMap((name) =>
    parentColumn(of, name) === undefined ? [] : (resourceNamed(name) ?? []),
  )
}

/** A record's version is its page's request less settle. */
function requestOf(version: Version, { settle }: Lag): Instant {
  return (instantOf(version) + settle) as Instant
}
