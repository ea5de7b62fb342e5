import { MAX_IDS } from '@trellis/greenhouse'
import { nextWindow, settled, type Instant, type Lag, type Resource, type Window } from '@trellis/pipeline'
import { listingsOf, type ResourceListing } from './listings.js'
import type { Progress } from './progress.js'
import type { Suspect } from './suspects.js'
import { isSweepDue } from './sweeps.js'

/** A key that is due to be read again, and how often an answer was too old. */
export interface DueKey {
  readonly resource: string
  readonly key: string
  readonly attempts: number
  readonly dueAt: Instant
}

/** One request's worth of work. */
export type Task = ListingTask | QuestionTask

/** Suspects of one resource, to be asked for by name (rule E2). */
export interface QuestionTask {
  readonly type: 'question'
  readonly listing: ResourceListing
  readonly suspects: readonly Suspect[]
}

/** A page of a listing, whose records go onto the log. */
export type ListingTask =
  | { readonly type: 'reread'; readonly listing: ResourceListing; readonly due: readonly DueKey[] }
  | { readonly type: 'window'; readonly listing: ResourceListing; readonly window: Window; readonly cursor: string | undefined }
  | { readonly type: 'backfill'; readonly listing: ResourceListing; readonly cursor: string | undefined }
  | { readonly type: 'sweep'; readonly listing: ResourceListing; readonly cursor: string | undefined }

/** Milliseconds between windows, by cadence (rule L7), and between sweeps: a day, if not told. */
export type Intervals = Readonly<Record<Resource['harvest']['cadence'], number>> & { readonly sweep?: number }

/** What is known when work is chosen. */
export interface Situation {
  readonly resources: readonly Resource[]
  readonly progress: readonly Progress[]
  readonly due: readonly DueKey[]
  readonly suspects?: readonly Suspect[]
  readonly now: Instant
  readonly lag: Lag
  readonly intervals: Intervals
  /** Counts the rounds: each class of work comes first in some, so that a burst of one cannot starve another (rule R2). */
  readonly round: number
}

const ROUNDS = 8
const DAY_MS = 86_400_000

/** Names a task, so that the same listing is never asked twice at a time and pauses on its own. */
export function taskName(task: Task): string {
  return `${task.type}/${task.listing.name}`
}

/** What could be asked now, the most needed first: re-reads, windows, backfill, sweeps (rule R2). Collections of one class take turns. */
export function chooseTasks(situation: Situation): readonly Task[] {
  const { resources, progress, round } = situation
  const byName = new Map(progress.map((found) => [found.resource, found]))
  const listable = resources.flatMap(listingsOf).flatMap((listing) => {
    const found = byName.get(listing.name)
    return found ? [{ listing, progress: found }] : []
  })
  const turn = Math.floor(round / ROUNDS)
  const rereads = rotate(
    resources.flatMap((of) => reread(of, situation)),
    turn,
  )
  const windows = rotate(
    listable.flatMap(({ listing, progress: found }) => windowOf(listing, found, situation)),
    turn,
  )
  const backfills = rotate(
    listable.flatMap(({ listing, progress: found }) => backfillOf(listing, found)),
    turn,
  )
  const everyMs = situation.intervals.sweep ?? DAY_MS
  const sweeps = [
    ...rotate(
      resources.flatMap((of) => question(of, situation)),
      turn,
    ),
    ...rotate(
      listable.flatMap(({ listing, progress: found }, index) =>
        isSweepDue(found, situation.now, everyMs, index / listable.length) ? [sweepOf(listing, found)] : [],
      ),
      turn,
    ),
  ]
  switch (round % ROUNDS) {
    case 0:
    case 4:
      return [...backfills, ...rereads, ...windows, ...sweeps]
    case 2:
    case 6:
      return [...windows, ...rereads, ...backfills, ...sweeps]
    case 7:
      return [...sweeps, ...rereads, ...windows, ...backfills]
    default:
      return [...rereads, ...windows, ...backfills, ...sweeps]
  }
}

/** A full request, or one whose oldest key has waited settle beyond being due (rule R1: 3 × settle at most). */
function reread(of: Resource, { due, now, lag }: Situation): readonly Task[] {
  const keys = due.filter(({ resource }) => resource === of.name)
  const oldest = keys[0]
  if (!oldest || (keys.length < MAX_IDS && oldest.dueAt > now - lag.settle)) return []
  return [{ type: 'reread', listing: listingsOf(of)[0], due: keys.slice(0, MAX_IDS) }]
}

/** A collection that knows no window is listed whole at each turn; the window's end then says up to when it was. */
function windowOf(listing: ResourceListing, progress: Progress, { now, lag, intervals }: Situation): readonly Task[] {
  const { completeUntil, window, windowCursor } = progress
  if (window) return [{ type: 'window', listing, window, cursor: windowCursor }]
  if (completeUntil === undefined) return []
  const isDue = settled(now, lag) - completeUntil >= intervals[listing.of.harvest.cadence] * 1000
  return isDue ? [{ type: 'window', listing, window: nextWindow(completeUntil, now, lag), cursor: undefined }] : []
}

function backfillOf(listing: ResourceListing, { isBackfillDone, backfillCursor }: Progress): readonly Task[] {
  return isBackfillDone ? [] : [{ type: 'backfill', listing, cursor: backfillCursor }]
}

function sweepOf(listing: ResourceListing, { sweepCursor }: Progress): Task {
  return { type: 'sweep', listing, cursor: sweepCursor }
}

/** As with re-reads a few wait a little for company; one place in the request is the control's. */
function question(of: Resource, { suspects = [], now, lag }: Situation): readonly Task[] {
  const missed = suspects.filter(({ resource }) => resource === of.name)
  const oldest = missed[0]
  if (!oldest || (missed.length < MAX_IDS - 1 && oldest.dueAt > now - lag.settle)) return []
  return [{ type: 'question', listing: listingsOf(of)[0], suspects: missed.slice(0, MAX_IDS - 1) }]
}

function rotate<T>(list: readonly T[], by: number): readonly T[] {
  const start = list.length === 0 ? 0 : by % list.length
  return [...list.slice(start), ...list.slice(0, start)]
}
