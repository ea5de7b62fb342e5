import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common'
import { ApiAcceptedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { connectionNamed, namedResource, orderAudit, orderSweep } from '@trellis/operations'
import { connectionIds, countWaiting, POOL, recordAct, transact, type ConsoleAccount, type Pool } from '@trellis/runtime'
import { Demands } from '../access/demands.js'
import { addressOf, SignedIn, type PersonRequest } from '../access/person.js'
import { Fails } from '../openapi/fails.js'
import { completenessOf } from './completeness-of.js'
import {
  CompletenessAnswer,
  ConfirmationBody,
  ConnectionParameters,
  OrderedAuditAnswer,
  OrderedSweepAnswer,
  RemovalParameters,
  RemovalPlanAnswer,
  ResourcesBody,
} from './completeness.dto.js'
import { confirmPlanned } from './confirm-planned.js'

/** Whether the tables hold what Greenhouse holds. */
@ApiTags('completeness')
@Controller('completeness')
export class CompletenessController {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  /** Sweeps, audits and what waits for a person, by connection. */
  @Get()
  @Demands('signed-in')
  @ApiOkResponse({ type: CompletenessAnswer })
  async read(): Promise<CompletenessAnswer> {
    const ids = await connectionIds(this.pool, 'in use')
    return { connections: await Promise.all(ids.map((id) => completenessOf(this.pool, id))) }
  }

  /** Orders that resources are listed whole, which the poller does within its budget. */
  @Post(':connection/sweeps')
  @HttpCode(202)
  @ApiAcceptedResponse({ type: OrderedSweepAnswer })
  @Fails('not-found')
  async sweep(
    @Req() request: PersonRequest,
    @SignedIn() by: ConsoleAccount,
    @Param() { connection }: ConnectionParameters,
    @Body() { resources }: ResourcesBody,
  ): Promise<OrderedSweepAnswer> {
    const given = { connection, resources, from: addressOf(request) }
    return transact(this.pool, async (client) => {
      const listings = await orderSweep(client, connection, resources)
      await recordAct(client, { who: by.email, what: 'POST /api/completeness/:connection/sweeps', arguments: given })
      return { listings }
    })
  }

  /** Orders that resources are compared with Greenhouse, cell by cell. One of the same that is not over is taken instead. */
  @Post(':connection/audits')
  @HttpCode(202)
  @ApiAcceptedResponse({ type: OrderedAuditAnswer })
  @Fails('not-found')
  async audit(
    @Req() request: PersonRequest,
    @SignedIn() by: ConsoleAccount,
    @Param() { connection }: ConnectionParameters,
    @Body() { resources }: ResourcesBody,
  ): Promise<OrderedAuditAnswer> {
    const named = resources.map(namedResource)
    const given = { connection, resources, from: addressOf(request) }
    return transact(this.pool, async (client) => {
      await connectionNamed(client, connection)
      const audit = await orderAudit(client, connection, named)
      await recordAct(client, { who: by.email, what: 'POST /api/completeness/:connection/audits', arguments: given })
      return { audit }
    })
  }

  /** How many removals of a resource a confirmation would let go; nothing is confirmed. */
  @Get(':connection/removals/:resource')
  @ApiOkResponse({ type: RemovalPlanAnswer })
  @Fails('not-found')
  async plan(@Param() { connection, resource }: RemovalParameters): Promise<RemovalPlanAnswer> {
    const { name } = namedResource(resource)
    await connectionNamed(this.pool, connection)
    return { removals: await countWaiting(this.pool, connection, name) }
  }

  /** Says that what is missing of a resource is really gone. Each is still asked for by name, twice, before its row goes. */
  @Post(':connection/removals/:resource/confirm')
  @HttpCode(200)
  @ApiOkResponse({ type: RemovalPlanAnswer })
  @Fails('not-found', 'plan-outdated')
  async confirm(
    @Req() request: PersonRequest,
    @SignedIn() by: ConsoleAccount,
    @Param() { connection, resource }: RemovalParameters,
    @Body() { removals }: ConfirmationBody,
  ): Promise<RemovalPlanAnswer> {
    const given = { connection, resource, removals, from: addressOf(request) }
    const what = 'POST /api/completeness/:connection/removals/:resource/confirm'
    await transact(this.pool, async (client) => {
      await confirmPlanned(client, connection, resource, removals)
      await recordAct(client, { who: by.email, what, arguments: given })
    })
    return { removals }
  }
}
