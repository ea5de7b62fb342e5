import { memoized } from '../resource/memoized.js'
import { EXTRA, type Resource } from '../resource/resource.js'
import type { Cell, RemovalRecord, Row } from './row.js'
import type { Json } from '../resource/json.js'
import { NEVER, type Version } from '../events/version.js'

/** A row as it is stored: `listing` is every cell's version, but for the exceptions (rule V4). */
interface SparseRow {
  readonly cells: Readonly<Record<string, Json>>
  readonly listing: Version
  /** Cells whose version is another than the listing's; NEVER for a cell that no event mentioned. */
  readonly exceptions: Readonly<Record<string, Version>>
  readonly removal?: RemovalRecord
}

/** The names of a resource's cells, in the order of its columns, `_extra` last. */
export const cellNames = memoized((of: Resource): readonly string[] => [...Object.keys(of.columns), EXTRA])

/** The version a cell has when it is no exception: the listing's, or NEVER where no listing carries the column. */
function defaultVersion(of: Resource, name: string, listing: Version): Version {
  return of.columns[name]?.isWebhookOnly ? NEVER : listing
}

/** Lossless: `expand(of, sparse(of, row))` is the row, for cells that the resource declares. */
export function sparse(of: Resource, row: Row): SparseRow {
  const cells: Record<string, Json> = {}
  const exceptions: Record<string, Version> = {}
  for (const name of cellNames(of)) {
    const cell = row.cells[name]
    const version = cell?.version ?? NEVER
    if (cell) cells[name] = cell.value
    if (version !== defaultVersion(of, name, row.listing)) exceptions[name] = version
  }
  return { cells, listing: row.listing, exceptions, ...(row.removal && { removal: row.removal }) }
}

/** The other way. A missing cell that has a version holds null. */
export function expand(of: Resource, stored: SparseRow): Row {
  const cells: Record<string, Cell> = {}
  for (const name of cellNames(of)) {
    const version = stored.exceptions[name] ?? defaultVersion(of, name, stored.listing)
    if (version !== NEVER) cells[name] = { value: stored.cells[name] ?? null, version }
  }
  return { cells, listing: stored.listing, ...(stored.removal && { removal: stored.removal }) }
}
