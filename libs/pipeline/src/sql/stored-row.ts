import type { SqlType } from '../resource/column.js'
import type { Removal } from '../resource/claim.js'
import type { Cause } from '../events/event.js'
import { parseJson, type Json } from '../resource/json.js'
import { EXTRA, type Resource } from '../resource/resource.js'
import type { Row } from '../rows/row.js'
import type { Entity } from '../rows/row-events.js'
import { cellNames, expand } from '../rows/sparse.js'
import { ident } from './sql.js'
import { parseVersion } from '../events/version.js'

/** A record of `selectRows`: booleans and jsonb parsed, all else text, whatever the client makes of dates and numbers. */
export type StoredRow = Readonly<Record<string, Json>> & {
  readonly connection_id: string
  readonly id: string
  readonly _version: string
  readonly _cell_versions: Readonly<Record<string, string>>
  readonly _removal: string
  readonly _removed: { readonly how: Removal; readonly cause: Cause } | null
}

/** Selects every row of a resource's table, removed ones too, for `entityOf` and `rowOfStored`. */
export function selectRows(schema: string, of: Resource): string {
  const cells = cellNames(of).map((name) => `${asText(typeOf(of, name), ident(name))} as ${ident(name)}`)
  return `select connection_id, id::text as id, _version, _cell_versions, _removal, _removed, ${cells.join(', ')} from ${ident(schema, of.name)}`
}

/** Whose row it is. */
export function entityOf(of: Resource, stored: StoredRow): Entity {
  return { connection: stored.connection_id, resource: of.name, key: stored.id }
}

/** The row that the table holds, as `join` would have made it. Numbers are written canonically: as numbers where a double holds them. */
export function rowOfStored(of: Resource, stored: StoredRow): Row {
  const cells = cellNames(of).map((name) => [name, canonical(typeOf(of, name), stored[name] ?? null)] as const)
  const exceptions = Object.entries(stored._cell_versions).map(([name, version]) => [name, parseVersion(version)] as const)
  const removal = stored._removed && { version: parseVersion(stored._removal), ...stored._removed }
  return expand(of, {
    cells: Object.fromEntries(cells),
    listing: parseVersion(stored._version),
    exceptions: Object.fromEntries(exceptions),
    ...(removal && { removal }),
  })
}

/** A cell's value as one that a table holds can be compared with it: the table has one spelling of a number, and knows no negative zero. */
export function comparableCell(type: SqlType, value: Json): Json {
  const read = canonical(type, value)
  return read === 0 ? 0 : read
}

function typeOf(of: Resource, name: string): SqlType {
  return name === EXTRA ? 'jsonb' : (of.columns[name]?.sql ?? 'jsonb')
}

function asText(type: SqlType, column: string): string {
  switch (type) {
    case 'timestamptz':
      return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
    case 'date':
      return `to_char(${column}, 'YYYY-MM-DD')`
    case 'bigint':
    case 'numeric':
      return `${column}::text`
    case 'text':
    case 'boolean':
    case 'jsonb':
      return column
    default:
      return type satisfies never
  }
}

function canonical(type: SqlType, value: Json): Json {
  const isNumber = type === 'bigint' || type === 'numeric'
  return isNumber && typeof value === 'string' ? (parseJson(value) ?? value) : value
}
