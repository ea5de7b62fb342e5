import { Metrics, type Freshness } from '@trellis/runtime'
import { FreshnessMetrics } from './freshness/freshness-metrics.js'
import type { Work } from './schedule/task.js'

/** Milliseconds (rule V3). */
const ALLOWED_SKEW_MS = 1_000

/** What a connection's client says of itself, whenever it is read. */
interface PolledClient {
  /** Milliseconds until the next request may go out. */
  readonly waitMs: number
  /** How far Harvest's clock was seen to differ from ours by the last answer, in milliseconds. */
  readonly skewMs: number
  /** Requests that are left of the rate window, as far as answers have stated. */
  readonly remaining: number | undefined
}

/** Counters of what was asked of Harvest and what became of it. One serves all connections of a process: what holds of one says nothing of another. */
export class PollerMetrics {
  private readonly clients = new Map<string, PolledClient>()
  private readonly held = new Set<string>()
  private known: readonly string[] = []
  private readonly freshness
  private readonly moved
  private readonly requests
  private readonly cutOff
  private readonly records
  private readonly refused
  private readonly failed
  private readonly circles
  private readonly unopened

  constructor(metrics: Metrics) {
    this.watchClients(metrics)
    this.freshness = new FreshnessMetrics(metrics)
    const lease = metrics.gauge('trellis_poller_lease_held', 'Is the connection, which can be polled, polled by this process?', [
      'connection',
    ])
    metrics.beforeReading(() => {
      lease.reset()
      for (const connection of [...this.known, ...this.held]) lease.set({ connection }, this.held.has(connection) ? 1 : 0)
    })
    this.moved = metrics.gauge(
      'trellis_poller_moved_timestamp_seconds',
      'When a piece of the connection’s work last went well: it has to move, since windows are asked for all the time.',
      ['connection'],
    )
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
  }

  /** Notes how fresh one connection's tables are (rules L5, L7, E4). */
  noteFreshness(connection: string, freshness: Freshness): void {
    this.freshness.note(connection, freshness)
  }

  /** A connection is polled by this client from now on. Returns what ends that, and with it all that is shown of the connection as it stands. */
  polled(connection: string, client: PolledClient): () => void {
    this.clients.set(connection, client)
    return () => {
      this.leaseIs(connection, 'given up')
      this.clients.delete(connection)
    }
  }

  /** Which connections can be polled, by whichever process. */
  pollable(connections: readonly string[]): void {
    this.known = connections
  }

  /** Whether this process has the lease on a connection; who has not knows nothing of how it stands. */
  leaseIs(connection: string, what: 'held' | 'given up'): void {
    if (what === 'held') {
      this.held.add(connection)
      return
    }
    this.held.delete(connection)
    this.moved.remove({ connection })
    this.freshness.forget(connection)
  }

  /** A task went well: an answer came, and what follows from it is written. */
  movedOn(connection: string): void {
    this.moved.set({ connection }, Date.now() / 1_000)
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

  /** Shows what each client says of itself, whenever the figures are read. */
  private watchClients(metrics: Metrics): void {
    const wait = metrics.gauge(
      'trellis_harvest_next_request_seconds',
      'Until the next request may go out, by what Harvest stated.',
      ['connection'],
    )
    const left = metrics.gauge('trellis_harvest_remaining_requests', 'Requests that are left of the rate window.', ['connection'])
    const skew = metrics.gauge('trellis_harvest_clock_skew_seconds', 'How far Harvest’s clock is ahead of ours.', ['connection'])
    metrics.beforeReading(() => {
      for (const gauge of [wait, left, skew]) gauge.reset()
      for (const [connection, { waitMs, skewMs, remaining }] of this.clients) {
        wait.set({ connection }, waitMs / 1_000)
        skew.set({ connection }, skewMs / 1_000)
        if (remaining !== undefined) left.set({ connection }, remaining)
      }
    })
  }
}
