import { Controller, Get, Inject, Query } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { POOL, readAuditLog, type Pool } from '@trellis/runtime'
import { ActsAnswer, ActsQuery } from './audit-log.dto.js'

/** Who has done what. */
@ApiTags('audit log')
@Controller('audit-log')
export class AuditLogController {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  /** Acts of people, the newest first. */
  @Get()
  @ApiOkResponse({ type: ActsAnswer })
  async list(@Query() { before, limit }: ActsQuery): Promise<ActsAnswer> {
    const acts = await readAuditLog(this.pool, { limit, before })
    return { acts: acts.map(({ exitCode: _, ...act }) => act) }
  }
}
