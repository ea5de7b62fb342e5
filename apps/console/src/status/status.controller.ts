import { Controller, Get, Inject } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { countRows, statusNow } from '@trellis/operations'
import { isMissingTable, POOL, type EventLog, type Pool, type TableStatus } from '@trellis/runtime'
import { Demands } from '../access/demands.js'
import { Fails } from '../openapi/fails.js'
import { ConsoleError } from '../problem/console-error.js'
import { PacedReading } from './paced-reading.js'
import { StatusAnswer } from './status.dto.js'

/** The log, once it is connected. */
export const LOG_OF = Symbol('the log')
export type LogOf = () => EventLog | undefined

/** How far everything is. */
@ApiTags('status')
@Controller('status')
export class StatusController {
  private reading: Promise<StatusAnswer> | undefined
  /** Screens ask every few seconds, and counting large tables takes long. */
  private readonly rows: PacedReading<readonly TableStatus[]>

  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(LOG_OF) private readonly logOf: LogOf,
  ) {
    this.rows = new PacedReading(() => countRows(pool))
  }

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
    const counting = { isUnderWay: false }
    const count = async (): Promise<readonly TableStatus[]> => {
      const rows = await this.rows.soon()
      counting.isUnderWay = rows === undefined
      return rows ?? []
    }
    try {
      const status = await statusNow({ log, pool: this.pool }, count)
      return { ...status, tables: counting.isUnderWay ? null : status.tables }
    } catch (error) {
      throw isMissingTable(error) ? new ConsoleError('no-tables') : error
    }
  }
}
