/** A task of a listing that goes wrong, as `ops.listing_progress.failing` keeps it by the task's name. Milliseconds since the epoch. */
export interface FailingTask {
  readonly why: string
  /** In a row. */
  readonly attempts: number
  readonly sinceMs: number
  readonly nextTryMs: number
  /** Nothing is known by which it would pass by itself; it is tried all the same. */
  readonly isFinal: boolean
}

/** Failed so often in a row, which takes half a minute, a task is said to be stuck. */
const STUCK_AFTER = 5

/** How it stands with what goes wrong: nothing does, it is tried again, or that has been in vain for long or can only be. */
export function stateOf(failing: readonly FailingTask[]): 'ok' | 'retrying' | 'stuck' {
  if (failing.length === 0) return 'ok'
  return failing.some(({ attempts, isFinal }) => isFinal || attempts >= STUCK_AFTER) ? 'stuck' : 'retrying'
}
