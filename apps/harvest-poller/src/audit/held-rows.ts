import { entityOf, ident, rowOfStored, selectRows, type Row, type StoredRow } from '@trellis/pipeline'
import type { HeldTable, Pool, PoolClient } from '@trellis/runtime'

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
