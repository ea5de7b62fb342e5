import { MAX_IDS } from '@trellis/greenhouse'
import { nextWindow, settled, type Instant, type Lag, type Resource } from '@trellis/pipeline'
import type { DueKey, DuePlace, Progress, Suspect } from '@trellis/runtime'
import type { AuditTask, Intervals, Task } from './task.js'
import { listingsOf, type ResourceListing } from '../harvest/listings.js'
import { isSweepDue } from './is-sweep-due.js'
import { FIRST_SYNC, STEADY, turnAt, type WorkClass } from './priorities.js'

/** What is known when work is chosen. */
export interface Situation {
  readonly resources: readonly Resource[]
  readonly progress: readonly Progress[]
  readonly due: readonly DueKey[]
  readonly suspects?: readonly Suspect[]
  /** What an audit has to do, if one is under way. */
  readonly audit?: readonly AuditTask[]
  readonly now: Instant
  readonly lag: Lag
  readonly intervals: Intervals
  /** Counts the rounds in which something started. */
  readonly round: number
}

/** Collections of one class change places after so many rounds. */
const ROUNDS_OF_A_TURN = 8
const DAY_MS = 86_400_000

/** A task's class; the classes share the rounds. Lookups of suspects belong to the sweeps that missed them. */
const CLASSES: Readonly<Record<Task['type'], WorkClass>> = {
  backfill: 'backfill',
  reread: 'reread',
  children: 'reread',
  window: 'window',
  question: 'sweep',
  sweep: 'sweep',
  audit: 'audit',
  'audit question': 'audit',
}

/** All that could be asked now, by class, the most needed class first. Collections of one class take turns. */
export function dueTasks(situation: Situation): readonly Task[] {
  const { resources, progress, round, audit = [] } = situation
  const byName = new Map(progress.map((found) => [found.listing, found]))
  const listable = resources.flatMap(listingsOf).flatMap((listing) => {
    const found = byName.get(listing.name)
    return found ? [{ listing, progress: found }] : []
  })
  // What may not be listed waits for the listing, which is asked now and then whether it may.
  const readable = resources.filter(({ name }) => byName.get(name)?.permission !== 'missing')
  const everyMs = situation.intervals.sweep ?? DAY_MS
  const sweepable = listable.filter(
    ({ progress: found }, index) =>
      found.permission !== 'missing' && isSweepDue(found, situation.now, everyMs, index / listable.length),
  )
  const turn = Math.floor(round / ROUNDS_OF_A_TURN)
  return [
    ...rotate(
      listable.flatMap(({ listing, progress: found }) => backfillOf(listing, found)),
      turn,
    ),
    ...rotate(
      readable.flatMap((of) => rereads(of, situation)),
      turn,
    ),
    ...rotate(
      listable
        .filter(({ progress: found }) => !isAskedByBackfill(found))
        .flatMap(({ listing, progress: found }) => windowOf(listing, found, situation)),
      turn,
    ),
    ...rotate(
      resources.flatMap((of) => question(of, situation)),
      turn,
    ),
    ...rotate(sweepable.map(sweepOf), turn),
    ...rotate(audit, turn),
  ]
}

/** What the choice of a round hangs on, beside the tasks. */
interface Round {
  readonly round: number
  /** How many tasks may start. */
  readonly places: number
  /** The types of the tasks that are running. */
  readonly running: readonly Task['type'][]
}

/**
 * The tasks that start in a round (rule R2), of those that are due and free to start. The class whose turn it is comes first. Beside a backfill one task
 * of another class starts, in that class's turns alone: a burst of webhooks and the windows of what was listed make as many as there are places for, and
 * a listing has one page to ask for at a time; with a place each, they would leave the last of them a quarter of the budget.
 */
export function chooseTasks(tasks: readonly Task[], { round, places, running }: Round): readonly Task[] {
  const of = (name: WorkClass): readonly Task[] => tasks.filter(({ type }) => CLASSES[type] === name)
  const backfills = of('backfill')
  if (backfills.length > 0 || running.includes('backfill')) {
    const leading = turnAt(FIRST_SYNC, round).flatMap((name) => (name === 'backfill' ? [] : longestDueFirst(of(name))))
    return [...leading.slice(0, 1), ...backfills].slice(0, places)
  }
  const order = new Set([...turnAt(STEADY, round), ...STEADY.flatMap(({ turn }) => turn)])
  return [...order].flatMap(of).slice(0, places)
}

/** Re-reads that start one at a time start by how long they have been due; the sort leaves other tasks in their order. */
function longestDueFirst(tasks: readonly Task[]): readonly Task[] {
  return tasks.toSorted((a, b) => dueSince(a) - dueSince(b))
}

function dueSince(task: Task): number {
  return task.type === 'reread' || task.type === 'children' ? (task.due[0]?.dueAt ?? 0) : 0
}

/** A resource's own keys, and its parents'. */
function rereads(of: Resource, { due, now, lag }: Situation): readonly Task[] {
  const [listing] = listingsOf(of)
  const mine = due.filter(({ resource }) => resource === of.name)
  const asked = (parent: string): readonly DueKey[] => {
    const keys = mine.filter((key) => key.of === parent)
    return isWorthAsking(keys, now, lag) ? keys.slice(0, MAX_IDS) : []
  }
  const own = asked('')
  const parents = (of.harvest.with ?? []).map((parent) => ({ parent, due: asked(parent) })).filter((each) => each.due.length > 0)
  return [
    ...(own.length > 0 ? [{ type: 'reread' as const, listing, due: own }] : []),
    ...parents.map((each) => ({ type: 'children' as const, listing, ...each })),
  ]
}

/** A full request, or one whose oldest key has waited settle beyond being due (rule R1: 3 × settle at most). */
function isWorthAsking(keys: readonly DueKey[], now: Instant, lag: Lag): boolean {
  const oldest = keys[0]
  return oldest !== undefined && (keys.length >= MAX_IDS || oldest.dueAt <= now - lag.settle)
}

/** A collection that knows no window is listed whole at each turn; the window's end then says up to when it was. */
function windowOf(listing: ResourceListing, progress: Progress, { now, lag, intervals }: Situation): readonly Task[] {
  const { completeUntil, window, windowCursor } = progress
  if (window) return [{ type: 'window', listing, window, cursor: windowCursor }]
  if (completeUntil === undefined) return []
  // One that may not be listed is asked whether it may whenever its pause is over.
  const everyMs = progress.permission === 'missing' ? 0.001 : intervals[listing.of.harvest.cadence]
  const isDue = settled(now, lag) - completeUntil >= everyMs * 1000
  return isDue ? [{ type: 'window', listing, window: nextWindow(completeUntil, now, lag), cursor: undefined }] : []
}

/** Whether a listing may be listed is asked once: by its backfill until that is done, and then by its window. */
function isAskedByBackfill({ permission, isBackfillDone }: Progress): boolean {
  return permission === 'missing' && !isBackfillDone
}

function backfillOf(listing: ResourceListing, { isBackfillDone, backfillCursor }: Progress): readonly Task[] {
  return isBackfillDone ? [] : [{ type: 'backfill', listing, cursor: backfillCursor }]
}

function sweepOf({ listing, progress }: { readonly listing: ResourceListing; readonly progress: Progress }): Task {
  return { type: 'sweep', listing, cursor: progress.sweepCursor }
}

/** As with re-reads a few wait a little for company; one place in the request is the canary's. */
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

/** Everywhere that something can be due: each resource's own keys, and the parents whose webhooks make its entities due. */
export function duePlaces(resources: readonly Resource[]): readonly DuePlace[] {
  return resources.flatMap(({ name, harvest }) => ['', ...(harvest.with ?? [])].map((of) => ({ resource: name, of })))
}
