import { ident, type Resource } from '@trellis/pipeline'
import type { Pool, PoolClient } from '@trellis/runtime'

/** The columns of a schema's tables and views: name → SQL type, in their order. */
export type Shape = ReadonlyMap<string, ReadonlyMap<string, string>>

/** Reads it from Postgres' catalogue; empty where there is no such schema. */
export async function shapeOf(client: Pool | PoolClient, schema: string): Promise<Shape> {
  const { rows } = await client.query<{ table: string; column: string; type: string }>(
    `select c.relname as "table", a.attname as "column", format_type(a.atttypid, a.atttypmod) as type
     from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = to_regnamespace($1) and c.relkind in ('r', 'v') and a.attnum > 0 and not a.attisdropped
     order by c.relname, a.attnum`,
    [ident(schema)],
  )
  const tables = new Map<string, Map<string, string>>()
  for (const { table, column, type } of rows) {
    const columns = tables.get(table) ?? new Map<string, string>()
    tables.set(table, columns.set(column, SHORT[type] ?? type))
  }
  return tables
}

const SHORT: Readonly<Record<string, string>> = { 'timestamp with time zone': 'timestamptz' }

/**
 * The resource as its table in a generation can hold it (rule N2): with the columns that the table has, and has in the declared type. Undefined where
 * there is no table, or its key is of another type: then not one row fits.
 */
export function fitting(of: Resource, table: ReadonlyMap<string, string> | undefined): Resource | undefined {
  if (!table || table.get('id') !== of.key.sql) return undefined
  const columns = Object.entries(of.columns)
  const held = columns.filter(([name, { sql }]) => table.get(name) === sql)
  if (held.length === columns.length) return of
  const narrowed = Object.fromEntries(held)
  const history = of.history?.filter((name) => Object.hasOwn(narrowed, name))
  return { ...of, columns: narrowed, ...(history && { history }) }
}
