import { MAX_PER_PAGE } from '@trellis/greenhouse'
import type { Cadence, Lag } from '@trellis/pipeline'
import type { Expected } from '@trellis/runtime'
import type { Intervals } from '../schedule/task.js'

/** One listing: how often it is asked for changes, and how many records it had. */
interface ListingSize {
  readonly cadence: Cadence
  readonly records: number
}

/** The length of a rate window (Harvest v3 guide, rate limits). */
const WINDOW_SECONDS = 30

/**
 * What sizes and budget let expect (rule L7): how old the tables may get by cadence, and how long one sweep of everything takes with what windows leave
 * of the budget; null where they leave nothing. `limit` is how many requests a rate window allows.
 */
export function expectedFreshness(listings: readonly ListingSize[], limit: number, intervals: Intervals, lag: Lag): Expected {
  const requestsPerSecond = limit / WINDOW_SECONDS
  const windowsPerSecond = listings.reduce((sum, { cadence }) => sum + 1_000 / intervals[cadence], 0)
  const windowShare = windowsPerSecond / requestsPerSecond
  const pages = listings.reduce((sum, { records }) => sum + Math.max(1, Math.ceil(records / MAX_PER_PAGE)), 0)
  const spare = requestsPerSecond - windowsPerSecond
  const freshness = (cadence: Cadence): number =>
    Math.round((intervals[cadence] / 1_000) * Math.max(1, windowShare) + lag.settle / 1e6)
  return {
    requestsPerSecond: Number(requestsPerSecond.toPrecision(3)),
    windowShare: Number(windowShare.toPrecision(2)),
    sweepPages: pages,
    sweepSeconds: spare > 0 ? Math.ceil(pages / spare) : null,
    freshnessSeconds: { hot: freshness('hot'), warm: freshness('warm'), settings: freshness('settings') },
  }
}
