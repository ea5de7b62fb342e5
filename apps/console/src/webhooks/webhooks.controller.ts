import { Controller, Delete, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common'
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { refusals, webhookStates } from '@trellis/operations'
import { POOL, type ConsoleAccount, type Pool } from '@trellis/runtime'
import { Demands } from '../access/demands.js'
import { addressOf, SignedIn, type PersonRequest } from '../access/person.js'
import { Fails } from '../openapi/fails.js'
import { RefusalsAnswer } from './refusals.dto.js'
import { WebhookActs, type OrderedBy } from './webhook-acts.js'
import { MadeWebhookSecretAnswer, WebhooksAnswer, WebhooksPath } from './webhooks.dto.js'

/** Where Greenhouse reaches the ingress; null where that is not known. */
export const INGRESS_URL = Symbol('the public address of the ingress')

const CHANGES = ['not-found', 'connection-of-environment', 'connection-removed', 'changed-meanwhile'] as const

/** The webhooks of a connection. */
@ApiTags('webhooks')
@Controller('connections/:id')
export class WebhooksController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(WebhookActs) private readonly acts: WebhookActs,
    @Inject(INGRESS_URL) private readonly ingress: URL | null,
  ) {}

  /** Of each event: its URL, whether it was saved in Greenhouse, whether it comes, and whether it should have come. */
  @Get('webhooks')
  @Demands('signed-in')
  @ApiOkResponse({ type: WebhooksAnswer })
  @Fails('not-found')
  async read(@Param() { id }: WebhooksPath): Promise<WebhooksAnswer> {
    const connection = await this.acts.connection(id)
    const [{ days, common, events }, secrets] = await Promise.all([webhookStates(this.pool, id), this.acts.known(id)])
    return {
      ...{ connection: id, isEditable: this.acts.isEditable(connection), hasPublicUrl: this.ingress !== null, days },
      common: { url: this.urlOf(id), lastPingAt: common?.pingedAt ?? null, lastArrivalAt: common?.arrivedAt ?? null },
      secrets,
      events: events.map((each) => ({ ...each, url: this.urlOf(id, each.event) })),
    }
  }

  /** What the ingress refused, by cause, with the newest of each; and what came to URLs that name no connection. */
  @Get('refusals')
  @Demands('signed-in')
  @ApiOkResponse({ type: RefusalsAnswer })
  @Fails('not-found')
  async refused(@Param() { id }: WebhooksPath): Promise<RefusalsAnswer> {
    await this.acts.connection(id)
    return refusals(this.pool, id)
  }

  /** Makes the secret that webhooks are signed with. Where there is one already, both are taken until the old one is retired. */
  @Post('webhook-secret')
  @ApiCreatedResponse({ type: MadeWebhookSecretAnswer })
  @Fails(...CHANGES, 'rotation-under-way')
  async make(
    @Req() request: PersonRequest,
    @SignedIn() by: ConsoleAccount,
    @Param() { id }: WebhooksPath,
  ): Promise<MadeWebhookSecretAnswer> {
    return this.acts.make(id, orderedBy(by, request))
  }

  /** Ends a rotation: what is signed with the old secret is refused from now on. */
  @Delete('webhook-secret/old')
  @HttpCode(204)
  @ApiNoContentResponse()
  @Fails(...CHANGES)
  async retire(@Req() request: PersonRequest, @SignedIn() by: ConsoleAccount, @Param() { id }: WebhooksPath): Promise<void> {
    await this.acts.retire(id, orderedBy(by, request))
  }

  private urlOf(connection: string, event?: string): string {
    const path = `/webhooks/greenhouse/${connection}${event === undefined ? '' : `/${event}`}`
    return `${this.ingress?.href.replace(/\/$/, '') ?? ''}${path}`
  }
}

/** Who orders in a request. */
export function orderedBy({ email }: ConsoleAccount, request: PersonRequest): OrderedBy {
  return { who: email, from: addressOf(request) }
}
