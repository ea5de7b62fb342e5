import { ident, type TableShape } from '@trellis/pipeline'
import type { Pool, PoolClient } from './pool.js'

/** The columns of a schema's tables and views: name → SQL type, in their order. */
export type Shape = ReadonlyMap<string, TableShape>

/** Reads it from Postgres' catalogue, of one table where it is named; empty where there is no such schema. */
export async function shapeOf(client: Pool | PoolClient, schema: string, table?: string): Promise<Shape> {
  const { rows } = await client.query<{ table: string; column: string; type: string }>(
    `select c.relname as "table", a.attname as "column", format_type(a.atttypid, a.atttypmod) as type
     from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = to_regnamespace($1) and c.relkind in ('r', 'v') and a.attnum > 0 and not a.attisdropped
       and ($2::text is null or c.relname = $2)
     order by c.relname, a.attnum`,
    [ident(schema), table ?? null],
  )
  const tables = new Map<string, Map<string, string>>()
  for (const { table: name, column, type } of rows) {
    const columns = tables.get(name) ?? new Map<string, string>()
    tables.set(name, columns.set(column, SHORT[type] ?? type))
  }
  return tables
}

/** The same of several schemas. */
export async function shapesOf(client: Pool | PoolClient, schemas: readonly string[]): Promise<ReadonlyMap<string, Shape>> {
  const shapes = new Map<string, Shape>()
  for (const schema of schemas) shapes.set(schema, await shapeOf(client, schema))
  return shapes
}

const SHORT: Readonly<Record<string, string>> = { 'timestamp with time zone': 'timestamptz' }
