import type { Removal } from '../resource/claim.js'
import type { CanonicalEvent, Cause, Removed } from '../events/event.js'
import type { Json } from '../resource/json.js'
import { NEVER, newest, type Version } from '../events/version.js'

/** A cell's value and the version of the event that last mentioned it. */
export interface Cell {
  readonly value: Json
  readonly version: Version
}

/** A removal as one record (rule E1). Its cause has no position: that is the log's, not the row's. */
export interface RemovalRecord {
  readonly version: Version
  readonly how: Removal
  readonly cause: Cause
}

/** For one entity: each cell with its version, and two registers for existence. */
export interface Row {
  readonly cells: Readonly<Record<string, Cell>>
  /** The newest listing that showed the entity; NEVER before the first. */
  readonly listing: Version
  /** The newest removal; undefined before the first. */
  readonly removal?: RemovalRecord
}

/** A row that no event mentioned: the neutral element of `join`. */
export const EMPTY_ROW: Row = { cells: {}, listing: NEVER }

/** The newer of each cell and register. Commutative, associative, idempotent: order and repetition cannot matter. */
export function join(a: Row, b: Row): Row {
  const removal = newerRemoval(a.removal, b.removal)
  return { cells: joinCells(a.cells, b.cells), listing: newest(a.listing, b.listing), ...(removal && { removal }) }
}

/** The row after one more event, whichever order events come in. */
export function apply(row: Row, event: CanonicalEvent): Row {
  return join(row, rowOf(event))
}

/** What one event says, as a row of its own. Only a listing says that the entity exists (rule E1). */
export function rowOf(event: CanonicalEvent): Row {
  const { version, cause } = event
  if (event.type === 'removed') return { cells: {}, listing: NEVER, removal: removalOf(event) }
  const cells: Record<string, Cell> = {}
  for (const [name, value] of Object.entries(event.cells)) cells[name] = { value, version }
  return { cells, listing: cause.kind === 'record' ? version : NEVER }
}

/** Removed means: the newest removal is newer than the newest listing that showed the entity. */
export function isRemoved(row: Row): boolean {
  return row.removal !== undefined && row.removal.version > row.listing
}

/** Who said it, not where it stands: the same word may be appended twice, and both must make the same row. */
export function removalOf({ version, how, cause }: Removed): RemovalRecord {
  const { rawId, kind, action } = cause
  return { version, how, cause: { rawId, kind, ...(action !== undefined && { action }) } }
}

function joinCells(a: Row['cells'], b: Row['cells']): Row['cells'] {
  const cells: Record<string, Cell> = { ...a }
  for (const [name, cell] of Object.entries(b)) {
    const other = cells[name]
    if (!other || cell.version > other.version) cells[name] = cell
  }
  return cells
}

function newerRemoval(a: RemovalRecord | undefined, b: RemovalRecord | undefined): RemovalRecord | undefined {
  if (!a || !b) return a ?? b
  return b.version > a.version ? b : a
}
