import { Controller, Inject } from '@nestjs/common'
import { EventPattern, Payload } from '@nestjs/microservices'
import { canonicalTopics } from '@trellis/greenhouse'
import { LOGGER, type LogBatch, type Logger, type SeekTo } from '@trellis/runtime'
import { WRITER, type Writer } from './writer.js'
import { WriterMetrics } from './writer-metrics.js'

/** Reads the canonical topics into the tables, from the positions in the database. */
@Controller()
export class WriterController {
  constructor(
    @Inject(WRITER) private readonly writer: Writer,
    @Inject(WriterMetrics) private readonly metrics: WriterMetrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @EventPattern(canonicalTopics)
  async write(@Payload() batch: LogBatch): Promise<SeekTo | undefined> {
    const outcome = await this.writer.write(batch)
    if ('seekTo' in outcome) return outcome
    this.metrics.count(batch.topic, outcome.done)
    const leftOut = outcome.done.leftOut.all()
    if (leftOut.length > 0) {
      const { topic, partition, nextOffset } = batch
      this.logger.warn({ topic, partition, nextOffset: String(nextOffset), leftOut }, 'not all of a batch is in the tables')
    }
    return undefined
  }
}
