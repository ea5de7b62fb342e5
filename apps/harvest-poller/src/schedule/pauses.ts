import {
  failingTasks,
  Fault,
  forgetFailing,
  isRetryable,
  noteFailing,
  pgFault,
  type FailingTask,
  type Logger,
  type PoolClient,
  type Progress,
} from '@trellis/runtime'
import { fenced, LeasePassed, type Fence } from '../known-entities/listed-register.js'
import { NoProgress } from '../ingest/listing-trail.js'
import type { ConnectionContext } from '../connection-context.js'
import { taskName, type Task } from './task.js'

const PAUSE_MS = { first: 1_000, longest: 60_000 }
/** What makes no progress costs a request each time, and mostly an operator has to mend it. */
const WITHOUT_PROGRESS_MS = { first: 60_000, longest: 900_000 }
const LONGEST_WHY = 500

/** A permission that is granted is noticed within a minute, one request per listing: it is not reported to us. */
export const WITHOUT_PERMISSION_MS = 50_000

type Failing = FailingTask & { readonly listing: string }

/**
 * Tasks that went wrong pause on their own, so one bad collection does not hold up the others. What goes wrong, how often and until when stands in
 * `ops.listing_progress`: operators see it there, and the next poller goes on with the pauses.
 */
export class Pauses {
  private readonly failing = new Map<string, Failing>()
  private readonly forbidden = new Map<string, { readonly listing: string; readonly sinceMs: number }>()

  constructor(
    private readonly context: Pick<ConnectionContext, 'connection' | 'pool' | 'metrics'>,
    private readonly logger: Logger,
  ) {}

  /** Takes over what another has written, or this one before it was restarted. */
  async restore(): Promise<void> {
    const rows = await failingTasks(this.context.pool, this.context.connection)
    this.release()
    const latest = Date.now() + WITHOUT_PROGRESS_MS.longest
    for (const { listing, failing } of rows)
      for (const [name, found] of Object.entries(failing)) {
        this.failing.set(name, { ...found, listing, nextTryMs: Math.min(found.nextTryMs, latest) })
        this.context.metrics.failing(this.context.connection, name, found.attempts)
      }
  }

  /** Another polls from now on, and notes what goes wrong there. */
  release(): void {
    for (const name of this.failing.keys()) this.context.metrics.failing(this.context.connection, name, 0)
    this.failing.clear()
  }

  isPausing(task: Task): boolean {
    const name = taskName(task)
    const askedMs = this.forbidden.get(name)?.sinceMs ?? Number.NEGATIVE_INFINITY
    return Date.now() < Math.max(this.failing.get(name)?.nextTryMs ?? 0, askedMs + WITHOUT_PERMISSION_MS)
  }

  /** A task waits for a permission: that it is missing is known, and shown elsewhere. */
  awaitPermission(task: Task): void {
    this.forbidden.set(taskName(task), { listing: task.listing.name, sinceMs: Date.now() })
    const pauseMs = WITHOUT_PERMISSION_MS
    this.logger.warn({ connection: this.context.connection, task: taskName(task), why: 'forbidden', pauseMs }, 'listing pauses')
  }

  /** No task waits for the permission of a listing any more that was not known to be without it at `readMs`: it was seen that it is granted. */
  followProgress(progress: readonly Pick<Progress, 'listing' | 'permission'>[], readMs: number): void {
    const missing = new Set(progress.filter(({ permission }) => permission === 'missing').map(({ listing }) => listing))
    for (const [name, { listing, sinceMs }] of this.forbidden)
      if (sinceMs < readMs && !missing.has(listing)) this.forbidden.delete(name)
  }

  /** Notes that a task went wrong, and how often in a row it has. `fault` is what it threw, or the word for Harvest's refusal. */
  async begin(fence: Fence, task: Task, fault: Fault | string): Promise<number> {
    const { connection, metrics } = this.context
    const name = taskName(task)
    const before = this.failing.get(name)
    const attempts = (before?.attempts ?? 0) + 1
    const { first, longest } = fault instanceof NoProgress ? WITHOUT_PROGRESS_MS : PAUSE_MS
    const pauseMs = Math.min(longest, first * 2 ** (attempts - 1))
    const why = (typeof fault === 'string' ? fault : fault.message).slice(0, LONGEST_WHY)
    const now = Date.now()
    const isFinal = fault instanceof Fault && !fault.retryable
    const noted = { why, attempts, sinceMs: before?.sinceMs ?? now, nextTryMs: now + pauseMs, isFinal }
    this.failing.set(name, { ...noted, listing: task.listing.name })
    this.logger.warn({ connection, task: name, why, attempts, pauseMs }, 'listing pauses')
    metrics.failing(connection, name, attempts)
    await this.write(fence, (client) => noteFailing(client, connection, task.listing.name, name, noted))
    return attempts
  }

  /** A task went well. */
  async end(fence: Fence, task: Task): Promise<void> {
    await this.forget(fence, taskName(task))
  }

  /** Forgets what failed and is no task any more: what was due has been discarded, or was completed by another way. */
  async keepOnly(fence: Fence, names: ReadonlySet<string>): Promise<void> {
    const over = [...this.failing].filter(([name, { nextTryMs }]) => nextTryMs <= Date.now() && !names.has(name))
    for (const [name] of over) await this.forget(fence, name)
  }

  private async forget(fence: Fence, name: string): Promise<void> {
    const { connection, metrics } = this.context
    const found = this.failing.get(name)
    if (!found) return
    metrics.failing(connection, name, 0)
    const isWritten = await this.write(fence, (client) => forgetFailing(client, connection, found.listing, name))
    if (isWritten) this.failing.delete(name)
    // A reader still sees that it failed; it is over all the same, and is written the next time.
    else this.failing.set(name, { ...found, attempts: 0, nextTryMs: 0 })
  }

  /** Tasks pause also while the database is away; the holder of the lease writes its own. */
  private async write(fence: Fence, work: (client: PoolClient) => Promise<void>): Promise<boolean> {
    try {
      await fenced(this.context.pool, fence, work)
      return true
    } catch (error) {
      const fault = pgFault(error)
      if (isRetryable(fault) || fault instanceof LeasePassed) return false
      throw error
    }
  }
}
