import type { Instant, Lag, Resource } from '@trellis/pipeline'
import { isAlive, versionAt, type PoolClient } from '@trellis/runtime'
import { applyHold } from './absence-hold.js'
import { explainSuspects } from './explain-suspects.js'
import type { ResourceListing } from '../harvest/listings.js'
import { isAllayed } from './allayed.js'

/**
 * After a complete sweep: whoever is alive, was not shown by it, and was not spoken of for overlap before its first request is suspected to be gone
 * (rules E2, E3). Suspects that it has shown are let go; what was held is judged anew (rule E4). A resource of several listings is judged by the
 * oldest of their sweeps, once each has one; their progress is locked, so that of two which end at the same moment the later one knows what the other
 * has shown.
 */
export async function judgeSweep(
  client: PoolClient,
  connection: string,
  of: Resource,
  listings: readonly ResourceListing[],
  now: Instant,
  lag: Lag,
): Promise<void> {
  const { rows } = await client.query<{ first_us: string; swept: string }>(
    `select min(sweep_complete_us) as first_us, count(sweep_complete_us) as swept from ops.listing_progress
     where connection_id = $1 and resource = any($2)`,
    [connection, listings.map(({ name }) => name)],
  )
  const [found] = rows
  if (!found || Number(found.swept) < listings.length) return
  await dropAllayed(client, connection, of.name)
  const first = Number(found.first_us)
  await client.query(
    `insert into ops.suspect (connection_id, resource, key, why, asked_us, due_us)
     select connection_id, resource, key, 'sweep', $3, $4 from ops.listed_record
     where connection_id = $1 and resource = $2 and ${isAlive()} and seen_us < $3
       and greatest(version, spoken) < ${versionAt('$5::bigint')}
     on conflict (connection_id, resource, key) do nothing`,
    [connection, of.name, first, now, Math.max(0, first - lag.overlap)],
  )
  await explainSuspects(client, connection, of.name, lag)
  await client.query('update ops.listing_progress set absences = 0 where connection_id = $1 and resource = $2', [
    connection,
    of.name,
  ])
  await applyHold(client, connection, of.name, now, 'judged')
}

/** Lets go of the suspects of a resource, or of some keys, whom somebody spoke of or showed since, or who are known to be gone (rule E3). */
export async function dropAllayed(
  client: PoolClient,
  connection: string,
  resource: string,
  keys?: readonly string[],
): Promise<void> {
  await client.query(
    `delete from ops.suspect s where s.connection_id = $1 and s.resource = $2 and ($3::text[] is null or s.key = any($3))
       and (${isAllayed('s')} or not exists (
         select 1 from ops.listed_record r where r.connection_id = s.connection_id and r.resource = s.resource and r.key = s.key
           and ${isAlive('r.')}))`,
    [connection, resource, keys ?? null],
  )
}
