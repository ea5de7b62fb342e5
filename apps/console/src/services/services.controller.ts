import { setTimeout as pause } from 'node:timers/promises'
import { Controller, Get, Inject } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { listServices, readersLag } from '@trellis/operations'
import { POOL, type ConsoleAccount, type Pool } from '@trellis/runtime'
import { Demands } from '../access/demands.js'
import { SignedIn } from '../access/person.js'
import { LOG_OF, type LogOf } from '../status/status.controller.js'
import { ServicesAnswer } from './services.dto.js'

/** A log that is away does not answer for long: the rest is shown without it. */
const LAG_MS = 3_000

type ReadersLag = ReturnType<typeof readersLag>

/** The processes that Trellis consists of, as they say of themselves in the database: their ports are not asked. */
@ApiTags('services')
@Controller('services')
export class ServicesController {
  private reading: ReadersLag | undefined

  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(LOG_OF) private readonly logOf: LogOf,
  ) {}

  /** Which run, since when, in which version, what they wait for, and how far readers of the log are behind. */
  @Get()
  @Demands('signed-in')
  @ApiOkResponse({ type: ServicesAnswer })
  async list(@SignedIn() { role }: ConsoleAccount): Promise<ServicesAnswer> {
    const services = await listServices(this.pool, this.lagSoon())
    return {
      services: services.map(({ processes, ...others }) => ({
        ...others,
        processes: processes.map(({ service: _, settings, ...each }) => ({
          ...each,
          settings: role === 'admin' ? settings : null,
        })),
      })),
    }
  }

  /** Screens that ask while it is read wait for the same reading. */
  private lagSoon(): ReadersLag {
    this.reading ??= readersLag(this.pool, this.logOf()).finally(() => (this.reading = undefined))
    return Promise.race([this.reading, pause(LAG_MS, undefined, { ref: false })])
  }
}
