import { Controller, Get, Inject } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { POOL, storedConnections, type Pool } from '@trellis/runtime'
import { Demands } from '../access/demands.js'
import { ConnectionsAnswer } from './connections.dto.js'

/** The id of the connection that variables describe; null where they describe none. */
export const ENVIRONMENT_CONNECTION = Symbol('the connection of the environment')

/** The accounts that Trellis is connected to. */
@ApiTags('connections')
@Controller('connections')
export class ConnectionsController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(ENVIRONMENT_CONNECTION) private readonly environment: string | null,
  ) {}

  /** Every connection there ever was, by id; no secret. */
  @Get()
  @Demands('signed-in')
  @ApiOkResponse({ type: ConnectionsAnswer })
  async list(): Promise<ConnectionsAnswer> {
    const stored = await storedConnections(this.pool)
    return {
      connections: stored.map(({ id, name, hasCredentials, hasWebhookSecrets, createdAt, removedAt }) => ({
        ...{ id, name, kind: 'greenhouse', hasCredentials, hasWebhookSecrets, createdAt, removedAt },
        madeBy: id === this.environment ? 'environment' : 'console',
      })),
    }
  }
}
