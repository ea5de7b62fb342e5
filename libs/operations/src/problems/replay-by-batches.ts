import { findProblems, type StoredProblem } from '@trellis/runtime'
import type { Stores } from '../stores.js'
import { placeOf } from './raw-records-at.js'
import { replayProblems, type Replayed } from './replay-problems.js'

/** A problem that a replay has left open, and why. */
export interface LeftOpen {
  readonly problem: StoredProblem
  readonly why: 'raw event not found' | 'still not readable'
}

/** What came of a replay that may be cancelled. */
export interface BatchedReplay extends Omit<Replayed, 'notFound'> {
  /** Problems whose raw events were read again; fewer than given where it was cancelled. */
  readonly handled: number
  readonly leftOpen: readonly LeftOpen[]
}

/** How a replay is watched and ended. */
interface BatchOptions {
  /** Ends it after the batch that it is at: what is handled by then is done. */
  readonly signal: AbortSignal
  readonly onProgress?: (handled: number) => void
  /** So many problems at a time, or some more: those of one raw event go together. */
  readonly batch?: number
}

/** Replays problems some at a time, and says of each that stays open why. Doing it again is harmless, whether it was cancelled or not. */
export async function replayByBatches(
  stores: Stores,
  problems: readonly StoredProblem[],
  { signal, onProgress, batch = 250 }: BatchOptions,
): Promise<BatchedReplay> {
  const counts = { rawEvents: 0, events: 0, problems: 0, resolved: 0, erased: 0, handled: 0 }
  const leftOpen: LeftOpen[] = []
  for (const some of batchesOf(problems, batch)) {
    if (signal.aborted) break
    const { notFound, ...replayed } = await replayProblems(stores, some)
    for (const name of NAMES) counts[name] += replayed[name]
    const open = await findProblems(stores.pool, { which: 'open', ids: some.map(({ id }) => id) })
    const lost = new Set(notFound)
    leftOpen.push(
      ...open.map((problem): LeftOpen => {
        return { problem, why: lost.has(problem.id) ? 'raw event not found' : 'still not readable' }
      }),
    )
    counts.handled += some.length
    onProgress?.(counts.handled)
  }
  return { ...counts, leftOpen }
}

const NAMES = ['rawEvents', 'events', 'problems', 'resolved', 'erased'] as const

function batchesOf(problems: readonly StoredProblem[], size: number): readonly (readonly StoredProblem[])[] {
  const byPlace = new Map<string, StoredProblem[]>()
  for (const problem of problems) {
    const place = problem.position ? placeOf(problem.position) : `nowhere ${problem.id}`
    byPlace.set(place, [...(byPlace.get(place) ?? []), problem])
  }
  const batches: StoredProblem[][] = []
  for (const together of byPlace.values()) {
    const last = batches.at(-1)
    if (last && last.length < size) last.push(...together)
    else batches.push([...together])
  }
  return batches
}
