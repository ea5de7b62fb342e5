import { resources } from '@trellis/greenhouse'
import type { Instant, Resource } from '@trellis/pipeline'
import type { DueKey, Progress, Suspect } from '@trellis/runtime'
import { dueTasks, type Situation } from '../choose-tasks.js'
import { taskName, type Task } from '../task.js'

/** In microseconds. */
export const SECOND = 1_000_000
export const NOW = (1_800_000_000 * SECOND) as Instant
/** The instant so many seconds before now. */
export const ago = (seconds: number): Instant => (NOW - seconds * SECOND) as Instant
export const LAG = { settle: 10 * SECOND, overlap: 900 * SECOND }
export const INTERVALS = { hot: 60_000, warm: 900_000, settings: 21_600_000 }

/** A resource whose backfill is done and whose windows are complete up to now. */
export function quiet(of: Resource, change: Partial<Progress> = {}): Progress {
  return {
    listing: of.name,
    permission: 'granted',
    backfillStartedAt: ago(86_400),
    backfillCursor: undefined,
    isBackfillDone: true,
    completeUntil: ago(10),
    window: undefined,
    windowCursor: undefined,
    sweepCompleteAt: ago(60),
    ...change,
  }
}

/** Keys of a resource that have been due for so long, the first of them the longest. */
export function due(of: Resource, count: number, waitedSeconds: number): readonly DueKey[] {
  return Array.from({ length: count }, (_, at) => ({
    resource: of.name,
    of: '',
    key: String(at + 1),
    attempts: 0,
    dueAt: (ago(waitedSeconds) + at) as Instant,
  }))
}

/** A suspect of a resource that is to be asked for. */
export function suspectOf({ name }: Resource): Suspect {
  const never = { parent: undefined, firstMissingAt: undefined, isConfirmed: false }
  return { resource: name, key: '1', why: 'sweep', dueAt: ago(100), ...never }
}

/** What could be asked where all was listed and nothing is due, but for what is given. */
export function choose(situation: Partial<Situation>): readonly Task[] {
  return dueTasks({
    resources,
    progress: resources.map((of) => quiet(of)),
    due: [],
    now: NOW,
    lag: LAG,
    intervals: INTERVALS,
    round: 1,
    ...situation,
  })
}

/** The names of tasks. */
export const names = (tasks: readonly Task[]): readonly string[] => tasks.map(taskName)
