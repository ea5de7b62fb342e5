import { MAX_IDS } from '@trellis/greenhouse'
import { nextWindow, settled, type Instant, type Lag, type Resource } from '@trellis/pipeline'
import type { AuditTask, DueKey, DuePlace, Intervals, KeyedTask, Task } from './task.js'
import { listingsOf, type ResourceListing } from '../harvest/listings.js'
import type { Progress } from '../ingest/progress.js'
import type { Suspect } from '../absence/suspects.js'
import { isSweepDue } from './is-sweep-due.js'

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
  /** Counts the rounds: each class of work comes first in some, so that a burst of one cannot starve another (rule R2). */
  readonly round: number
}

const ROUNDS = 8
const DAY_MS = 86_400_000

/**
 * What could be asked now, the most needed first (rule R2): backfills until all was listed once, then re-reads, windows, sweeps, audits. What a webhook
 * said is in the tables before it is read again; what was never listed is nowhere. Collections of one class take turns.
 */
export function chooseTasks(situation: Situation): readonly Task[] {
  const { resources, progress, round, audit = [] } = situation
  const byName = new Map(progress.map((found) => [found.resource, found]))
  const listable = resources.flatMap(listingsOf).flatMap((listing) => {
    const found = byName.get(listing.name)
    return found ? [{ listing, progress: found }] : []
  })
  const turn = Math.floor(round / ROUNDS)
  // What may not be listed waits for the listing, which is asked now and then whether it may.
  const keyed = rotate(
    resources.filter(({ name }) => byName.get(name)?.permission !== 'missing').flatMap((of) => rereads(of, situation)),
    turn,
  )
  const windows = rotate(
    listable
      .filter(({ progress: found }) => !isAskedByBackfill(found))
      .flatMap(({ listing, progress: found }) => windowOf(listing, found, situation)),
    turn,
  )
  const backfills = rotate(
    listable.flatMap(({ listing, progress: found }) => backfillOf(listing, found)),
    turn,
  )
  const questions = rotate(
    resources.flatMap((of) => question(of, situation)),
    turn,
  )
  const everyMs = situation.intervals.sweep ?? DAY_MS
  const due = listable.filter(
    ({ progress: found }, index) =>
      found.permission !== 'missing' && isSweepDue(found, situation.now, everyMs, index / listable.length),
  )
  const sweeps = [...questions, ...rotate(due.map(sweepOf), turn)]
  const audits = rotate(audit, turn)
  const backfillFirst = [...backfills, ...keyed, ...windows, ...sweeps, ...audits]
  switch (round % ROUNDS) {
    case 2:
    case 6:
      return [...windows, ...backfills, ...keyed, ...sweeps, ...audits]
    case 3:
      return isTurnOfRereads(round) ? [...keyed, ...windows, ...backfills, ...sweeps, ...audits] : backfillFirst
    case 7:
      // An audit has no more: every other of these rounds.
      return [...(turn % 2 === 0 ? [...sweeps, ...audits] : [...audits, ...sweeps]), ...backfills, ...keyed, ...windows]
    default:
      return backfillFirst
  }
}

/**
 * What of it may run beside a backfill: in two rounds of sixteen one other task, the re-read that has waited longest or whatever else comes first. A burst
 * of webhooks and the windows of what was listed make as many as there are places for, and a listing has one page to ask for at a time: with a place
 * each, they would leave the last of them a quarter of the budget (rule R2).
 */
export function besideBackfill(tasks: readonly Task[], round: number): readonly Task[] {
  const next = isTurnOfRereads(round) ? longestDue(tasks) : isTurnOfOthers(round) ? tasks.find(isOther) : undefined
  return tasks.filter((task) => task.type === 'backfill' || task === next)
}

function longestDue(tasks: readonly Task[]): Task | undefined {
  return tasks.filter(isKeyed).toSorted((a, b) => (a.due[0]?.dueAt ?? 0) - (b.due[0]?.dueAt ?? 0))[0]
}

/** One round in sixteen. */
function isTurnOfRereads(round: number): boolean {
  return round % (2 * ROUNDS) === 3
}

/** Another one: of two of them windows are first in one, sweeps and what they ask in the other. */
function isTurnOfOthers(round: number): boolean {
  return [10, 23].includes(round % (4 * ROUNDS))
}

function isOther(task: Task): boolean {
  return task.type !== 'backfill' && !isKeyed(task)
}

function isKeyed(task: Task): task is KeyedTask {
  return task.type === 'reread' || task.type === 'children'
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

/** Everywhere that something can be due: each resource's own keys, and the parents whose webhooks make its entities due. */
export function duePlaces(resources: readonly Resource[]): readonly DuePlace[] {
  return resources.flatMap(({ name, harvest }) => ['', ...(harvest.with ?? [])].map((of) => ({ resource: name, of })))
}
