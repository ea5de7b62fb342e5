import { Inject, Injectable } from '@nestjs/common'
import { RAW_TOPIC } from '@trellis/greenhouse'
import { planPurge, purgeConnection, type PurgeOptions } from '@trellis/operations'
import {
  consoleJob,
  POOL,
  recordAct,
  transact,
  type ConsoleJobKind,
  type EventLog,
  type Pool,
  type StoredConnection,
} from '@trellis/runtime'
import type { Actor } from '../access/person.js'
import { ConnectionActs } from '../connections/connection-acts.js'
import { JobRunner, type JobAtWork } from '../jobs/job-runner.js'
import { ConsoleError } from '../problem/console-error.js'
import { LOG_OF, type LogOf } from '../status/status.controller.js'
import type { PurgeBody } from './purges.dto.js'

/** What was counted longer ago is counted again before anything is erased. */
const PLAN_MS = 3_600_000

/** Purges of removed connections: counted first, then begun by the plan that was seen. Both read all of raw, so both are jobs. */
@Injectable()
export class Purges {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(LOG_OF) private readonly logOf: LogOf,
    @Inject(ConnectionActs) private readonly connections: ConnectionActs,
    @Inject(JobRunner) private readonly jobs: JobRunner,
  ) {}

  /** Begins to count what a purge takes; the counts are the job's result. */
  async plan(id: string, actor: Actor): Promise<string> {
    await this.removed(id)
    const log = this.log()
    const what = 'POST /api/connections/:id/purge-plans'
    const job = await this.begun(log, { kind: 'purge-plan', what, id, more: {} }, actor)
    this.jobs.start(job, async (work) => {
      const reading = readingOf(work)
      const plan = await planPurge({ log, pool: this.pool }, id, reading.options)
      return { done: reading.done(), result: { ...plan } }
    })
    return job
  }

  /** Begins a purge. Throws a ConsoleError where another name was typed, or its plan is not one of this connection and hour. */
  async begin(id: string, { plan, name }: PurgeBody, actor: Actor): Promise<string> {
    const connection = await this.removed(id)
    if (name !== connection.name) {
      const wrong = 'This is not the name of the connection'
      throw new ConsoleError('request-invalid', { errors: [{ at: 'name', wrong }] })
    }
    const rawEvents = await this.planned(id, plan)
    const log = this.log()
    const what = 'POST /api/connections/:id/purges'
    const job = await this.begun(log, { kind: 'purge', what, id, more: { rawEvents } }, actor)
    this.jobs.start(job, async (work) => {
      const reading = readingOf(work)
      const purged = await purgeConnection({ log, pool: this.pool }, id, reading.options)
      return { done: reading.done(), result: { ...purged } }
    })
    return job
  }

  /** How many raw events the plan has counted. */
  private async planned(id: string, plan: string): Promise<number> {
    const job = await consoleJob(this.pool, plan)
    const rawEvents = job?.result?.['rawEvents']
    const isOfIt = job?.kind === 'purge-plan' && job.state === 'done' && job.ordered['connection'] === id
    const isNew = Date.parse(job?.finishedAt ?? '') > Date.now() - PLAN_MS
    if (!isOfIt || !isNew || typeof rawEvents !== 'number') throw new ConsoleError('plan-outdated')
    return rawEvents
  }

  private async begun(log: EventLog, { kind, what, id, more }: Ordered, { who, from }: Actor): Promise<string> {
    const total = await offsetsOf(log)
    const ordered = { connection: id, ...more }
    return transact(this.pool, async (client) => {
      const job = await this.jobs.begin(client, { kind, who, ordered, total })
      await recordAct(client, { who, what, arguments: { ...ordered, job, from } })
      return job
    })
  }

  private async removed(id: string): Promise<StoredConnection> {
    const found = await this.connections.one(id)
    if (id === this.connections.environment) throw new ConsoleError('connection-of-environment')
    if (found.removedAt === null) throw new ConsoleError('refused-now', { detail: 'It is in use: remove the connection first.' })
    return found
  }

  private log(): EventLog {
    const log = this.logOf()
    if (!log) throw new ConsoleError('log-away')
    return log
  }
}

interface Ordered {
  readonly kind: ConsoleJobKind
  readonly what: string
  readonly id: string
  readonly more: Readonly<Record<string, number>>
}

/** How many offsets of raw there are to be read. */
async function offsetsOf(log: EventLog): Promise<number> {
  const [starts, ends] = [await log.startOffsets(RAW_TOPIC), await log.endOffsets(RAW_TOPIC)]
  return [...ends].reduce((sum, [partition, end]) => sum + Number(end - (starts.get(partition) ?? 0n)), 0)
}

/** Has a job say how many offsets are read. */
function readingOf({ signal, note }: JobAtWork): { readonly options: PurgeOptions; readonly done: () => number } {
  let read = 0
  const onProgress = (done: number): void => {
    read = done
    note(done)
  }
  return { options: { signal, onProgress }, done: () => read }
}
