import { type Pool, type PoolClient } from '@trellis/runtime'
import type { Instant, Window } from '@trellis/pipeline'

/** How far the listing of one resource has come. */
export interface Progress {
  readonly resource: string
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

/** What a page changes. Undefined leaves a value as it is, null empties it. */
export interface ProgressChange {
  readonly permission?: 'granted' | 'missing'
  readonly backfillStartedAt?: Instant
  readonly backfillCursor?: string | null
  readonly isBackfillDone?: boolean
  readonly completeUntil?: Instant
  readonly window?: Window | null
  readonly windowCursor?: string | null
  readonly sweepCursor?: string | null
  readonly lastError?: string | null
  readonly lastRequestAt?: Instant
  readonly addedPages?: number
  readonly addedRecords?: number
  /** Records that a window appended, of entities nobody had spoken of, and of others. */
  readonly addedNew?: number
  readonly addedChanged?: number
}

/** The progress of the named listings of a connection; rows are made for those that have none. */
export async function readProgress(pool: Pool, connection: string, listings: readonly string[]): Promise<readonly Progress[]> {
  const read = async (): Promise<readonly Progress[]> => {
    const { rows } = await pool.query<ProgressRow>(
      `select resource, permission, backfill_started_us, backfill_cursor, backfill_done, complete_until_us, window_from_us, window_to_us, window_cursor,
         sweep_started_us, sweep_cursor, sweep_complete_us, sweep_requested
       from ops.listing_progress where connection_id = $1 and resource = any($2)`,
      [connection, listings],
    )
    return rows.map(progressOf)
  }
  const found = await read()
  if (found.length === listings.length) return found
  await pool.query(
    `insert into ops.listing_progress (connection_id, resource, backfill_done, pages, records, fence)
     select $1, unnest($2::text[]), false, 0, 0, 0 on conflict do nothing`,
    [connection, listings],
  )
  return read()
}

/** Applies a change in the caller's transaction, which holds the lease. */
export async function changeProgress(
  client: PoolClient,
  connection: string,
  resource: string,
  change: ProgressChange,
): Promise<void> {
  const columns: Record<string, unknown> = {
    permission: change.permission,
    backfill_started_us: change.backfillStartedAt,
    backfill_cursor: change.backfillCursor,
    backfill_done: change.isBackfillDone,
    complete_until_us: change.completeUntil,
    window_from_us: change.window === null ? null : change.window?.from,
    window_to_us: change.window === null ? null : change.window?.to,
    window_cursor: change.windowCursor,
    sweep_cursor: change.sweepCursor,
    last_error: change.lastError,
    last_request_us: change.lastRequestAt,
    ...(change.addedNew && { new_us: change.lastRequestAt }),
    ...(change.addedChanged && { changed_us: change.lastRequestAt }),
  }
  const { addedPages = 0, addedRecords = 0, addedNew = 0, addedChanged = 0 } = change
  const counted = [addedPages, addedRecords, addedNew, addedChanged]
  const set = Object.entries(columns).filter(([, value]) => value !== undefined)
  const assignments = set.map(([name, value], index) =>
    name === 'last_error' && value === null ? CLEARED.replace('?', `$${index + 7}`) : `${name} = $${index + 7}`,
  )
  await client.query(
    `update ops.listing_progress set ${[...assignments, ...COUNTED].join(', ')} where connection_id = $1 and resource = $2`,
    [connection, resource, ...counted, ...set.map(([, value]) => value)],
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

interface ProgressRow {
  readonly resource: string
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
    resource: row.resource,
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
