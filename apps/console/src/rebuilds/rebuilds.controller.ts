import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common'
import { ApiAcceptedResponse, ApiNoContentResponse, ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger'
import { listGenerations, POOL, rebuildOrders, type ConsoleAccount, type Pool } from '@trellis/runtime'
import { Demands } from '../access/demands.js'
import { addressOf, SignedIn, type PersonRequest } from '../access/person.js'
import { Fails } from '../openapi/fails.js'
import { orderAnswer, RebuildActs } from './rebuild-acts.js'
import { OrderedRebuildAnswer, RebuildOrderBody, RebuildPlanAnswer, RebuildPlanQuery, RebuildsAnswer } from './rebuilds.dto.js'

/** Orders that are shown. */
const NEWEST = 10

/** Generations of the tables, and making new ones from raw. */
@ApiTags('rebuilds')
@Controller('rebuilds')
export class RebuildsController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(RebuildActs) private readonly acts: RebuildActs,
  ) {}

  /** The generations that there are, and what was ordered of late, with how far it is. */
  @Get()
  @Demands('signed-in')
  @ApiOkResponse({ type: RebuildsAnswer })
  async read(): Promise<RebuildsAnswer> {
    const [generations, orders] = await Promise.all([listGenerations(this.pool), rebuildOrders(this.pool, NEWEST)])
    return { generations, orders: orders.map(orderAnswer) }
  }

  /** What a rebuild, a switch, a roll back or a drop would do as things stand; nothing is done. */
  @Get('plan')
  @ApiOkResponse({ type: RebuildPlanAnswer })
  @Fails('not-found', 'refused-now', 'log-away')
  async plan(@Query() asked: RebuildPlanQuery): Promise<RebuildPlanAnswer> {
    return this.acts.plan(asked)
  }

  /** Orders what was planned. A warehouse-writer takes it up within seconds, one order at a time. */
  @Post()
  @HttpCode(202)
  @ApiAcceptedResponse({ type: OrderedRebuildAnswer })
  @Fails('not-found', 'plan-outdated', 'refused-now', 'job-under-way', 'log-away')
  async order(
    @Req() request: PersonRequest,
    @SignedIn() by: ConsoleAccount,
    @Body() body: RebuildOrderBody,
  ): Promise<OrderedRebuildAnswer> {
    return { order: await this.acts.order(body, by, addressOf(request)) }
  }

  /** Orders that a rebuild ends, within seconds: readers keep what they have, and the next one goes on with what was made. */
  @Post(':id/cancel')
  @HttpCode(204)
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiNoContentResponse()
  @Fails('job-ended')
  async cancel(
    @Req() request: PersonRequest,
    @SignedIn() by: ConsoleAccount,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await this.acts.cancel(id, by, addressOf(request))
  }
}
