import { Metrics } from '@trellis/runtime'

/** How a webhook was answered. */
export type WebhookOutcome = 'accepted' | 'ping' | 'unauthorized' | 'unknown_connection' | 'too_large' | 'busy' | 'unavailable'

/** Counters of the front door: outcomes and their seconds, never who or what. */
export class IngressMetrics {
  private readonly answers
  private readonly seconds

  constructor(metrics: Metrics) {
    this.answers = metrics.counter('trellis_webhook_answers_total', 'Webhooks by how they were answered.', ['outcome'])
    this.seconds = metrics.histogram('trellis_webhook_answer_seconds', 'Seconds from the first byte to the answer.', ['outcome'])
  }

  answered(outcome: WebhookOutcome, seconds: number): void {
    this.answers.inc({ outcome })
    this.seconds.observe({ outcome }, seconds)
  }
}
