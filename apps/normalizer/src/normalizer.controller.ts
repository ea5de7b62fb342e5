import { Controller, Inject, Optional } from '@nestjs/common'
import { EventPattern, Payload } from '@nestjs/microservices'
import { RAW_TOPIC } from '@trellis/greenhouse'
import type { Message } from '@trellis/pipeline'
import {
  EventLog,
  slicesOf,
  traced,
  TracedBatch,
  TRACING,
  Turns,
  type LogBatch,
  type LogRecord,
  type Tracing,
} from '@trellis/runtime'
import { normalizeBatch } from './normalize-batch.js'
import { NormalizerMetrics } from './normalizer-metrics.js'
import { PrivacyDirectory } from './privacy-directory.js'

/** What is read of raw at a time: bounds what waits in memory for its acknowledgement, and how long the event loop is blocked. */
const SLICE = { records: 500, bytes: 4 * 1024 * 1024, alone: 1024 * 1024 }

/** Reads raw and appends canonical events and problems. A batch is done when all of it is durable; doing it twice changes nothing. */
@Controller()
export class NormalizerController {
  private readonly turns = new Turns()

  constructor(
    @Inject(EventLog) private readonly log: EventLog,
    @Inject(NormalizerMetrics) private readonly metrics: NormalizerMetrics,
    @Inject(PrivacyDirectory) private readonly privacy: PrivacyDirectory,
    @Optional() @Inject(TRACING) private readonly tracing?: Tracing,
  ) {}

  @EventPattern(RAW_TOPIC)
  async normalize(@Payload() batch: LogBatch): Promise<void> {
    for (const { records, bytes } of slicesOf(batch.records, SLICE)) {
      if (bytes > SLICE.alone) await this.turns.next()
      if (batch.isStale()) return
      const span = TracedBatch.begin(this.tracing, { name: 'normalize', topic: RAW_TOPIC, records, isFollowed: isWebhook })
      await traced(span, () => this.normalizeAll(records, span))
      await batch.heartbeat()
    }
  }

  private async normalizeAll(records: readonly LogRecord[], span: TracedBatch | undefined): Promise<void> {
    const withheldOf = await this.privacy.withheldIn(records)
    const normalized = normalizeBatch(records, span && ((message) => span.contextOf(message)), withheldOf)
    await Promise.all([...normalized.messages].map(([topic, messages]) => this.log.append(topic, messages)))
    this.metrics.count(normalized)
    this.privacy.note(normalized.withheld)
  }
}

function isWebhook({ headers }: Message): boolean {
  return headers['ce_type'] === 'greenhouse.raw.webhook'
}
