/** Nothing waits longer for an answer's word alone: it is asked again then. Harvest's window has 30 seconds (Harvest v3 guide, rate limits). */
export const LONGEST_WAIT_MS = 300_000

/** Where a refusal does not say how long to wait: Harvest's window. */
const WINDOW_MS = 30_000
const SHORTEST_WAIT_MS = 1_000

/**
 * How long to wait after a refusal, in milliseconds: what was stated, within reason. A wait of 0, one that is over, or one in another unit would have us ask
 * without a pause or never again; where refusals follow one another (`refusals` counts them from 1) the shortest wait doubles up to a window.
 */
export function believedWaitMs(statedMs: number | undefined, refusals = 1): number {
  const shortestMs = Math.min(WINDOW_MS, SHORTEST_WAIT_MS * 2 ** Math.max(0, Math.min(refusals, 16) - 1))
  const stated = statedMs === undefined || Number.isNaN(statedMs) ? WINDOW_MS : statedMs
  return Math.min(LONGEST_WAIT_MS, Math.max(shortestMs, stated))
}
