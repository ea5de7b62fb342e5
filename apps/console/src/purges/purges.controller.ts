import { Body, Controller, HttpCode, Inject, Param, Post, Req } from '@nestjs/common'
import { ApiAcceptedResponse, ApiTags } from '@nestjs/swagger'
import type { ConsoleAccount } from '@trellis/runtime'
import { actorOf, SignedIn, type PersonRequest } from '../access/person.js'
import { ConnectionPath } from '../connections/connections.dto.js'
import { BegunJobAnswer } from '../jobs/jobs.dto.js'
import { Fails } from '../openapi/fails.js'
import { PurgeBody } from './purges.dto.js'
import { Purges } from './purges.js'

const REFUSALS = ['not-found', 'connection-of-environment', 'refused-now', 'job-under-way', 'log-away'] as const

/** Erasing what a removed connection has left. */
@ApiTags('connections')
@Controller('connections/:id')
export class PurgesController {
  constructor(@Inject(Purges) private readonly purges: Purges) {}

  /** Counts what a purge takes, as a job of the kind purge-plan; nothing is erased. */
  @Post('purge-plans')
  @HttpCode(202)
  @ApiAcceptedResponse({ type: BegunJobAnswer })
  @Fails(...REFUSALS)
  async plan(
    @Req() request: PersonRequest,
    @SignedIn() by: ConsoleAccount,
    @Param() { id }: ConnectionPath,
  ): Promise<BegunJobAnswer> {
    return { job: await this.purges.plan(id, actorOf(by, request)) }
  }

  /** Erases every raw event of a removed connection, as a job of the kind purge. There is no way back. */
  @Post('purges')
  @HttpCode(202)
  @ApiAcceptedResponse({ type: BegunJobAnswer })
  @Fails(...REFUSALS, 'plan-outdated')
  async begin(
    @Req() request: PersonRequest,
    @SignedIn() by: ConsoleAccount,
    @Param() { id }: ConnectionPath,
    @Body() body: PurgeBody,
  ): Promise<BegunJobAnswer> {
    return { job: await this.purges.begin(id, body, actorOf(by, request)) }
  }
}
