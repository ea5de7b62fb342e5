import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { bodyOfDelivery, deliveryNamed, listDeliveries, Refusal, rowsOfDelivery, type ListedDelivery } from '@trellis/operations'
import { POOL, recordAct, transact, type ConsoleAccount, type EventLog, type Pool } from '@trellis/runtime'
import { ConnectionActs } from '../connections/connection-acts.js'
import { ConnectionPath } from '../connections/connections.dto.js'
import { Demands } from '../access/demands.js'
import { actorOf, SignedIn, type PersonRequest } from '../access/person.js'
import { Fails } from '../openapi/fails.js'
import { ConsoleError } from '../problem/console-error.js'
import { LOG_OF, type LogOf } from '../status/status.controller.js'
import {
  DeliveriesAnswer,
  DeliveriesQuery,
  DeliveryBodyAnswer,
  DeliveryDetailAnswer,
  DeliveryPath,
  type DeliveryAnswer,
} from './deliveries.dto.js'

/** More than that of a body is not shown. */
const MOST_BYTES = 256 * 1024

/** The webhooks of the last seven days. */
@ApiTags('webhooks')
@Controller('connections/:id/deliveries')
export class DeliveriesController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(LOG_OF) private readonly logOf: LogOf,
    @Inject(ConnectionActs) private readonly connections: ConnectionActs,
  ) {}

  /** The newest first, without their bodies. */
  @Get()
  @Demands('signed-in')
  @ApiOkResponse({ type: DeliveriesAnswer })
  @Fails('not-found')
  async list(
    @Param() { id }: ConnectionPath,
    @Query() { event, outcome, since, until, after, limit }: DeliveriesQuery,
  ): Promise<DeliveriesAnswer> {
    await this.connections.one(id)
    const { deliveries, next } = await listDeliveries(this.pool, id, { action: event, outcome, since, until }, { limit, after })
    return { deliveries: deliveries.map(answerOf), next }
  }

  /** One of them, and the rows that it made. */
  @Get(':delivery')
  @Demands('signed-in')
  @ApiOkResponse({ type: DeliveryDetailAnswer })
  @Fails('not-found', 'log-away', 'no-tables')
  async read(@Param() { id, delivery: named }: DeliveryPath): Promise<DeliveryDetailAnswer> {
    const delivery = await this.delivery(id, named)
    try {
      const made = await rowsOfDelivery({ log: this.log(), pool: this.pool }, id, delivery.position)
      return { delivery: answerOf(delivery), ...made }
    } catch (error) {
      throw error instanceof Refusal && error.kind === 'conflict' ? new ConsoleError('no-tables') : error
    }
  }

  /** What it said, for who has the right to raw bodies. Who looked is in the audit log. */
  @Post(':delivery/body')
  @HttpCode(200)
  @Demands('signed-in', 'raw')
  @ApiOkResponse({ type: DeliveryBodyAnswer })
  @Fails('not-found', 'log-away')
  async body(
    @Req() request: PersonRequest,
    @SignedIn() by: ConsoleAccount,
    @Param() { id, delivery: named }: DeliveryPath,
  ): Promise<DeliveryBodyAnswer> {
    const { position } = await this.delivery(id, named)
    const body = await bodyOfDelivery(this.log(), id, position, MOST_BYTES)
    if (!body) throw new ConsoleError('not-found', { detail: 'Its body is not on the log any more.' })
    const { who, from } = actorOf(by, request)
    const what = 'POST /api/connections/:id/deliveries/:delivery/body'
    await transact(this.pool, (client) => recordAct(client, { who, what, arguments: { connection: id, delivery: named, from } }))
    return body
  }

  private async delivery(id: string, named: string): Promise<ListedDelivery> {
    const found = await deliveryNamed(this.pool, id, named)
    if (!found) throw new ConsoleError('not-found')
    return found
  }

  private log(): EventLog {
    const log = this.logOf()
    if (!log) throw new ConsoleError('log-away')
    return log
  }
}

function answerOf({ action, ...others }: ListedDelivery): DeliveryAnswer {
  return { event: action, ...others }
}
