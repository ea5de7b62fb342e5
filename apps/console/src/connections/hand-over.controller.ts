import { Body, Controller, HttpCode, Inject, Param, Post, Req } from '@nestjs/common'
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import type { ConsoleAccount } from '@trellis/runtime'
import { Demands } from '../access/demands.js'
import { actorOf, addressOf, SignedIn, type PersonRequest } from '../access/person.js'
import { Fails } from '../openapi/fails.js'
import { ConnectionPath } from './connections.dto.js'
import { TRIAL_ERRORS } from './credential-trials.js'
import { HandOverAnswer, HandOverCredentialsBody, HandOverLinkAnswer, HandOverTokenBody } from './hand-over.dto.js'
import { HandOvers } from './hand-overs.js'

/** The step in Greenhouse, handed to a colleague. */
@ApiTags('connections')
@Controller()
export class HandOverController {
  constructor(@Inject(HandOvers) private readonly handOvers: HandOvers) {}

  /** Makes a link by which a colleague gives the credentials, without an account: for 72 hours, and once. */
  @Post('connections/:id/hand-over')
  @ApiCreatedResponse({ type: HandOverLinkAnswer })
  @Fails('not-found', 'connection-of-environment', 'connection-removed')
  async make(
    @Req() request: PersonRequest,
    @SignedIn() by: ConsoleAccount,
    @Param() { id }: ConnectionPath,
  ): Promise<HandOverLinkAnswer> {
    return this.handOvers.make(id, actorOf(by, request))
  }

  /** What a link is for. */
  @Post('hand-over')
  @HttpCode(200)
  @Demands('anyone')
  @ApiOkResponse({ type: HandOverAnswer })
  @Fails('link-refused', 'too-many-attempts')
  async open(@Req() request: PersonRequest, @Body() { token }: HandOverTokenBody): Promise<HandOverAnswer> {
    return this.handOvers.open(token, addressOf(request))
  }

  /** Gives the credentials that a link is for. */
  @Post('hand-over/credentials')
  @HttpCode(204)
  @Demands('anyone')
  @ApiNoContentResponse()
  @Fails(
    'link-refused',
    'too-many-attempts',
    'not-found',
    'connection-of-environment',
    'connection-removed',
    'changed-meanwhile',
    ...TRIAL_ERRORS,
  )
  async give(@Req() request: PersonRequest, @Body() body: HandOverCredentialsBody): Promise<void> {
    await this.handOvers.give(body, addressOf(request))
  }
}
