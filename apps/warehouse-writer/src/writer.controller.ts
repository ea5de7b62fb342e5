import { Controller, Inject, Optional } from '@nestjs/common'
import { EventPattern, Payload } from '@nestjs/microservices'
import { canonicalTopics } from '@trellis/greenhouse'
import type { Message } from '@trellis/pipeline'
import { LOGGER, traced, TracedBatch, TRACING, type LogBatch, type Logger, type SeekTo, type Tracing } from '@trellis/runtime'
import { WRITER, type Writer } from './writer.js'
import { WriterMetrics } from './writer-metrics.js'

/** Reads the canonical topics into the tables, from the positions in the database. */
@Controller()
export class WriterController {
  constructor(
    @Inject(WRITER) private readonly writer: Writer,
    @Inject(WriterMetrics) private readonly metrics: WriterMetrics,
    @Inject(LOGGER) private readonly logger: Logger,
    @Optional() @Inject(TRACING) private readonly tracing?: Tracing,
  ) {}

  @EventPattern(canonicalTopics)
  async write(@Payload() batch: LogBatch): Promise<SeekTo | undefined> {
    const { topic, records } = batch
    const span = TracedBatch.begin(this.tracing, { name: 'write', topic, records, isFollowed: isOfWebhook })
    const outcome = await traced(span, () => this.writer.write(batch))
    if ('seekTo' in outcome) return outcome
    this.metrics.count(topic, outcome.done)
    const leftOut = outcome.done.leftOut.all()
    if (leftOut.length > 0) {
      const { partition, nextOffset } = batch
      this.logger.warn({ topic, partition, nextOffset: String(nextOffset), leftOut }, 'not all of a batch is in the tables')
    }
    return undefined
  }
}

function isOfWebhook({ headers }: Message): boolean {
  return headers['ce_causekind'] === 'webhook'
}
