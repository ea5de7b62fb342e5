import { Body, Controller, Get, Inject, Param, Put, Query, Req } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import type { ConsoleAccount } from '@trellis/runtime'
import { Demands } from '../access/demands.js'
import { actorOf, SignedIn, type PersonRequest } from '../access/person.js'
import { ConnectionPath } from '../connections/connections.dto.js'
import { Fails } from '../openapi/fails.js'
import { PrivacyActs } from './privacy-acts.js'
import {
  PrivacyAnswer,
  PrivacyBody,
  PrivacyChangeAnswer,
  PrivacyHeldAnswer,
  PrivacyPlanAnswer,
  PrivacyPlanQuery,
} from './privacy.dto.js'

/** What every change may be refused for. */
const CHANGES = ['not-found', 'connection-of-environment', 'connection-removed'] as const

/** What is not read of a connection. */
@ApiTags('privacy')
@Controller('connections/:id/privacy')
export class PrivacyController {
  constructor(@Inject(PrivacyActs) private readonly acts: PrivacyActs) {}

  /** The switches with what each is about, and how much was left out. */
  @Get()
  @Demands('signed-in')
  @ApiOkResponse({ type: PrivacyAnswer })
  @Fails('not-found')
  async read(@Param() { id }: ConnectionPath): Promise<PrivacyAnswer> {
    return this.acts.read(id)
  }

  /** What tables still hold of what is left out. Every table is looked through, so it takes as long as that. */
  @Get('held')
  @Demands('signed-in')
  @ApiOkResponse({ type: PrivacyHeldAnswer })
  @Fails('not-found')
  async held(@Param() { id }: ConnectionPath): Promise<PrivacyHeldAnswer> {
    return { held: await this.acts.held(id) }
  }

  /** What a change would mean; nothing is changed. */
  @Get('plan')
  @ApiOkResponse({ type: PrivacyPlanAnswer })
  @Fails(...CHANGES)
  async plan(@Param() { id }: ConnectionPath, @Query() { leaveOut }: PrivacyPlanQuery): Promise<PrivacyPlanAnswer> {
    return this.acts.plan(id, leaveOut)
  }

  /** Sets the switches. Services follow within seconds; collections that are turned on are listed whole. A rebuild is ordered by itself. */
  @Put()
  @ApiOkResponse({ type: PrivacyChangeAnswer })
  @Fails(...CHANGES, 'changed-meanwhile')
  async change(
    @Req() request: PersonRequest,
    @SignedIn() by: ConsoleAccount,
    @Param() { id }: ConnectionPath,
    @Body() { version, leaveOut }: PrivacyBody,
  ): Promise<PrivacyChangeAnswer> {
    return this.acts.change(id, version, leaveOut, actorOf(by, request))
  }
}
