import type { Pool } from '@trellis/runtime'

/** The connection that is meant, or the only one. Throws an Error that names those there are. */
export async function onlyConnection(pool: Pool, connection: string | undefined): Promise<string> {
  const { rows } = await pool.query<{ id: string }>('select id from ops.connection where removed_at is null order by id')
  const ids = rows.map(({ id }) => id)
  const [found, ...others] = connection === undefined ? ids : ids.filter((id) => id === connection)
  if (found === undefined) throw new Error(`There is no connection '${connection ?? ''}'. There is: ${ids.join(', ') || 'none'}`)
  if (others.length > 0) throw new Error(`There are several connections; say which with --connection: ${ids.join(', ')}`)
  return found
}
