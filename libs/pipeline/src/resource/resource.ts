import type { Claim } from './claim.js'
import { readCell, type Column, type Sensitivity } from './column.js'
import { HISTORY_COLUMNS } from './history-columns.js'
import type { Json } from './json.js'
import { memoized } from './memoized.js'

/** How often a collection is asked for changes (rule L7): minutes, a quarter of an hour, hours. */
export type Cadence = 'hot' | 'warm' | 'settings'

/** How Harvest v3 lists the resource. */
export interface Listing {
  /** The path segment below /v3/, which is the scope's name too. */
  readonly path: string
  /** The permission that an account grants the listing with, by the name it has there. */
  readonly permission: string
  /** The field that a window filters by. A collection without one is listed whole at each turn. */
  readonly since?: 'updated_at'
  readonly cadence: Cadence
  /** Parameters without which the listing leaves records out (Harvest v3 reference). */
  readonly complete?: Readonly<Record<string, string>>
  /** Further listings that show what one leaves out, each with its parameters (as `active=false`). */
  readonly also?: readonly Readonly<Record<string, string>>[]
  /** Parent resource → the filter that lists its children, such as `application_ids`. */
  readonly of?: Readonly<Record<string, string>>
  /** The parents in `of` whose webhooks make the children due to be read again (rule R1). */
  readonly with?: readonly string[]
}

/** Everything we know of one kind of entity. */
export interface Resource<C extends Columns = Columns> {
  readonly name: string
  /** Which canonical topic its events go to. */
  readonly domain: string
  /** One sentence: what a row is. */
  readonly about: string
  /** What every row is about, where that is one sensitive thing: where such cells are left out, the collection is not even asked for (rule P1). */
  readonly sensitivity?: Sensitivity
  readonly key: Column<number | string>
  readonly harvest: Listing
  readonly webhooks: Readonly<Record<string, Claim | readonly Claim[]>>
  readonly columns: C
  /** Columns whose every version is kept, one row per entity and version. */
  readonly history?: readonly string[]
}

export type Columns = Readonly<Record<string, Column>>

/** The column that names a row's parent of a resource: the filter `application_ids` asks for `application_id`. None where a row has several. */
export function parentColumn({ harvest, columns }: Pick<Resource, 'harvest' | 'columns'>, parent: string): string | undefined {
  const column = harvest.of?.[parent]?.replace(/s$/, '')
  return column !== undefined && Object.hasOwn(columns, column) ? column : undefined
}

/** The cell that holds what a listed record carries and no column names (rule V6). */
export const EXTRA = '_extra'

/** Declares a resource. Throws where a name would clash with the table's own columns, or with what every JavaScript object has. */
export function resource<const C extends Record<string, Column>>(declared: Resource<C>): Resource<C> {
  for (const name of Object.keys(declared.columns)) {
    if (name.startsWith('_') || name === 'id' || name === 'connection_id' || name in Object.prototype)
      throw new Error(`${declared.name}.${name}: the name is taken`)
  }
  for (const name of declared.history ?? []) {
    if (!Object.hasOwn(declared.columns, name)) throw new Error(`${declared.name}.history: there is no column ${name}`)
    if (declared.columns[name]?.isVolatile) throw new Error(`${declared.name}.history: ${name} changes by reading (rule L4)`)
    if (Object.hasOwn(HISTORY_COLUMNS, name)) throw new Error(`${declared.name}.history: the name ${name} is taken`)
  }
  const { of = {}, with: parents = [] } = declared.harvest
  for (const [parent, filter] of Object.entries(of)) {
    if (parentColumn(declared, parent) === undefined && !Object.hasOwn(declared.columns, filter))
      throw new Error(`${declared.name}.harvest.of: there is no column behind ${filter}`)
  }
  for (const parent of parents) {
    if (parentColumn(declared, parent) === undefined)
      throw new Error(`${declared.name}.harvest.with: no row has one of ${parent}`)
  }
  return declared
}

/** All that a source of events declares: its resources, and the actions that none of them claims, each with the reason. */
export interface Source {
  readonly resources: readonly Resource[]
  readonly ignored: Readonly<Record<string, string>>
  /** Raised whenever a reader changes what it says of a body (rule N1). */
  readonly revision: number
}

/** The source's resource of a name; undefined where it has none. */
export function resourceOf(source: Source, name: string): Resource | undefined {
  return byName(source).get(name)
}

const byName = memoized(({ resources }: Source) => new Map(resources.map((of) => [of.name, of])))

/** The resource's claims on an action, none if it has none. */
export function claimsOn(of: Resource, action: string): readonly Claim[] {
  if (!Object.hasOwn(of.webhooks, action)) return []
  const claims = of.webhooks[action]
  if (!claims) return []
  return 'isRequired' in claims ? [claims] : claims
}

/** A claim and whose it is. */
interface ClaimOf {
  readonly of: Resource
  readonly claim: Claim
}

/** Every claim that a source has on an action, in the order of its resources. */
export function claimsBy(source: Source, action: string): readonly ClaimOf[] {
  const byAction = claimsOf(source)
  const known = byAction.get(action)
  if (known) return known
  const claims = source.resources.flatMap((of) => claimsOn(of, action).map((claim) => ({ of, claim })))
  // An unclaimed action may be any text a sender chose: if they were kept, they would pile up.
  if (claims.length > 0) byAction.set(action, claims)
  return claims
}

const claimsOf = memoized((_: Source) => new Map<string, readonly ClaimOf[]>())

/** The columns of a resource with their names. */
export const columnsOf = memoized((of: Resource): readonly (readonly [string, Column])[] => Object.entries(of.columns))

/** The key of an entity out of a record, or out of a bare id. */
export function keyOf(of: Resource, record: Json): string | undefined {
  const isBare = typeof record === 'number' || typeof record === 'string'
  const read = isBare ? of.key.read(record) : readCell(of.key, record)
  return typeof read === 'number' || (typeof read === 'string' && read !== '') ? String(read) : undefined
}
