import type { Pool } from 'pg'
import { transact } from '../postgres/transact.js'
import { lockListings } from './lock-listings.js'

/* What others than the poller write to `ops.listing_progress`; the cursors are its own. SQL by hand: under the lock of the listings. */

/** Asks the poller to list these resources whole now, all of them if none is named. Gives how many listings that are; several show some resources. */
export async function requestSweep(pool: Pool, connection: string, resources: readonly string[]): Promise<number> {
  return transact(pool, async (client) => {
    await lockListings(client, connection, ...resources)
    const { rowCount } = await client.query(
      `update ops.listing_progress set sweep_requested = true
       where connection_id = $1 and (cardinality($2::text[]) = 0 or split_part(resource, '?', 1) = any($2))`,
      [connection, resources],
    )
    return rowCount ?? 0
  })
}

/** Tells the poller that these resources are granted by now: what it waits for of them it asks again at once. Gives how many listings those are. */
export async function forgetMissingPermissions(pool: Pool, connection: string, resources: readonly string[]): Promise<number> {
  if (resources.length === 0) return 0
  return transact(pool, async (client) => {
    await lockListings(client, connection, ...resources)
    const { rowCount } = await client.query(
      `update ops.listing_progress set permission = null, last_error = null
       where connection_id = $1 and split_part(resource, '?', 1) = any($2) and permission = 'missing'`,
      [connection, resources],
    )
    return rowCount ?? 0
  })
}
