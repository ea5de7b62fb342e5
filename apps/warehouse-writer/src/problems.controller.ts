import { Controller, Inject } from '@nestjs/common'
import { EventPattern, Payload } from '@nestjs/microservices'
import { PROBLEMS_TOPIC } from '@trellis/greenhouse'
import { LOGGER, POOL, type LogBatch, type Logger, type Pool, type SeekTo } from '@trellis/runtime'
import { keepProblems } from './keep-problems.js'

/** Reads the problems into `ops.problem`, where people look at them. */
@Controller()
export class ProblemsController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @EventPattern(PROBLEMS_TOPIC)
  async keep(@Payload() batch: LogBatch): Promise<SeekTo | undefined> {
    const outcome = await keepProblems(this.pool, batch)
    if ('seekTo' in outcome) return outcome
    const { added, undecodable, refused } = outcome.done
    const { partition, nextOffset } = batch
    const where = { partition, nextOffset: String(nextOffset) }
    if (undecodable > 0) this.logger.warn({ ...where, undecodable }, 'there is something else among the problems')
    if (refused > 0) this.logger.warn({ ...where, refused }, 'messages were refused and skipped')
    if (added > 0) this.logger.info({ ...where, added }, 'problems are kept')
    return undefined
  }
}
