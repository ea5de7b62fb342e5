import type { Instant } from '@trellis/pipeline'
import type { Pool, PoolClient } from 'pg'
import { transactIn } from '../postgres/transact.js'
import type { FailingTask } from './failing-task.js'
import { lockListings } from './lock-listings.js'
import { columnsOf, type ProgressChange } from './progress-change.js'

/*
 * The one module that writes `ops.listing_progress`: a row per listing with its cursors, its sweep, its figures and what goes wrong with it.
 * SQL by hand: values are moved on from where they stand, under the poller's lease or the lock of the listings.
 */

/** A listing, and the resource that it shows. */
export interface NamedListing {
  readonly name: string
  readonly of: { readonly name: string }
}

/** Makes rows for those of some listings that have none. */
export async function addListings(pool: Pool, connection: string, listings: readonly NamedListing[]): Promise<void> {
  await pool.query(
    `insert into ops.listing_progress (connection_id, listing, resource, backfill_done, pages, records, fence)
     select $1, listing, resource, false, 0, 0, 0 from unnest($2::text[], $3::text[]) as l (listing, resource) on conflict do nothing`,
    [connection, listings.map(({ name }) => name), listings.map(({ of }) => of.name)],
  )
}

/** Applies a change in the caller's transaction, which holds the lease. */
export async function changeProgress(
  client: PoolClient,
  connection: string,
  listing: string,
  change: ProgressChange,
): Promise<void> {
  const { addedPages = 0, addedRecords = 0, addedNew = 0, addedChanged = 0 } = change
  const counted = [addedPages, addedRecords, addedNew, addedChanged]
  const set = Object.entries(columnsOf(change)).filter(([, value]) => value !== undefined)
  const assignments = set.map(([name, value], index) =>
    name === 'last_error' && value === null ? CLEARED.replace('?', `$${index + 7}`) : `${name} = $${index + 7}`,
  )
  await client.query(
    `update ops.listing_progress set ${[...assignments, ...COUNTED].join(', ')} where connection_id = $1 and listing = $2`,
    [connection, listing, ...counted, ...set.map(([, value]) => value)],
  )
}

/** What goes well says nothing of another task of the listing that goes wrong. */
const CLEARED = `last_error = case when failing = '{}' or permission = 'missing' then ?::text else last_error end`

const COUNTED = [
  'pages = pages + $3',
  'records = records + $4',
  'new_records = new_records + $5',
  'changed_records = changed_records + $6',
]

/** A page of a sweep; a backfill is the first sweep. */
interface SweepMove {
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly requestedAt: Instant
  /** Of the page after it; undefined on the last, and for a backfill, which has a cursor of its own. */
  readonly cursor: string | undefined
  /** An entity that it shows, if it shows any. */
  readonly canary: string | undefined
}

/** Moves a sweep behind a page. A sweep that begins without a cursor begins again: its own first request is what rule E3 counts from. */
export async function moveSweep(client: PoolClient, connection: string, listing: string, page: SweepMove): Promise<void> {
  const { requestedAt, isFirst, isLast, cursor, canary } = page
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
       from ops.listing_progress where connection_id = $1 and listing = $2
     ) as s
     where connection_id = $1 and listing = $2`,
    [connection, listing, requestedAt, isFirst, isLast, cursor ?? null, canary ?? null],
  )
}

/** Takes another entity as the canary of a listing, unless the one that failed was replaced already. */
export async function replaceCanaryKey(
  client: PoolClient,
  connection: string,
  listing: string,
  { failed, by }: { readonly failed: string; readonly by: string },
): Promise<void> {
  await client.query(
    'update ops.listing_progress set control_key = $3 where connection_id = $1 and listing = $2 and control_key is not distinct from $4',
    [connection, listing, by, failed],
  )
}

/** Counts absences that no delivered webhook explains (rule E4), and keeps when an entity was found gone that no webhook had reported. */
export async function countAbsences(
  client: PoolClient,
  connection: string,
  listing: string,
  { added, goneAt }: { readonly added: number; readonly goneAt: Instant | undefined },
): Promise<void> {
  await client.query(
    `update ops.listing_progress set absences = absences + $3, gone_us = greatest(gone_us, $4) where connection_id = $1 and listing = $2`,
    [connection, listing, added, goneAt ?? null],
  )
}

/** Resets the count of absences: a sweep is complete. */
export async function forgetAbsences(client: PoolClient, connection: string, listing: string): Promise<void> {
  await client.query('update ops.listing_progress set absences = 0 where connection_id = $1 and listing = $2', [
    connection,
    listing,
  ])
}

/** Notes that a task of a listing went wrong. */
export async function noteFailing(
  client: PoolClient,
  connection: string,
  listing: string,
  task: string,
  failing: FailingTask,
): Promise<void> {
  await client.query(
    `update ops.listing_progress set last_error = $3, failing = failing || jsonb_build_object($4::text, $5::jsonb)
     where connection_id = $1 and listing = $2`,
    [connection, listing, failing.why, task, JSON.stringify(failing)],
  )
}

/** Forgets that a task went wrong; the last error is what goes wrong beside it. */
export async function forgetFailing(client: PoolClient, connection: string, listing: string, task: string): Promise<void> {
  await client.query(
    `update ops.listing_progress set failing = failing - $3::text,
       last_error = case when permission = 'missing' then last_error else (
         select each.value ->> 'why' from jsonb_each(failing - $3::text) as each order by (each.value ->> 'sinceMs')::bigint desc limit 1) end
     where connection_id = $1 and listing = $2`,
    [connection, listing, task],
  )
}

/** Notes on every listing of a connection why none of them is read. The caller has locked them. */
export async function noteErrorOfAll(client: PoolClient, connection: string, why: string): Promise<void> {
  await client.query('update ops.listing_progress set last_error = $2 where connection_id = $1', [connection, why])
}

/** Asks the poller to list these resources whole now, all of them if none is named. Gives how many listings that are; several show some resources. */
export async function requestSweep(db: Pool | PoolClient, connection: string, resources: readonly string[]): Promise<number> {
  return transactIn(db, async (client) => {
    await lockListings(client, connection, ...resources)
    const { rowCount } = await client.query(
      `update ops.listing_progress set sweep_requested = true
       where connection_id = $1 and (cardinality($2::text[]) = 0 or resource = any($2))`,
      [connection, resources],
    )
    return rowCount ?? 0
  })
}

/** Notes for the poller that these resources are granted by now: what it waits for of them it asks again at once. Gives how many listings those are. */
export async function forgetMissingPermissions(
  db: Pool | PoolClient,
  connection: string,
  resources: readonly string[],
): Promise<number> {
  if (resources.length === 0) return 0
  return transactIn(db, async (client) => {
    await lockListings(client, connection, ...resources)
    const { rowCount } = await client.query(
      `update ops.listing_progress set permission = null, last_error = null
       where connection_id = $1 and resource = any($2) and permission = 'missing'`,
      [connection, resources],
    )
    return rowCount ?? 0
  })
}
