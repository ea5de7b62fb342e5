import { Metrics } from '@trellis/runtime'

const OUTCOMES = [
  ...(['accepted', 'repeated', 'ping', 'unauthorized', 'unknown_connection'] as const),
  ...(['too_slow', 'too_large', 'limited', 'busy', 'unavailable'] as const),
]

/** How a webhook was answered. */
export type WebhookOutcome = (typeof OUTCOMES)[number]

/** What is looked at when the figures are read. */
interface IngressState {
  readonly heldBytes: () => number
  readonly isRefusing: () => boolean
  readonly unwrittenRefusals: () => number
}

/** Counters of the ingress: outcomes and their seconds, never connections or contents. */
export class IngressMetrics {
  private readonly answers
  private readonly seconds

  private readonly unopened

  constructor(private readonly metrics: Metrics) {
    this.answers = metrics.counter('trellis_webhook_answers_total', 'Webhooks by how they were answered.', ['outcome'])
    // The first of a series that was not there before is no growth to Prometheus.
    for (const outcome of OUTCOMES) this.answers.inc({ outcome }, 0)
    this.seconds = metrics.histogram('trellis_webhook_answer_seconds', 'Seconds from the first byte to the answer.', ['outcome'])
    this.unopened = metrics.gauge('trellis_connections_unopened', 'Connections that the master key does not open.')
  }

  /** Shows the state of the ingress, whenever the figures are read. */
  watch({ heldBytes, isRefusing, unwrittenRefusals }: IngressState): void {
    const held = this.metrics.gauge('trellis_webhook_held_bytes', 'Bytes of bodies that are being received.')
    const refusing = this.metrics.gauge('trellis_webhook_refusing', 'Are more signed webhooks refused than taken?')
    const unwritten = this.metrics.gauge(
      'trellis_webhook_unwritten_refusals_records',
      'Refused webhooks that are counted in memory and not in ops yet.',
    )
    this.metrics.beforeReading(() => {
      unwritten.set(unwrittenRefusals())
      held.set(heldBytes())
      refusing.set(isRefusing() ? 1 : 0)
    })
  }

  /** So many connections have secrets that the master key does not open. */
  unopenedAre(count: number): void {
    this.unopened.set(count)
  }

  answered(outcome: WebhookOutcome, seconds: number): void {
    this.answers.inc({ outcome })
    this.seconds.observe({ outcome }, seconds)
  }
}
