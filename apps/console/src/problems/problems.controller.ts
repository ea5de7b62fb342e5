import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { rawFacts, rawRecordAt } from '@trellis/operations'
import {
  countProblems,
  findProblems,
  groupProblems,
  POOL,
  recordAct,
  transact,
  type ConsoleAccount,
  type Pool,
  type StoredProblem,
} from '@trellis/runtime'
import { Demands } from '../access/demands.js'
import { addressOf, SignedIn, type PersonRequest } from '../access/person.js'
import { Fails } from '../openapi/fails.js'
import { ConsoleError } from '../problem/console-error.js'
import { LOG_OF, type LogOf } from '../status/status.controller.js'
import {
  ProblemDetailAnswer,
  ProblemParameters,
  ProblemsAnswer,
  ProblemsQuery,
  RawBodyAnswer,
  type RawEventAnswer,
} from './problems.dto.js'

const MOST_GROUPS = 200
const MOST_BODY_BYTES = 1_000_000

/** What could not be read. */
@ApiTags('problems')
@Controller('problems')
export class ProblemsController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(LOG_OF) private readonly logOf: LogOf,
  ) {}

  /** Problems, the newest first, and what groups they fall into. */
  @Get()
  @Demands('signed-in')
  @ApiOkResponse({ type: ProblemsAnswer })
  async list(@Query() { connection, code, resource, which, before, limit }: ProblemsQuery): Promise<ProblemsAnswer> {
    const [counts, groups, found] = await Promise.all([
      countProblems(this.pool),
      groupProblems(this.pool, { connection, which, limit: MOST_GROUPS }),
      findProblems(this.pool, { connection, code, resource, which, before, limit: limit + 1 }),
    ])
    const problems = found.slice(0, limit)
    return { ...counts, groups, problems, next: found.length > limit ? (problems.at(-1)?.id ?? null) : null }
  }

  /** One problem, and what the raw event behind it is; without its body. */
  @Get(':id')
  @Demands('signed-in')
  @ApiOkResponse({ type: ProblemDetailAnswer })
  @Fails('not-found')
  async read(@Param() { id }: ProblemParameters): Promise<ProblemDetailAnswer> {
    const problem = await this.problemOf(id)
    return { problem, raw: await this.rawOf(problem) }
  }

  /** The body of the raw event behind a problem: it holds personal data, and the audit log has who looked. */
  @Post(':id/body')
  @HttpCode(200)
  @Demands('signed-in', 'raw')
  @ApiOkResponse({ type: RawBodyAnswer })
  @Fails('not-found', 'log-away')
  async body(
    @Req() request: PersonRequest,
    @SignedIn() by: ConsoleAccount,
    @Param() { id }: ProblemParameters,
  ): Promise<RawBodyAnswer> {
    const { position, rawId } = await this.problemOf(id)
    const log = this.logOf()
    if (!log) throw new ConsoleError('log-away')
    const given = { problem: id, rawEvent: rawId, from: addressOf(request) }
    await transact(this.pool, (client) =>
      recordAct(client, { who: by.email, what: 'POST /api/problems/:id/body', arguments: given }),
    )
    const record = position === null ? 'elsewhere' : await rawRecordAt(log, position)
    if (typeof record === 'string' || record.message.headers['ce_id'] !== rawId) throw new ConsoleError('not-found')
    const body = Buffer.from(record.message.value)
    return {
      body: body.subarray(0, MOST_BODY_BYTES).toString('utf8'),
      bytes: body.byteLength,
      isCut: body.byteLength > MOST_BODY_BYTES,
    }
  }

  private async problemOf(id: string): Promise<StoredProblem> {
    const [problem] = await findProblems(this.pool, { ids: [id], which: 'all', limit: 1 })
    if (!problem) throw new ConsoleError('not-found')
    return problem
  }

  private async rawOf({ position, rawId }: StoredProblem): Promise<RawEventAnswer> {
    const log = this.logOf()
    if (position === null) return { found: 'no place' }
    if (!log) return { found: 'log away' }
    const record = await rawRecordAt(log, position)
    if (typeof record === 'string') return { found: record }
    const { appendedAt, bytes, kind, action, headers } = rawFacts(record, false)
    // After a move of the log another event may stand there.
    if (headers['ce_id'] !== rawId) return { found: 'elsewhere' }
    return { found: 'yes', appendedAt, bytes, kind, headers, ...(action !== undefined && { action }) }
  }
}
