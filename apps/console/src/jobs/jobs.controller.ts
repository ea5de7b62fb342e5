import { Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common'
import { ApiNoContentResponse, ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger'
import { cancelConsoleJob, consoleJobs, POOL, recordAct, transact, type ConsoleAccount, type Pool } from '@trellis/runtime'
import { Demands } from '../access/demands.js'
import { addressOf, SignedIn, type PersonRequest } from '../access/person.js'
import { Fails } from '../openapi/fails.js'
import { ConsoleError } from '../problem/console-error.js'
import { JobsAnswer, JobsQuery } from './jobs.dto.js'

/** Work that takes a while. */
@ApiTags('jobs')
@Controller('jobs')
export class JobsController {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  /** Jobs of a kind, the newest first. */
  @Get()
  @Demands('signed-in')
  @ApiOkResponse({ type: JobsAnswer })
  async list(@Query() { kind, limit }: JobsQuery): Promise<JobsAnswer> {
    return { jobs: await consoleJobs(this.pool, kind, limit) }
  }

  /** Orders that a job ends: within seconds, and what it has done stays done. */
  @Post(':id/cancel')
  @HttpCode(204)
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiNoContentResponse()
  @Fails('job-ended')
  async cancel(
    @Req() request: PersonRequest,
    @SignedIn() by: ConsoleAccount,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await transact(this.pool, async (client) => {
      if (!(await cancelConsoleJob(client, id))) throw new ConsoleError('job-ended')
      const given = { job: id, from: addressOf(request) }
      await recordAct(client, { who: by.email, what: 'POST /api/jobs/:id/cancel', arguments: given })
    })
  }
}
