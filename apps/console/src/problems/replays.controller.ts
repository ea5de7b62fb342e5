import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req } from '@nestjs/common'
import { ApiAcceptedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import type { ConsoleAccount } from '@trellis/runtime'
import { addressOf, SignedIn, type PersonRequest } from '../access/person.js'
import { BegunJobAnswer } from '../jobs/jobs.dto.js'
import { Fails } from '../openapi/fails.js'
import { ProblemFilterQuery, ReplayBody, ReplayPlanAnswer } from './problems.dto.js'
import { ProblemReplays } from './problem-replays.js'

/** Reading raw events again behind which there are problems. */
@ApiTags('problems')
@Controller('problem-replays')
export class ReplaysController {
  constructor(@Inject(ProblemReplays) private readonly replays: ProblemReplays) {}

  /** What a replay with this filter would read again; nothing is begun. */
  @Get('plan')
  @ApiOkResponse({ type: ReplayPlanAnswer })
  async plan(@Query() filter: ProblemFilterQuery): Promise<ReplayPlanAnswer> {
    return this.replays.plan(filter)
  }

  /** Begins the replay of a plan, as a job of the kind problem-replay. */
  @Post()
  @HttpCode(202)
  @ApiAcceptedResponse({ type: BegunJobAnswer })
  @Fails('plan-outdated', 'too-many-at-once', 'job-under-way', 'log-away')
  async begin(@Req() request: PersonRequest, @SignedIn() by: ConsoleAccount, @Body() body: ReplayBody): Promise<BegunJobAnswer> {
    return { job: await this.replays.begin(body, by, addressOf(request)) }
  }
}
