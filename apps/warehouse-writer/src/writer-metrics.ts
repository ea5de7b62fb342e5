import { instantOf, msOf } from '@trellis/pipeline'
import { Metrics } from '@trellis/runtime'
import type { Written } from './write-batch.js'

/** Counters of what was written and what was not, and the way of a webhook from its arrival to its row. */
export class WriterMetrics {
  private readonly events
  private readonly rows
  private readonly leftOut
  private readonly latency

  constructor(metrics: Metrics) {
    this.events = metrics.counter('trellis_writer_events_total', 'Canonical events written, by topic.', ['topic'])
    this.rows = metrics.counter('trellis_writer_rows_total', 'Rows joined into tables, by topic.', ['topic'])
    this.leftOut = metrics.counter(
      'trellis_writer_left_out_total',
      'Cells, rows and messages that are not in the tables, by reason and resource.column.',
      ['reason', 'where'],
    )
    this.latency = metrics.histogram(
      'trellis_webhook_to_row_seconds',
      'Seconds from a webhook at the ingress to its committed row.',
      [],
    )
  }

  count(topic: string, written: Written): void {
    this.events.inc({ topic }, written.events)
    this.rows.inc({ topic }, written.rows)
    for (const { reason, where, times } of written.leftOut.all()) this.leftOut.inc({ reason, where }, times)
    const now = Date.now()
    for (const { version } of written.webhooks) this.latency.observe((now - msOf(instantOf(version))) / 1000)
  }
}
