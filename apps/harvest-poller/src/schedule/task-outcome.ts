import type { HarvestError } from '@trellis/greenhouse'
import { Fault, pgFault } from '@trellis/runtime'
import { LeasePassed } from '../known-entities/listed-register.js'

/** How a task ended. */
export type TaskOutcome =
  | { readonly type: 'done' }
  /** Harvest answered, and refused. */
  | { readonly type: 'refused'; readonly error: HarvestError }
  /** Harvest, Kafka or Postgres did not do what was asked, or the listing went in circles: it is tried again after a pause. */
  | { readonly type: 'pause'; readonly fault: Fault }
  /** Another poller holds the lease. */
  | { readonly type: 'lease lost'; readonly fault: LeasePassed }
  /** Polling was ended meanwhile; what came of the task is the next poller's. */
  | { readonly type: 'stopped' }
  /** A bug, or a database that refuses us: it ends the poller. */
  | { readonly type: 'failed'; readonly error: Error }

/** Waits for a task's work, and says how it ended. Never rejects. */
export async function outcomeOf(work: Promise<HarvestError | undefined>, signal: AbortSignal): Promise<TaskOutcome> {
  try {
    const error = await work
    return error ? { type: 'refused', error } : { type: 'done' }
  } catch (error) {
    if (signal.aborted) return { type: 'stopped' }
    const fault = pgFault(error)
    if (fault instanceof LeasePassed) return { type: 'lease lost', fault }
    if (fault instanceof Fault) return { type: 'pause', fault }
    return { type: 'failed', error: fault instanceof Error ? fault : new Error(String(fault)) }
  }
}
