import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common'
import {
  beginConsoleJob,
  endConsoleJob,
  LOGGER,
  noteConsoleJob,
  POOL,
  type Logger,
  type NewConsoleJob,
  type Pool,
  type PoolClient,
} from '@trellis/runtime'
import { ConsoleError } from '../problem/console-error.js'

/** How often a job says that it is at it, and looks whether it is cancelled. */
const NOTE_MS = 2_000

/** What a job's work is given. */
export interface JobAtWork {
  readonly signal: AbortSignal
  readonly note: (done: number) => void
}

/** What a job's work gives: how much of it is done, and what came of it. */
export interface JobOutcome {
  readonly done: number
  readonly result: Readonly<Record<string, unknown>>
}

/** Does what was ordered here and takes a while: one job of a kind at a time. What is under way when the console ends is lost, and is shown so. */
@Injectable()
export class JobRunner implements OnModuleDestroy {
  private readonly running = new Map<string, { readonly ending: AbortController; readonly over: Promise<void> }>()

  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Begins a job in the transaction of its entry in the audit log. Throws a ConsoleError where one of its kind is under way. */
  async begin(client: PoolClient, job: NewConsoleJob): Promise<string> {
    const id = await beginConsoleJob(client, job)
    if (id === undefined) throw new ConsoleError('job-under-way')
    return id
  }

  /** Does the work of a job that was begun. */
  start(id: string, work: (job: JobAtWork) => Promise<JobOutcome>): void {
    const ending = new AbortController()
    const over = this.perform(id, ending, work).finally(() => this.running.delete(id))
    this.running.set(id, { ending, over })
  }

  async onModuleDestroy(): Promise<void> {
    const all = [...this.running.values()]
    for (const { ending } of all) ending.abort(CONSOLE_ENDS)
    await Promise.allSettled(all.map(({ over }) => over))
  }

  private async perform(id: string, ending: AbortController, work: (job: JobAtWork) => Promise<JobOutcome>): Promise<void> {
    let done = 0
    const look = async (): Promise<void> => {
      const goesOn = await noteConsoleJob(this.pool, id, done).catch(() => true)
      if (!goesOn) ending.abort()
    }
    const timer = setInterval(() => void look(), NOTE_MS)
    const job = { signal: ending.signal, note: (now: number): void => void (done = now) }
    try {
      const outcome = await work(job)
      const state = !ending.signal.aborted ? 'done' : ending.signal.reason === CONSOLE_ENDS ? 'lost' : 'cancelled'
      await endConsoleJob(this.pool, id, { state, ...outcome })
    } catch (error) {
      this.logger.error({ err: error, job: id }, 'a job failed')
      await endConsoleJob(this.pool, id, { state: 'failed', done, result: {} }).catch((failed: unknown) =>
        this.logger.error({ err: failed, job: id }, 'the end of a job was not kept'),
      )
    } finally {
      clearInterval(timer)
    }
  }
}

const CONSOLE_ENDS = new Error('the console ends')
