import { readDrift, type Logger, type Pool } from '@trellis/runtime'
import type { PollerMetrics } from './poller-metrics.js'

const LOOK_AGAIN_MS = 5_000

/** Looks now and then how far the tables may have drifted: for the figures, and to raise the alarm where a mass removal waits for a person (rule E4). */
export class DriftWatch {
  private lookedAt = -Infinity
  private readonly told = new Map<string, number>()

  constructor(
    private readonly pool: Pool,
    private readonly connection: string,
    private readonly metrics: PollerMetrics,
    private readonly logger: Logger,
  ) {}

  /** Does nothing where it has looked a moment ago. Throws a Fault where Postgres does not answer. */
  async look(): Promise<void> {
    if (performance.now() - this.lookedAt < LOOK_AGAIN_MS) return
    this.lookedAt = performance.now()
    const drift = await readDrift(this.pool, this.connection)
    this.metrics.drifted(this.connection, drift)
    for (const { resource, held } of drift.suspects) {
      if (!held) this.told.delete(resource)
      else if (this.told.get(resource) !== held.sinceMs) {
        this.told.set(resource, held.sinceMs)
        const { suspects, alive } = held
        const what = 'too many are missing: nothing is removed before `trellis sweep confirm`, or a sweep shows them again'
        this.logger.error({ connection: this.connection, resource, suspects, alive }, what)
      }
    }
  }
}
