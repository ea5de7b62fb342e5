import { Metrics, type Freshness } from '@trellis/runtime'
import type { Work } from './schedule/task.js'

/** Milliseconds (rule V3). */
const ALLOWED_SKEW_MS = 1_000

/** What a connection's client says of itself, in milliseconds, whenever it is read. */
interface PolledClient {
  /** Until the next request may go out. */
  readonly waitMs: number
  /** How far Harvest's clock was seen to differ from ours by the last answer. */
  readonly skewMs: number
}

/** Counters of what was asked of Harvest and what became of it. One serves all connections of a process: what holds of one says nothing of another. */
export class PollerMetrics {
  private readonly clients = new Map<string, PolledClient>()
  private readonly freshnessByConnection = new Map<string, Freshness>()
  private readonly requests
  private readonly cutOff
  private readonly records
  private readonly freshness
  private readonly refused
  private readonly failed
  private readonly circles
  private readonly unopened

  constructor(metrics: Metrics) {
    const wait = metrics.gauge(
      'trellis_harvest_next_request_seconds',
      'Until the next request may go out, by what Harvest stated.',
      ['connection'],
    )
    metrics.beforeReading(() => {
      wait.reset()
      for (const [connection, { waitMs }] of this.clients) wait.set({ connection }, waitMs / 1_000)
      this.setFreshness()
    })
    this.unopened = metrics.gauge('trellis_connections_unopened', 'Connections that the master key does not open.')
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
    this.freshness = {
      freshness: gauge('listing_freshness_seconds', 'Since the end of the newest complete window.', 'listing'),
      sweepAge: gauge('sweep_age_seconds', 'Since the first request of the last complete sweep.', 'listing'),
      suspected: gauge('suspects', 'Entities that may be gone.', 'resource'),
      held: gauge('suspects_held', 'Suspects that wait for `trellis sweep confirm`.', 'resource'),
      due: metrics.gauge('trellis_due_reads', 'Entities that are due to be read again.', ['connection']),
      dueAge: metrics.gauge('trellis_due_reads_oldest_seconds', 'How long the oldest of them has been due.', ['connection']),
    }
  }

  /** Notes how fresh one connection's tables are (rules L5, L7, E4). */
  noteFreshness(connection: string, freshness: Freshness): void {
    this.freshnessByConnection.set(connection, freshness)
  }

  /** A connection is polled by this client from now on. Returns what ends that, and with it all that is shown of the connection as it stands. */
  polled(connection: string, client: PolledClient): () => void {
    this.clients.set(connection, client)
    return () => {
      this.clients.delete(connection)
      this.freshnessByConnection.delete(connection)
    }
  }

  /** So many connections have credentials that the master key does not open. */
  unopenedAre(count: number): void {
    this.unopened.set(count)
  }

  requested(work: Work, status: number): void {
    this.requests.inc({ work, status: String(status) })
  }

  /** An answer was not read to its end. */
  cut(work: Work, limit: 'size' | 'time'): void {
    this.cutOff.inc({ work, limit })
  }

  /** Throws where our clock is off by more than rule V3 allows for any connection: a poller ahead of Greenhouse would outrank its deletions. */
  checkClock(): void {
    for (const [connection, { skewMs }] of this.clients)
      if (Math.abs(skewMs) > ALLOWED_SKEW_MS) throw new Error(`this clock differs from Harvest's by ${skewMs} ms (${connection})`)
  }

  /** Credentials that show no user that we know stop polling (rule N5). */
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
  /** From what was noted last of each connection: what is not there any more is no longer shown. */
  private setFreshness(): void {
    const { freshness, sweepAge, suspected, held, due, dueAge } = this.freshness
    for (const gauge of [freshness, sweepAge, suspected, held, due, dueAge]) gauge.reset()
    for (const [connection, { listings, suspects, dueReads }] of this.freshnessByConnection) {
      for (const { listing, freshnessSeconds, sweepAgeSeconds } of listings) {
        if (freshnessSeconds !== null) freshness.set({ connection, listing }, freshnessSeconds)
        if (sweepAgeSeconds !== null) sweepAge.set({ connection, listing }, sweepAgeSeconds)
      }
      for (const each of suspects) {
        suspected.set({ connection, resource: each.resource }, each.suspects)
        held.set({ connection, resource: each.resource }, each.held?.suspects ?? 0)
      }
      due.set({ connection }, dueReads.count)
      dueAge.set({ connection }, dueReads.oldestSeconds)
    }
  }
}
