import { historyTable, ident, type Resource } from '@trellis/pipeline'
import type { Pool } from '@trellis/runtime'

/** How much room a resource's table takes on disk, with its indexes and its history. */
export async function bytesOfResource(pool: Pool, schema: string, of: Resource): Promise<number> {
  const tables = [of.name, ...(of.history ? [historyTable(of)] : [])].map((name) => ident(schema, name))
  const { rows } = await pool.query<{ bytes: string }>(
    'select coalesce(sum(pg_total_relation_size(to_regclass(name))), 0) as bytes from unnest($1::text[]) as name',
    [tables],
  )
  return Number(rows[0]?.bytes ?? 0)
}
