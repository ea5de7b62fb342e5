import { msOf, type Instant } from '@trellis/pipeline'
import type { Progress } from '@trellis/runtime'

/**
 * Whether a collection is to be listed whole, from the start or from where it stands (rule L5). `phase` (0 to 1) is where in the interval its turn
 * comes: seventy collections do not begin together. It comes once in each interval, and no sooner than half of one after the last, which may have
 * been the backfill.
 */
export function isSweepDue(
  { isBackfillDone, sweepStartedAt, sweepCompleteAt, isSweepRequested }: Progress,
  now: Instant,
  everyMs: number,
  phase: number,
): boolean {
  if (!isBackfillDone) return false
  if (sweepStartedAt !== undefined || isSweepRequested || sweepCompleteAt === undefined) return true
  const turnOf = (at: Instant): number => Math.floor(msOf(at) / everyMs - phase)
  return turnOf(now) > turnOf(sweepCompleteAt) && msOf(now) - msOf(sweepCompleteAt) >= everyMs / 2
}
