import { Metrics } from '@trellis/runtime'
import type { NormalizedBatch } from './normalize-batch.js'

/** Counters of what was read: by topic, problem code, unknown name and action; never a value. */
export class NormalizerMetrics {
  private readonly events
  private readonly problems
  private readonly unknown
  private readonly leftAlone

  constructor(metrics: Metrics) {
    this.events = metrics.counter('trellis_normalizer_messages_total', 'Messages appended, by topic.', ['topic'])
    this.problems = metrics.counter('trellis_normalizer_problems_total', 'Bodies or parts of bodies that could not be read.', [
      'code',
    ])
    this.unknown = metrics.counter('trellis_normalizer_unknown_names_total', 'Names of listed records that no column reads.', [
      'name',
    ])
    this.leftAlone = metrics.counter('trellis_normalizer_left_alone_total', 'Webhooks left alone by name.', ['action'])
  }

  count({ messages, problems, unknown, leftAlone }: NormalizedBatch): void {
    for (const [topic, { length }] of messages) this.events.inc({ topic }, length)
    for (const { code } of problems) this.problems.inc({ code })
    for (const [name, times] of unknown) this.unknown.inc({ name }, times)
    for (const [action, times] of leftAlone) this.leftAlone.inc({ action }, times)
  }
}
