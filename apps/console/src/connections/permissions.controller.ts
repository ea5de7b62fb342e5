import { Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common'
import { ApiAcceptedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import type { ConsoleAccount } from '@trellis/runtime'
import { Demands } from '../access/demands.js'
import { actorOf, SignedIn, type PersonRequest } from '../access/person.js'
import { Fails } from '../openapi/fails.js'
import { ConnectionPath } from './connections.dto.js'
import { PermissionChecks } from './permission-checks.js'
import { PermissionsAnswer } from './permissions.dto.js'

/** What the account of a connection grants. */
@ApiTags('connections')
@Controller('connections/:id/permissions')
export class PermissionsController {
  constructor(@Inject(PermissionChecks) private readonly checks: PermissionChecks) {}

  /** What was answered last; while it is being asked, so far. */
  @Get()
  @Demands('signed-in')
  @ApiOkResponse({ type: PermissionsAnswer })
  @Fails('not-found')
  async read(@Param() { id }: ConnectionPath): Promise<PermissionsAnswer> {
    return this.checks.read(id)
  }

  /** Asks for every permission again, at most ten seconds long, with the credentials that are kept; one that is under way goes on. */
  @Post('check')
  @HttpCode(202)
  @ApiAcceptedResponse({ type: PermissionsAnswer })
  @Fails('not-found', 'connection-removed', 'credentials-missing')
  async check(
    @Req() request: PersonRequest,
    @SignedIn() by: ConsoleAccount,
    @Param() { id }: ConnectionPath,
  ): Promise<PermissionsAnswer> {
    return this.checks.begin(id, actorOf(by, request))
  }
}
