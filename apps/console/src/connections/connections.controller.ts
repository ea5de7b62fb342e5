import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Put, Req } from '@nestjs/common'
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import type { ConsoleAccount, StoredConnection } from '@trellis/runtime'
import { Demands } from '../access/demands.js'
import { actorOf, SignedIn, type PersonRequest } from '../access/person.js'
import { Fails } from '../openapi/fails.js'
import { ConnectionActs } from './connection-acts.js'
import { ConnectionChangeBody, NewConnectionBody, NewCredentialsBody, SeenVersionBody } from './connection-bodies.dto.js'
import { ConnectionAnswer, ConnectionPath, ConnectionsAnswer } from './connections.dto.js'
import { TRIAL_ERRORS } from './credential-trials.js'

/** What every change of a connection may be refused for. */
const CHANGES = ['not-found', 'connection-of-environment', 'connection-removed'] as const

/** The accounts that Trellis is connected to. */
@ApiTags('connections')
@Controller('connections')
export class ConnectionsController {
  constructor(@Inject(ConnectionActs) private readonly acts: ConnectionActs) {}

  /** Every connection there ever was, by id; no secret. */
  @Get()
  @Demands('signed-in')
  @ApiOkResponse({ type: ConnectionsAnswer })
  async list(): Promise<ConnectionsAnswer> {
    return { connections: (await this.acts.all()).map((one) => this.answer(one)) }
  }

  /** One of them. */
  @Get(':id')
  @Demands('signed-in')
  @ApiOkResponse({ type: ConnectionAnswer })
  @Fails('not-found')
  async read(@Param() { id }: ConnectionPath): Promise<ConnectionAnswer> {
    return this.answer(await this.acts.one(id))
  }

  /** Connects an account: its credentials are tried first. Without any, a link may be made for the colleague who has them. */
  @Post()
  @ApiCreatedResponse({ type: ConnectionAnswer })
  @Fails(...TRIAL_ERRORS)
  async add(
    @Req() request: PersonRequest,
    @SignedIn() by: ConsoleAccount,
    @Body() body: NewConnectionBody,
  ): Promise<ConnectionAnswer> {
    return this.answer(await this.acts.add(body, actorOf(by, request)))
  }

  /** Changes name or acting user. */
  @Patch(':id')
  @ApiOkResponse({ type: ConnectionAnswer })
  @Fails(...CHANGES, 'changed-meanwhile', ...TRIAL_ERRORS)
  async change(
    @Req() request: PersonRequest,
    @SignedIn() by: ConsoleAccount,
    @Param() { id }: ConnectionPath,
    @Body() body: ConnectionChangeBody,
  ): Promise<ConnectionAnswer> {
    return this.answer(await this.acts.change(id, body, actorOf(by, request)))
  }

  /** Gives it other credentials. They are tried first; until they are kept, those before are used. */
  @Put(':id/credentials')
  @ApiOkResponse({ type: ConnectionAnswer })
  @Fails(...CHANGES, 'changed-meanwhile', ...TRIAL_ERRORS)
  async giveCredentials(
    @Req() request: PersonRequest,
    @SignedIn() by: ConsoleAccount,
    @Param() { id }: ConnectionPath,
    @Body() { version, ...body }: NewCredentialsBody,
  ): Promise<ConnectionAnswer> {
    return this.answer(await this.acts.giveCredentials(id, version, body, actorOf(by, request)))
  }

  /** Asks Greenhouse nothing any more, within seconds; webhooks are taken all the same. */
  @Post(':id/pause')
  @HttpCode(200)
  @ApiOkResponse({ type: ConnectionAnswer })
  @Fails(...CHANGES, 'changed-meanwhile')
  async pause(
    @Req() request: PersonRequest,
    @SignedIn() by: ConsoleAccount,
    @Param() { id }: ConnectionPath,
    @Body() { version }: SeenVersionBody,
  ): Promise<ConnectionAnswer> {
    return this.answer(await this.acts.pause(id, version, true, actorOf(by, request)))
  }

  /** Asks Greenhouse again, from where it was left. */
  @Post(':id/resume')
  @HttpCode(200)
  @ApiOkResponse({ type: ConnectionAnswer })
  @Fails(...CHANGES, 'changed-meanwhile')
  async resume(
    @Req() request: PersonRequest,
    @SignedIn() by: ConsoleAccount,
    @Param() { id }: ConnectionPath,
    @Body() { version }: SeenVersionBody,
  ): Promise<ConnectionAnswer> {
    return this.answer(await this.acts.pause(id, version, false, actorOf(by, request)))
  }

  /** Removes it: its secrets and what is known on its behalf are forgotten, and its id is never used again. Events and rows stay. */
  @Delete(':id')
  @ApiOkResponse({ type: ConnectionAnswer })
  @Fails(...CHANGES)
  async remove(
    @Req() request: PersonRequest,
    @SignedIn() by: ConsoleAccount,
    @Param() { id }: ConnectionPath,
  ): Promise<ConnectionAnswer> {
    return this.answer(await this.acts.remove(id, actorOf(by, request)))
  }

  private answer(connection: StoredConnection): ConnectionAnswer {
    const { id, name, hasCredentials, hasWebhookSecrets, harvestUserId, createdAt, removedAt } = connection
    const { pausedAt, version, changedAt, changedBy } = connection
    return {
      ...{ id, name, kind: 'greenhouse', hasCredentials, hasWebhookSecrets, actingUserId: harvestUserId, createdAt, removedAt },
      ...{ pausedAt, version, changedAt, changedBy },
      madeBy: id === this.acts.environment ? 'environment' : 'console',
    }
  }
}
