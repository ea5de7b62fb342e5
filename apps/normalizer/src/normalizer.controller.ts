import { Controller, Inject } from '@nestjs/common'
import { EventPattern, Payload } from '@nestjs/microservices'
import { RAW_TOPIC } from '@trellis/greenhouse'
import { EventLog, type LogBatch } from '@trellis/runtime'
import { normalizeBatch } from './normalize-batch.js'
import { NormalizerMetrics } from './normalizer-metrics.js'

/** Raw records read at a time: bounds what waits in memory for its acknowledgement. */
const SLICE = 500

/** Reads raw and appends canonical events and problems. A batch is done when all of it is durable; doing it twice changes nothing. */
@Controller()
export class NormalizerController {
  constructor(
    @Inject(EventLog) private readonly log: EventLog,
    @Inject(NormalizerMetrics) private readonly metrics: NormalizerMetrics,
  ) {}

  @EventPattern(RAW_TOPIC)
  async normalize(@Payload() batch: LogBatch): Promise<void> {
    for (let start = 0; start < batch.records.length && !batch.isStale(); start += SLICE) {
      const normalized = normalizeBatch(batch.records.slice(start, start + SLICE))
      await Promise.all([...normalized.messages].map(([topic, messages]) => this.log.append(topic, messages)))
      this.metrics.count(normalized)
      await batch.heartbeat()
    }
  }
}
