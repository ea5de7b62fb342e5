import type { Resource } from '../resource/resource.js'

/** The columns of one table, or view: name → SQL type, in their order. */
export type TableShape = ReadonlyMap<string, string>

/**
 * The resource as its table in a generation can hold it (rule N2): with the columns that the table has, and has in the declared type. Undefined where
 * there is no table, or its key is of another type: then not one row fits.
 */
export function fitting(of: Resource, table: TableShape | undefined): Resource | undefined {
  if (!table || table.get('id') !== of.key.sql) return undefined
  const columns = Object.entries(of.columns)
  const held = columns.filter(([name, { sql }]) => table.get(name) === sql)
  if (held.length === columns.length) return of
  const narrowed = Object.fromEntries(held)
  const history = of.history?.filter((name) => Object.hasOwn(narrowed, name))
  return { ...of, columns: narrowed, ...(history && { history }) }
}

/**
 * The top-level names of a record whose place changes with the next rebuild: a column that does not fit will take them out of `_extra`, one that the
 * table has and no declaration has any more will leave them to it.
 */
export function waitingNames(of: Resource, table: TableShape): ReadonlySet<string> {
  const coming = Object.entries(of.columns).filter(([name, { sql }]) => table.get(name) !== sql)
  const going = [...table.keys()].filter((name) => !OWN.test(name) && !Object.hasOwn(of.columns, name))
  return new Set([...coming.flatMap(([, { names }]) => names), ...going])
}

/** What every table has, whatever is declared. */
const OWN = /^(_.*|id|connection_id)$/
