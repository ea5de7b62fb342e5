import {
  entityOf,
  generationSchema,
  ident,
  rowOfStored,
  selectRows,
  type Resource,
  type Row,
  type StoredRow,
} from '@trellis/pipeline'
import type { Pool, PoolClient } from '@trellis/runtime'

/** A resource's table in the current generation. */
export interface HeldTable {
  readonly schema: string
  /** The declaration as far as the table has its columns: a generation keeps those it was made with (rule N2). */
  readonly of: Resource
}

/** Undefined where there is no such table yet. */
export async function heldTable(client: Pool | PoolClient, of: Resource): Promise<HeldTable | undefined> {
  const { rows } = await client.query<{ number: number; name: string }>(
    `select g.number, c.column_name as name from ops.generation g
     join information_schema.columns c on c.table_schema = $2 || g.number and c.table_name = $1 where g.is_current`,
    [of.name, generationSchema(0).slice(0, -1)],
  )
  const [first] = rows
  if (!first) return undefined
  const names = new Set(rows.map(({ name }) => name))
  const columns = Object.fromEntries(Object.entries(of.columns).filter(([name]) => names.has(name)))
  return { schema: generationSchema(first.number), of: { ...of, columns } }
}

/** The rows of some keys, live and removed, as they are now. */
export async function heldRows(
  client: Pool | PoolClient,
  connection: string,
  { schema, of }: HeldTable,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Row>> {
  const { rows } = await client.query<StoredRow>(
    `${selectRows(schema, of)} where connection_id = $1 and ${ident(of.name)}.id = any($2::${of.key.sql}[])`,
    [connection, keys],
  )
  return new Map(rows.map((stored) => [entityOf(of, stored).key, rowOfStored(of, stored)]))
}
