import type { Pool } from 'pg'
import { transact } from '../postgres/transact.js'
import { lockListings } from './lock-listings.js'

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
