import type { HarvestError } from '@trellis/greenhouse'
import type { Fault } from '@trellis/runtime'
import { restartAudit } from '../audit/read-audit-page.js'
import type { ConnectionContext } from '../connection-context.js'
import { NoProgress } from '../ingest/listing-trail.js'
import { restartListing } from '../ingest/read-page.js'
import type { Fence, LeasePassed } from '../known-entities/listed-register.js'
import type { Pauses } from './pauses.js'
import { outcomeOf } from './task-outcome.js'
import { taskName, type Task } from './task.js'
import { untilLater } from './until-later.js'

const LOOK_AGAIN_MS = 200
/** Over an hour of pauses: to list a large collection again each time would be what pausing is to prevent. */
const RESTART_AFTER = 8

/** What the tasks under one lease share. */
export interface Turn {
  readonly fence: Fence
  readonly signal: AbortSignal
  /** Another poller holds the lease. */
  readonly lose: (why: LeasePassed) => void
  /** Something happened that ends the poller. */
  readonly end: (error: Error) => void
}

/** The tasks of one connection that are under way. How a task ended decides when it may start again. */
export class RunningTasks {
  private readonly tasks = new Map<string, { readonly type: Task['type']; readonly ended: Promise<void> }>()

  constructor(
    private readonly context: ConnectionContext,
    private readonly pauses: Pauses,
  ) {}

  get size(): number {
    return this.tasks.size
  }

  /** The type of each task that is running now, by the task's name. */
  types(): ReadonlyMap<string, Task['type']> {
    return new Map([...this.tasks].map(([name, { type }]) => [name, type]))
  }

  /** A task runs until its work has ended and what follows from that is written; `work` gives Harvest's refusal, if it refused. */
  start(task: Task, work: Promise<HarvestError | undefined>, turn: Turn): void {
    const name = taskName(task)
    const ended = this.settle(task, work, turn)
      .catch((error: unknown) => {
        if (!turn.signal.aborted) turn.end(error instanceof Error ? error : new Error(String(error)))
      })
      .finally(() => this.tasks.delete(name))
    this.tasks.set(name, { type: task.type, ended })
  }

  /** Resolves when all tasks have ended. */
  async allEnded(): Promise<void> {
    await Promise.allSettled(this.ends())
  }

  /** Resolves when a task has ended, or it is time to look again; leaves nothing behind that listens to the signal. */
  untilChange(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, LOOK_AGAIN_MS)
      signal.addEventListener('abort', done, { once: true })
      for (const ended of this.ends()) void ended.then(done)
    })
  }

  private ends(): readonly Promise<void>[] {
    return [...this.tasks.values()].map(({ ended }) => ended)
  }

  private async settle(task: Task, work: Promise<HarvestError | undefined>, { fence, signal, lose, end }: Turn): Promise<void> {
    const outcome = await outcomeOf(work, signal)
    switch (outcome.type) {
      case 'done':
        this.context.metrics.movedOn(this.context.connection)
        return this.pauses.end(fence, task)
      case 'refused':
        return this.refused(fence, task, outcome.error)
      case 'pause':
        return this.goneWrong(fence, task, outcome.fault)
      case 'lease lost':
        lose(outcome.fault)
        return undefined
      case 'stopped':
        return undefined
      case 'failed':
        end(outcome.error)
        return undefined
      default:
        return outcome satisfies never
    }
  }

  private async refused(fence: Fence, task: Task, { kind }: HarvestError): Promise<void> {
    if (kind === 'forbidden') this.pauses.awaitPermission(task)
    // The budget knows when to go on.
    else if (kind !== 'rate_limited') await this.pauses.begin(fence, task, kind)
  }

  /** What goes in circles stays where it is at first, which costs a request each time; in the end it begins again. */
  private async goneWrong(fence: Fence, task: Task, fault: Fault): Promise<void> {
    const attempts = await this.pauses.begin(fence, task, fault)
    if (!(fault instanceof NoProgress)) return
    this.context.metrics.wentInCircles(this.context.connection, task.listing.name)
    if (attempts % RESTART_AFTER !== 0) return
    if (task.type === 'audit') await restartAudit(this.context, fence, task).catch(untilLater)
    if (task.type === 'window' || task.type === 'backfill' || task.type === 'sweep')
      await restartListing(this.context, fence, task).catch(untilLater)
  }
}
