import { Metrics } from '@trellis/runtime'

/** Milliseconds (rule V3). */
const ALLOWED_SKEW_MS = 1_000

/** Counters of what was asked of Harvest and what became of it. */
export class PollerMetrics {
  private skewMs = 0
  private readonly requests
  private readonly records
  private readonly refused

  constructor(metrics: Metrics) {
    this.refused = metrics.gauge(
      'trellis_harvest_credentials_refused',
      'Is polling stopped for credentials of another company?',
      ['connection'],
    )
    this.requests = metrics.counter('trellis_harvest_requests_total', 'Harvest requests, by status.', ['status'])
    this.records = metrics.counter('trellis_harvest_records_total', 'Listed records, by what became of them.', [
      'resource',
      'outcome',
    ])
  }

  /** `skewMs` is how far Harvest's clock was seen to differ from ours. */
  requested(status: number, skewMs: number): void {
    this.requests.inc({ status: String(status) })
    this.skewMs = skewMs
  }

  /** Throws where our clock is off by more than rule V3 allows: a poller ahead of Greenhouse would outrank its deletions. */
  checkClock(): void {
    if (Math.abs(this.skewMs) > ALLOWED_SKEW_MS) throw new Error(`this clock differs from Harvest's by ${this.skewMs} ms`)
  }

  /** Credentials that show nobody whom we know stop polling (rule N5). */
  credentialsAre(connection: string, what: 'usable' | 'refused'): void {
    this.refused.set({ connection }, what === 'refused' ? 1 : 0)
  }

  listed(resource: string, outcome: 'appended' | 'unchanged' | 'stale' | 'absent', records: number): void {
    if (records > 0) this.records.inc({ resource, outcome }, records)
  }
}
