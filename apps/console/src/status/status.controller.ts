import { Controller, Get, Inject } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { statusNow } from '@trellis/operations'
import { codeOf, POOL, type EventLog, type Pool } from '@trellis/runtime'
import { Demands } from '../access/demands.js'
import { Fails } from '../openapi/fails.js'
import { ConsoleError } from '../problem/console-error.js'
import { StatusAnswer } from './status.dto.js'

/** The log, once it is connected. */
export const LOG_OF = Symbol('the log')
export type LogOf = () => EventLog | undefined

/** Undefined table, invalid schema name. */
const NO_TABLES: readonly (string | undefined)[] = ['42P01', '3F000']

/** How far everything is. */
@ApiTags('status')
@Controller('status')
export class StatusController {
  private reading: Promise<StatusAnswer> | undefined

  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(LOG_OF) private readonly logOf: LogOf,
  ) {}

  /** Listings, tables, and readers of the log. Screens that ask at once are given the same answer. */
  @Get()
  @Demands('signed-in')
  @ApiOkResponse({ type: StatusAnswer })
  @Fails('log-away', 'no-tables')
  read(): Promise<StatusAnswer> {
    return (this.reading ??= this.readNow().finally(() => (this.reading = undefined)))
  }

  private async readNow(): Promise<StatusAnswer> {
    const log = this.logOf()
    if (!log) throw new ConsoleError('log-away')
    try {
      return await statusNow({ log, pool: this.pool })
    } catch (error) {
      throw NO_TABLES.includes(codeOf(error)) ? new ConsoleError('no-tables') : error
    }
  }
}
