import { Controller, Get, Inject, Query } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { explain, namedColumn, namedResource } from '@trellis/operations'
import { POOL, type ConsoleAccount, type Pool } from '@trellis/runtime'
import { Demands } from '../access/demands.js'
import { SignedIn } from '../access/person.js'
import { Fails } from '../openapi/fails.js'
import { ConsoleError } from '../problem/console-error.js'
import { LOG_OF, type LogOf } from '../status/status.controller.js'
import { explanationAnswer } from './explanation-answer.js'
import { ExplanationAnswer, ExplanationQuery } from './explanations.dto.js'

/** For so long the log may be read near the times of the cells. */
const LIMIT_MS = 10_000

/** Why rows and cells are as they are. */
@ApiTags('explanations')
@Controller('explanations')
export class ExplanationsController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(LOG_OF) private readonly logOf: LogOf,
  ) {}

  /** Each cell of a row, or one of them: what it holds, which event reported that and when, and what it held before. */
  @Get()
  @Demands('signed-in')
  @ApiOkResponse({ type: ExplanationAnswer })
  @Fails('not-found', 'refused-now', 'log-away', 'too-slow')
  async read(
    @SignedIn() { rights }: ConsoleAccount,
    @Query() { resource, key, column, connection }: ExplanationQuery,
  ): Promise<ExplanationAnswer> {
    const log = this.logOf()
    if (!log) throw new ConsoleError('log-away')
    const of = namedResource(resource)
    const named = column === undefined ? undefined : namedColumn(of, column)
    const signal = AbortSignal.timeout(LIMIT_MS)
    const question = { of, id: key, column: named, connection, look: 'near', signal } as const
    const explained = await explain({ log, pool: this.pool }, question).catch((error: unknown) => {
      throw signal.aborted ? new ConsoleError('too-slow') : error
    })
    return explanationAnswer(of, explained, rights)
  }
}
