import type { Instant, Window } from '@trellis/pipeline'

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
  /** Records that a window appended, of entities no event had mentioned, and of others. */
  readonly addedNew?: number
  readonly addedChanged?: number
}

/** The columns that a change sets, but for those that count. */
export function columnsOf(change: ProgressChange): Readonly<Record<string, unknown>> {
  return {
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
}
