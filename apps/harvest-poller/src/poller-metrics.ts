import { Metrics, type Drift } from '@trellis/runtime'
import type { Task } from './tasks.js'

/** What a request is for: the type of its task, or to see whose credentials they are. */
export type Work = Task['type'] | 'credentials'

/** Milliseconds (rule V3). */
const ALLOWED_SKEW_MS = 1_000

/** Counters of what was asked of Harvest and what became of it. */
export class PollerMetrics {
  private skewMs = 0
  /** By connection, for whom it is known until when no request goes out. */
  private readonly waiting = new Map<string, () => number>()
  private readonly requests
  private readonly cutOff
  private readonly records
  private readonly drift
  private readonly refused
  private readonly failed
  private readonly circles

  constructor(metrics: Metrics) {
    const wait = metrics.gauge(
      'trellis_harvest_next_request_seconds',
      'Until the next request may go out, by what Harvest told.',
      ['connection'],
    )
    metrics.beforeReading(() => {
      wait.reset()
      for (const [connection, waitMs] of this.waiting) wait.set({ connection }, waitMs() / 1_000)
    })
    this.refused = metrics.gauge(
      'trellis_harvest_credentials_refused',
      'Is polling stopped for credentials of another company?',
      ['connection'],
    )
    this.requests = metrics.counter('trellis_harvest_requests_total', 'Harvest requests, by what they were for and status.', [
      'work',
      'status',
    ])
    this.cutOff = metrics.counter(
      'trellis_harvest_answers_beyond_limit_total',
      'Answers that were larger than what is read of one, or not there in time.',
      ['work', 'limit'],
    )
    this.records = metrics.counter('trellis_harvest_records_total', 'Listed records, by what became of them.', [
      'resource',
      'outcome',
    ])
    this.failed = metrics.gauge(
      'trellis_harvest_failed_attempts',
      'How often in a row a task has gone wrong that is tried again.',
      ['connection', 'task'],
    )
    this.circles = metrics.counter(
      'trellis_harvest_listings_without_progress_total',
      'How often a listing was noticed to go in circles, and paused.',
      ['connection', 'listing'],
    )
    const gauge = (name: string, help: string, label: 'listing' | 'resource') =>
      metrics.gauge(`trellis_${name}`, help, ['connection', label])
    this.drift = {
      freshness: gauge('listing_freshness_seconds', 'Since the end of the newest complete window.', 'listing'),
      sweepAge: gauge('sweep_age_seconds', 'Since the first request of the last complete sweep.', 'listing'),
      suspected: gauge('suspects', 'Entities that may be gone.', 'resource'),
      held: gauge('suspects_held', 'Suspects that wait for `trellis sweep confirm`.', 'resource'),
      due: metrics.gauge('trellis_due_reads', 'Entities that are due to be read again.', ['connection']),
      dueAge: metrics.gauge('trellis_due_reads_oldest_seconds', 'How long the oldest of them has been due.', ['connection']),
    }
  }

  /** Sets what is known of one connection's drift (rules L5, L7, E4); what is not there any more is no longer told. */
  drifted(connection: string, { listings, suspects, dueReads }: Drift): void {
    const { freshness, sweepAge, suspected, held, due, dueAge } = this.drift
    for (const { listing, freshnessSeconds, sweepAgeSeconds } of listings) {
      if (freshnessSeconds !== null) freshness.set({ connection, listing }, freshnessSeconds)
      if (sweepAgeSeconds !== null) sweepAge.set({ connection, listing }, sweepAgeSeconds)
    }
    suspected.reset()
    held.reset()
    for (const each of suspects) {
      suspected.set({ connection, resource: each.resource }, each.suspects)
      held.set({ connection, resource: each.resource }, each.held?.suspects ?? 0)
    }
    due.set({ connection }, dueReads.count)
    dueAge.set({ connection }, dueReads.oldestSeconds)
  }

  /** A connection is polled from now on; `waitMs` tells until when its requests wait. Returns what ends that. */
  polled(connection: string, waitMs: () => number): () => void {
    this.waiting.set(connection, waitMs)
    return () => void this.waiting.delete(connection)
  }

  requested(work: Work, status: number): void {
    this.requests.inc({ work, status: String(status) })
  }

  /** An answer was not read to its end. */
  cut(work: Work, limit: 'size' | 'time'): void {
    this.cutOff.inc({ work, limit })
  }

  /** How far Harvest's clock was seen to differ from ours. */
  skewIs(skewMs: number): void {
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

  /** How often in a row a task has gone wrong; 0 once it went well. */
  failing(connection: string, task: string, attempts: number): void {
    if (attempts > 0) this.failed.set({ connection, task }, attempts)
    else this.failed.remove({ connection, task })
  }

  /** A listing was noticed to go in circles (rule L9). */
  wentInCircles(connection: string, listing: string): void {
    this.circles.inc({ connection, listing })
  }

  listed(resource: string, outcome: 'appended' | 'unchanged' | 'stale' | 'absent' | 'refused', records: number): void {
    if (records > 0) this.records.inc({ resource, outcome }, records)
  }
}
