import type { PoolClient } from 'pg'

/**
 * Locks the progress of all listings of some resources, of every resource where none is named, until the transaction ends. Suspects and holds of a
 * resource are written under this lock and no other way, so they need no order of their own. Behind the known entities and what is due: rows are locked in
 * one order everywhere (decision 4).
 */
export async function lockListings(client: PoolClient, connection: string, ...resources: readonly string[]): Promise<void> {
  await client.query(
    `select 1 from ops.listing_progress
     where connection_id = $1 and (cardinality($2::text[]) = 0 or resource = any($2)) order by listing for update`,
    [connection, resources],
  )
}
