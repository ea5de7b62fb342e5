import { resourcesKept } from '@trellis/greenhouse'
import type { Withheld } from '@trellis/pipeline'
import { noteExpected, readFreshness, recordsByListing, type Logger } from '@trellis/runtime'
import { expectedFreshness } from './expected-freshness.js'
import { listingsOf } from '../harvest/listings.js'
import type { ConnectionContext } from '../connection-context.js'
import { readWithheld } from '../privacy.js'
import type { Intervals } from '../schedule/task.js'

const LOOK_AGAIN_MS = 5_000

/** Looks now and then how fresh the tables are: for the figures, and to raise the alarm where a mass removal waits for an operator (rule E4). */
export class FreshnessMonitor {
  private lookedAt = -Infinity
  private readonly alarmed = new Map<string, number>()

  constructor(
    private readonly context: Pick<ConnectionContext, 'pool' | 'connection' | 'metrics' | 'client' | 'lag'>,
    private readonly intervals: Intervals,
    private readonly logger: Logger,
  ) {}

  /** Does nothing where it has looked a moment ago. Throws a Fault where Postgres does not answer. */
  async look(): Promise<void> {
    if (performance.now() - this.lookedAt < LOOK_AGAIN_MS) return
    this.lookedAt = performance.now()
    const { pool, connection, metrics } = this.context
    const withheld = await readWithheld(pool, connection)
    const asked = new Set(
      resourcesKept(withheld)
        .flatMap(listingsOf)
        .map(({ name }) => name),
    )
    await this.expect(withheld)
    const all = await readFreshness(pool, connection)
    // A collection that is left out grows older on purpose: no alert is to follow from that (rule P1).
    const freshness = { ...all, listings: all.listings.filter(({ listing }) => asked.has(listing)) }
    metrics.noteFreshness(connection, freshness)
    for (const { resource, held } of freshness.suspects) {
      if (!held) this.alarmed.delete(resource)
      else if (this.alarmed.get(resource) !== held.sinceMs) {
        this.alarmed.set(resource, held.sinceMs)
        const { suspects, alive } = held
        const what = 'too many are missing: nothing is removed before `trellis sweep confirm`, or a sweep shows them again'
        this.logger.error({ connection, resource, suspects, alive }, what)
      }
    }
  }

  /** Works out what sizes and budget let expect, and keeps it for `trellis status` (rule L7). */
  private async expect(withheld: Withheld): Promise<void> {
    const { pool, connection, client, lag } = this.context
    if (client.limit === undefined) return
    const records = await recordsByListing(pool, connection)
    const sizes = resourcesKept(withheld)
      .flatMap(listingsOf)
      .map(({ name, of }) => ({ cadence: of.harvest.cadence, records: records.get(name) ?? 0 }))
    await noteExpected(pool, connection, expectedFreshness(sizes, client.limit, this.intervals, lag))
  }
}
