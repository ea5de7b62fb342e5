import type { Lag } from '@trellis/pipeline'
import type { PoolClient } from '@trellis/runtime'
import { judgeSweep } from '../absence/judge-sweep.js'
import { listingsOf } from '../harvest/listings.js'
import type { AskedPage } from './ask-page.js'
import type { PageTask } from '../schedule/task.js'

/** What a sweep's page tells beside its records. `control` is an entity that it shows, if it shows any. */
export interface SweptPage extends Pick<AskedPage, 'cursor' | 'requestedAt'> {
  readonly control: string | undefined
}

/**
 * Moves a sweep on in the caller's transaction, which holds the lease; a backfill is the first one. Whatever begins without a cursor begins anew: its
 * own first request is what rule E3 goes by. After the last page the resource is judged.
 */
export async function noteSweep(
  client: PoolClient,
  connection: string,
  { listing, ...task }: Extract<PageTask, { type: 'sweep' | 'backfill' }>,
  { requestedAt, cursor, control }: SweptPage,
  lag: Lag,
): Promise<void> {
  const isFirst = task.cursor === undefined
  const isLast = cursor === undefined
  await client.query(
    `update ops.listing_progress set
       sweep_started_us = case when $5 then null else s.started_us end,
       sweep_complete_us = case when $5 then s.started_us else sweep_complete_us end,
       sweep_seconds = case when $5 then ($3::bigint - s.started_us) / 1000000 else sweep_seconds end,
       sweep_requested = sweep_requested and not $4,
       sweep_cursor = $6,
       control_key = case when $4 then $7 else coalesce($7, control_key) end
     from (
       select case when $4::boolean then $3::bigint else coalesce(sweep_started_us, backfill_started_us) end as started_us
       from ops.listing_progress where connection_id = $1 and resource = $2
     ) as s
     where connection_id = $1 and resource = $2`,
    [connection, listing.name, requestedAt, isFirst, isLast, task.type === 'sweep' ? (cursor ?? null) : null, control ?? null],
  )
  if (isLast) await judgeSweep(client, connection, listing.of, listingsOf(listing.of), requestedAt, lag)
}
