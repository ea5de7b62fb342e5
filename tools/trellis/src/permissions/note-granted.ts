import { lockListings, transact, type Pool } from '@trellis/runtime'
import type { AskedResource } from './ask-permissions.js'

/**
 * Tells the poller which listings are granted by now that it waits for: it asks them again at once. Gives how many those are. Does nothing where the
 * database has no listings yet. Throws a Fault where it does not answer.
 */
export async function noteGranted(pool: Pool, connection: string, asked: readonly AskedResource[]): Promise<number> {
  const granted = asked.flatMap(({ resource, permission }) => (permission === 'granted' ? [resource] : []))
  const { rows } = await pool.query<{ is_there: boolean }>(`select to_regclass('ops.listing_progress') is not null as is_there`)
  if (granted.length === 0 || rows[0]?.is_there !== true) return 0
  return transact(pool, async (client) => {
    await lockListings(client, connection, ...granted)
    const { rowCount } = await client.query(
      `update ops.listing_progress set permission = null, last_error = null
       where connection_id = $1 and split_part(resource, '?', 1) = any($2) and permission = 'missing'`,
      [connection, granted],
    )
    return rowCount ?? 0
  })
}
