import type { Instant, Window } from '@trellis/pipeline'
import type { Pool, PoolClient } from 'pg'
import type { FailingTask } from './failing-task.js'
import { addListings, type NamedListing } from './listing-progress.js'

/** How far one listing of a resource has come. */
export interface Progress {
  readonly listing: string
  readonly permission: 'granted' | 'missing' | undefined
  /** The first request of the backfill, less settle. */
  readonly backfillStartedAt: Instant | undefined
  readonly backfillCursor: string | undefined
  readonly isBackfillDone: boolean
  /** Changes up to here are complete (rule L1). */
  readonly completeUntil: Instant | undefined
  /** The window under way, and its cursor after the first page. */
  readonly window: Window | undefined
  readonly windowCursor: string | undefined
  /** The sweep under way, and its cursor after the first page. */
  readonly sweepStartedAt?: Instant | undefined
  readonly sweepCursor?: string | undefined
  /** The first request of the last complete sweep. */
  readonly sweepCompleteAt?: Instant | undefined
  readonly isSweepRequested?: boolean
}

/** Reads the progress of the named listings of a connection; rows are made for those that have none. */
export async function readProgress(
  pool: Pool,
  connection: string,
  listings: readonly NamedListing[],
): Promise<readonly Progress[]> {
  const read = async (): Promise<readonly Progress[]> => {
    const { rows } = await pool.query<ProgressRow>(
      `select listing, permission, backfill_started_us, backfill_cursor, backfill_done, complete_until_us, window_from_us, window_to_us,
         window_cursor, sweep_started_us, sweep_cursor, sweep_complete_us, sweep_requested
       from ops.listing_progress where connection_id = $1 and listing = any($2)`,
      [connection, listings.map(({ name }) => name)],
    )
    return rows.map(progressOf)
  }
  const found = await read()
  if (found.length === listings.length) return found
  await addListings(pool, connection, listings)
  return read()
}

/** The first request of the oldest of some listings' last complete sweeps; undefined unless each of them has one. */
export async function sweptSince(
  client: PoolClient,
  connection: string,
  listings: readonly string[],
): Promise<Instant | undefined> {
  const { rows } = await client.query<{ first_us: string; swept: string }>(
    `select min(sweep_complete_us) as first_us, count(sweep_complete_us) as swept from ops.listing_progress
     where connection_id = $1 and listing = any($2)`,
    [connection, listings],
  )
  const [found] = rows
  return found && Number(found.swept) >= listings.length ? (Number(found.first_us) as Instant) : undefined
}

/** What goes wrong of each listing of a connection, by the task's name; listings of which nothing does are missing. */
export async function failingTasks(
  pool: Pool,
  connection: string,
): Promise<readonly { readonly listing: string; readonly failing: Readonly<Record<string, FailingTask>> }[]> {
  const { rows } = await pool.query<{ listing: string; failing: Readonly<Record<string, FailingTask>> }>(
    `select listing, failing from ops.listing_progress where connection_id = $1 and failing <> '{}'`,
    [connection],
  )
  return rows
}

/** How many records each listing of a connection had when it was read for the first time. */
export async function recordsByListing(pool: Pool, connection: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await pool.query<{ listing: string; records: string }>(
    'select listing, records from ops.listing_progress where connection_id = $1',
    [connection],
  )
  return new Map(rows.map(({ listing, records }) => [listing, Number(records)]))
}

interface ProgressRow {
  readonly listing: string
  readonly permission: 'granted' | 'missing' | null
  readonly backfill_started_us: string | null
  readonly backfill_cursor: string | null
  readonly backfill_done: boolean
  readonly complete_until_us: string | null
  readonly window_from_us: string | null
  readonly window_to_us: string | null
  readonly window_cursor: string | null
  readonly sweep_started_us: string | null
  readonly sweep_cursor: string | null
  readonly sweep_complete_us: string | null
  readonly sweep_requested: boolean
}

function progressOf(row: ProgressRow): Progress {
  const [from, to] = [instant(row.window_from_us), instant(row.window_to_us)]
  return {
    listing: row.listing,
    permission: row.permission ?? undefined,
    backfillStartedAt: instant(row.backfill_started_us),
    backfillCursor: row.backfill_cursor ?? undefined,
    isBackfillDone: row.backfill_done,
    completeUntil: instant(row.complete_until_us),
    window: from !== undefined && to !== undefined ? { from, to } : undefined,
    windowCursor: row.window_cursor ?? undefined,
    sweepStartedAt: instant(row.sweep_started_us),
    sweepCursor: row.sweep_cursor ?? undefined,
    sweepCompleteAt: instant(row.sweep_complete_us),
    isSweepRequested: row.sweep_requested,
  }
}

function instant(microseconds: string | null): Instant | undefined {
  return microseconds === null ? undefined : (Number(microseconds) as Instant)
}
