import type { Instant } from './instant.js'

/** Microseconds: how long a listing usually lags behind a change, and how long it ever lags. */
export interface Lag {
  readonly settle: number
  readonly overlap: number
}

/** The span of change that one listing asks for, both ends inclusive. */
export interface Window {
  readonly from: Instant
  readonly to: Instant
}

/** The next window: it ends settle before the request and begins overlap before the end of the last complete one (rule L1). */
export function nextWindow(lastEnd: Instant, requestAt: Instant, lag: Lag): Window {
  const to = settled(requestAt, lag)
  return { from: Math.max(0, Math.min(lastEnd, to) - lag.overlap) as Instant, to }
}

/** The instant of which a listing asked at `requestAt` surely knows: a record's version (rule V2). */
export function settled(requestAt: Instant, lag: Lag): Instant {
  return Math.max(0, requestAt - lag.settle) as Instant
}
