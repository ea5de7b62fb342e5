import { Inject, Injectable } from '@nestjs/common'
import { planRebuild, type RebuildPlan } from '@trellis/operations'
import {
  cancelRebuildOrder,
  orderRebuild,
  POOL,
  recordAct,
  requireCurrentGeneration,
  transact,
  type ConsoleAccount,
  type Pool,
  type RebuildOrder,
  type RebuildRequest,
} from '@trellis/runtime'
import { ConsoleError } from '../problem/console-error.js'
import { LOG_OF, type LogOf } from '../status/status.controller.js'
import type { RebuildOrderAnswer, RebuildOrderBody, RebuildPlanQuery } from './rebuilds.dto.js'

/** Orders of rebuilds: planned, given, cancelled. A warehouse-writer does what was ordered. */
@Injectable()
export class RebuildActs {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(LOG_OF) private readonly logOf: LogOf,
  ) {}

  /** Says what would be done. */
  async plan({ verb, generation, resource }: RebuildPlanQuery): Promise<RebuildPlan> {
    const log = this.logOf()
    if (!log) throw new ConsoleError('log-away')
    if (['switch', 'drop'].includes(verb) !== (generation !== undefined))
      throw new ConsoleError('request-invalid', { detail: 'A switch and a drop name a generation, and nothing else does.' })
    if (verb !== 'run' && resource !== undefined)
      throw new ConsoleError('request-invalid', { detail: 'Only a rebuild may be of one table.' })
    return planRebuild({ log, pool: this.pool }, { verb, generation: generation ?? null, resource: resource ?? null })
  }

  /** Orders it, and gives the order's id. Throws a ConsoleError where the plan would be another one by now, or another order has not ended. */
  async order(body: RebuildOrderBody, by: ConsoleAccount, from: string): Promise<string> {
    const { verb, generation, resource, isSwitched, recreatesDependents, plannedCurrent, plannedGeneration } = body
    const plan = await this.plan(body)
    if (plan.hindrance !== null) throw new ConsoleError('refused-now', { detail: `${plan.hindrance}.` })
    if (plan.current !== plannedCurrent || plan.generation !== plannedGeneration) throw new ConsoleError('plan-outdated')
    const asked: RebuildRequest = {
      ...{ verb, generation: generation ?? null, resource: resource ?? null },
      ...{ isSwitched: verb === 'run' && resource === undefined ? isSwitched : true, recreatesDependents },
    }
    return transact(this.pool, async (client) => {
      // One that was ordered elsewhere may have switched since the plan.
      if ((await requireCurrentGeneration(client)).number !== plannedCurrent) throw new ConsoleError('plan-outdated')
      const order = await orderRebuild(client, by.email, asked)
      if (order === undefined) throw new ConsoleError('job-under-way')
      await recordAct(client, {
        who: by.email,
        what: 'POST /api/rebuilds',
        arguments: {
          ...{ order, verb, generation: plannedGeneration, isSwitched: asked.isSwitched, recreatesDependents, from },
          ...(resource !== undefined && { resource }),
        },
      })
      return order
    })
  }

  /** Orders that one ends: what readers have stays, and what was made is gone on with by the next one. */
  async cancel(order: string, by: ConsoleAccount, from: string): Promise<void> {
    await transact(this.pool, async (client) => {
      if (!(await cancelRebuildOrder(client, order))) throw new ConsoleError('job-ended')
      await recordAct(client, { who: by.email, what: 'POST /api/rebuilds/:id/cancel', arguments: { order, from } })
    })
  }
}

/** An order as it is answered. */
export function orderAnswer({ asked, said, ...order }: RebuildOrder): RebuildOrderAnswer {
  const { progress, waiting, comparison, switched, why, dependents } = said
  return {
    ...order,
    ...asked,
    generation: asked.generation ?? said.generation ?? switched?.to ?? null,
    ...{ progress, waiting, comparison, why, dependents },
    switchedFrom: switched?.from ?? null,
    recreated: switched?.recreated ?? [],
  }
}
