import { Inject, Injectable } from '@nestjs/common'
import { replayByBatches, type BatchedReplay } from '@trellis/operations'
import { countMatching, findProblems, POOL, recordAct, transact, type ConsoleAccount, type Pool } from '@trellis/runtime'
import { JobRunner, type JobOutcome } from '../jobs/job-runner.js'
import { ConsoleError } from '../problem/console-error.js'
import { LOG_OF, type LogOf } from '../status/status.controller.js'
import type { ProblemFilterQuery, ReplayBody, ReplayPlanAnswer } from './problems.dto.js'

/** More at once are a rebuild's work. */
const MOST = 20_000

/** Of those that stay open, so many are named. */
const MOST_NAMED = 100

/** Replays of problems: planned with an exact count, then begun with the filter of the plan. */
@Injectable()
export class ProblemReplays {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(LOG_OF) private readonly logOf: LogOf,
    @Inject(JobRunner) private readonly jobs: JobRunner,
  ) {}

  /** Counts what it would read again. */
  async plan({ connection, code, resource }: ProblemFilterQuery): Promise<ReplayPlanAnswer> {
    const until = new Date().toISOString()
    const counted = await countMatching(this.pool, { connection, code, resource, until, which: 'open' })
    return { until, ...counted, most: MOST }
  }

  /** Begins it, and gives the job's id. Throws a ConsoleError where there is more by now than the plan said. */
  async begin({ connection, code, resource, until, problems }: ReplayBody, by: ConsoleAccount, from: string): Promise<string> {
    const log = this.logOf()
    if (!log) throw new ConsoleError('log-away')
    const filter = { connection, code, resource, until, which: 'open' } as const
    const { id, chosen } = await transact(this.pool, async (client) => {
      const found = await findProblems(client, { ...filter, limit: Math.min(problems, MOST) + 1 })
      if (found.length > problems || found.length === 0) throw new ConsoleError('plan-outdated')
      if (found.length > MOST) throw new ConsoleError('too-many-at-once', { detail: `At most ${MOST} at once.` })
      const ordered = {
        ...(connection !== undefined && { connection }),
        ...(code !== undefined && { code }),
        ...(resource !== undefined && { resource }),
        ...{ until, problems: found.length },
      }
      const job = await this.jobs.begin(client, { kind: 'problem-replay', who: by.email, ordered, total: found.length })
      await recordAct(client, { who: by.email, what: 'POST /api/problem-replays', arguments: { ...ordered, job, from } })
      return { id: job, chosen: found }
    })
    this.jobs.start(id, async ({ signal, note }) =>
      outcomeOf(await replayByBatches({ log, pool: this.pool }, chosen, { signal, onProgress: note })),
    )
    return id
  }
}

function outcomeOf({ handled, leftOpen, ...counts }: BatchedReplay): JobOutcome {
  const named = leftOpen.slice(0, MOST_NAMED).map(({ problem: { id, code, resource, key, column }, why }) => {
    return { id, code, resource, key, column, why }
  })
  return { done: handled, result: { ...counts, leftOpen: leftOpen.length, named } }
}
