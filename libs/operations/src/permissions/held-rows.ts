import { ident, LIVE_SCHEMA } from '@trellis/pipeline'
import type { Pool } from '@trellis/runtime'

/** How many live rows our tables hold of a connection, by resource; a table that is not there yet has no figure. */
export async function heldRows(pool: Pool, connection: string, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows: views } = await pool.query<{ name: string }>(
    'select table_name as name from information_schema.views where table_schema = $1 and table_name = any($2)',
    [LIVE_SCHEMA, names],
  )
  if (views.length === 0) return new Map()
  const counts = views.map(
    ({ name }, index) => `select ${index} as index, count(*) as held from ${ident(LIVE_SCHEMA, name)} where connection_id = $1`,
  )
  const { rows } = await pool.query<{ index: number; held: string }>(counts.join(' union all '), [connection])
  return new Map(rows.map(({ index, held }) => [views[index]?.name ?? '', Number(held)]))
}
