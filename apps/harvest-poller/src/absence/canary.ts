import { isAlive, replaceCanaryKey, type Pool, type PoolClient } from '@trellis/runtime'
import type { ResourceListing } from '../harvest/listings.js'

/** An entity that the listing has shown in its last sweep and that is no suspect itself; undefined where it showed none. */
export async function chooseCanary(pool: Pool, connection: string, { name, of }: ResourceListing): Promise<string | undefined> {
  const { rows } = await pool.query<{ control_key: string }>(
    `select control_key from ops.listing_progress p where connection_id = $1 and listing = $2 and control_key is not null
       and not exists (select 1 from ops.suspect s where s.connection_id = $1 and s.resource = $3 and s.key = p.control_key)`,
    [connection, name, of.name],
  )
  return rows[0]?.control_key ?? another(pool, connection, { name, of }, '')
}

/** A canary that was not shown may be gone itself: the next lookup goes with another. */
export async function replaceCanary(
  client: PoolClient,
  connection: string,
  listing: Pick<ResourceListing, 'name' | 'of'>,
  failed: string,
): Promise<void> {
  const key = await another(client, connection, listing, failed)
  if (key === undefined) return
  await replaceCanaryKey(client, connection, listing.name, { failed, by: key })
}

async function another(
  client: Pool | PoolClient,
  connection: string,
  { name, of }: Pick<ResourceListing, 'name' | 'of'>,
  failed: string,
): Promise<string | undefined> {
  const { rows } = await client.query<{ key: string }>(
    `select r.key from ops.listed_record r join ops.listing_progress p on p.connection_id = $1 and p.listing = $2
     where r.connection_id = $1 and r.resource = $3 and ${isAlive('r.')} and r.seen_us >= p.sweep_complete_us and r.key <> $4
       and not exists (select 1 from ops.suspect s where s.connection_id = $1 and s.resource = $3 and s.key = r.key)
     order by random() limit 1`,
    [connection, name, of.name, failed],
  )
  return rows[0]?.key
}
