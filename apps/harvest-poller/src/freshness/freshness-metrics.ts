import { source } from '@trellis/greenhouse'
import { Metrics, type Freshness } from '@trellis/runtime'
import { listingsOf } from '../harvest/listings.js'

const CADENCES = new Map(source.resources.flatMap(listingsOf).map(({ name, of }) => [name, of.harvest.cadence]))

interface Noted {
  readonly freshness: Freshness
  readonly atMs: number
}

/** How fresh each connection's tables are (rules L5, L7, E4), as it was noted last; ages go on growing where nothing is noted any more. */
export class FreshnessMetrics {
  private readonly noted = new Map<string, Noted>()
  private readonly gauges

  /** `nowMs` never goes back. */
  constructor(
    metrics: Metrics,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    const listing = ['connection', 'listing'] as const
    const resource = ['connection', 'resource'] as const
    this.gauges = {
      freshness: metrics.gauge('trellis_listing_freshness_seconds', 'Since the end of the newest complete window.', listing),
      target: metrics.gauge(
        'trellis_listing_freshness_target_seconds',
        'How old a listing may get by its cadence and the rate budget.',
        listing,
      ),
      missing: metrics.gauge('trellis_listing_permission_missing', 'Does Harvest refuse the listing?', listing),
      sweepAge: metrics.gauge('trellis_sweep_age_seconds', 'Since the first request of the last complete sweep.', listing),
      windowShare: metrics.gauge(
        'trellis_harvest_window_share_ratio',
        'Of the rate budget, what windows alone use; beyond 1 they cannot keep up.',
        ['connection'],
      ),
      suspected: metrics.gauge('trellis_suspects', 'Entities that may be gone.', resource),
      held: metrics.gauge('trellis_suspects_held', 'Suspects that wait for `trellis sweep confirm`.', resource),
      due: metrics.gauge('trellis_due_reads', 'Entities that are due to be read again.', ['connection']),
      dueAge: metrics.gauge('trellis_due_reads_oldest_seconds', 'How long the oldest of them has been due.', ['connection']),
    }
    metrics.beforeReading(() => this.set())
  }

  note(connection: string, freshness: Freshness): void {
    this.noted.set(connection, { freshness, atMs: this.nowMs() })
  }

  forget(connection: string): void {
    this.noted.delete(connection)
  }

  /** What is not there any more is no longer shown. */
  private set(): void {
    for (const gauge of Object.values(this.gauges)) gauge.reset()
    for (const [connection, { freshness, atMs }] of this.noted) this.show(connection, freshness, (this.nowMs() - atMs) / 1_000)
  }

  private show(connection: string, { listings, suspects, dueReads, expected }: Freshness, sinceSeconds: number): void {
    const { freshness, target, missing, sweepAge, windowShare, suspected, held, due, dueAge } = this.gauges
    for (const { listing, freshnessSeconds, sweepAgeSeconds, permission } of listings) {
      const labels = { connection, listing }
      if (freshnessSeconds !== null) freshness.set(labels, freshnessSeconds + sinceSeconds)
      if (sweepAgeSeconds !== null) sweepAge.set(labels, sweepAgeSeconds + sinceSeconds)
      missing.set(labels, permission === 'missing' ? 1 : 0)
      const cadence = CADENCES.get(listing)
      if (expected && cadence) target.set(labels, expected.freshnessSeconds[cadence])
    }
    if (expected) windowShare.set({ connection }, expected.windowShare)
    for (const each of suspects) {
      suspected.set({ connection, resource: each.resource }, each.suspects)
      held.set({ connection, resource: each.resource }, each.held?.suspects ?? 0)
    }
    due.set({ connection }, dueReads.count)
    dueAge.set({ connection }, dueReads.count === 0 ? 0 : dueReads.oldestSeconds + sinceSeconds)
  }
}
