import { Controller, Inject } from '@nestjs/common'
import { EventPattern, Payload } from '@nestjs/microservices'
import { canonicalTopics } from '@trellis/greenhouse'
import { type LogBatch, type SeekTo, type Pool, POOL } from '@trellis/runtime'
import { GENERATION, type Generation } from './generation.js'
import { writeBatch } from './write-batch.js'
import { WriterMetrics } from './writer-metrics.js'

/** Reads the canonical topics into the tables, from the positions in the database. */
@Controller()
export class WriterController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(GENERATION) private readonly generation: Generation,
    @Inject(WriterMetrics) private readonly metrics: WriterMetrics,
  ) {}

  @EventPattern(canonicalTopics)
  async write(@Payload() batch: LogBatch): Promise<SeekTo | undefined> {
    const outcome = await writeBatch(this.pool, this.generation, batch)
    if ('seekTo' in outcome) return outcome
    this.metrics.count(batch.topic, outcome.done)
    return undefined
  }
}
