import { Controller, Delete, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common'
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { recentChanges, refusals, webhookStates, type ApplicationChanges } from '@trellis/operations'
import { POOL, type ConsoleAccount, type Pool } from '@trellis/runtime'
import { Demands } from '../access/demands.js'
import { actorOf, SignedIn, type PersonRequest } from '../access/person.js'
import { Fails } from '../openapi/fails.js'
import { ConnectionActs } from '../connections/connection-acts.js'
import { ConnectionPath } from '../connections/connections.dto.js'
import { PacedReading } from '../status/paced-reading.js'
import { RefusalsAnswer } from './refusals.dto.js'
import { WebhookActs } from './webhook-acts.js'
import { MadeWebhookSecretAnswer, WebhooksAnswer } from './webhooks.dto.js'

/** Where Greenhouse reaches the ingress; null where that is not known. */
export const INGRESS_URL = Symbol('the public address of the ingress')

const CHANGES = ['not-found', 'connection-of-environment', 'connection-removed', 'changed-meanwhile'] as const

/** The webhooks of a connection. */
@ApiTags('webhooks')
@Controller('connections/:id')
export class WebhooksController {
  /** By connection: the screen asks every two seconds, and a long history takes long to look through. */
  private readonly changes = new Map<string, PacedReading<ApplicationChanges>>()

  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(WebhookActs) private readonly acts: WebhookActs,
    @Inject(ConnectionActs) private readonly connections: ConnectionActs,
    @Inject(INGRESS_URL) private readonly ingress: URL | null,
  ) {}

  /** Of each event: its URL, whether it was saved in Greenhouse, whether it comes, and whether it should have come. */
  @Get('webhooks')
  @Demands('signed-in')
  @ApiOkResponse({ type: WebhooksAnswer })
  @Fails('not-found')
  async read(@Param() { id }: ConnectionPath): Promise<WebhooksAnswer> {
    const connection = await this.connections.one(id)
    const [{ days, common, events }, secrets] = await Promise.all([
      webhookStates(this.pool, id, () => this.changesOf(id).value()),
      this.acts.known(id),
    ])
    return {
      ...{ connection: id, isEditable: this.connections.isEditable(connection), hasPublicUrl: this.ingress !== null, days },
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
  async refused(@Param() { id }: ConnectionPath): Promise<RefusalsAnswer> {
    await this.connections.one(id)
    return refusals(this.pool, id)
  }

  /** Makes the secret that webhooks are signed with. Where there is one already, both are taken until the old one is retired. */
  @Post('webhook-secret')
  @ApiCreatedResponse({ type: MadeWebhookSecretAnswer })
  @Fails(...CHANGES, 'rotation-under-way')
  async make(
    @Req() request: PersonRequest,
    @SignedIn() by: ConsoleAccount,
    @Param() { id }: ConnectionPath,
  ): Promise<MadeWebhookSecretAnswer> {
    return this.acts.make(id, actorOf(by, request))
  }

  /** Ends a rotation: what is signed with the old secret is refused from now on. */
  @Delete('webhook-secret/old')
  @HttpCode(204)
  @ApiNoContentResponse()
  @Fails(...CHANGES)
  async retire(@Req() request: PersonRequest, @SignedIn() by: ConsoleAccount, @Param() { id }: ConnectionPath): Promise<void> {
    await this.acts.retire(id, actorOf(by, request))
  }

  private changesOf(id: string): PacedReading<ApplicationChanges> {
    const known = this.changes.get(id)
    if (known) return known
    const made = new PacedReading(() => recentChanges(this.pool, id))
    this.changes.set(id, made)
    return made
  }

  private urlOf(connection: string, event?: string): string {
    const path = `/webhooks/greenhouse/${connection}${event === undefined ? '' : `/${event}`}`
    return `${this.ingress?.href.replace(/\/$/, '') ?? ''}${path}`
  }
}
