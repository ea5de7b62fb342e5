import { dateOf, readRateLimit } from '@trellis/greenhouse'
import { msOf } from '@trellis/pipeline'
import type { Received } from '@trellis/runtime'
import type { RateReading } from './rate-budget.js'

/** What an answer's headers say of the budget. Any of them may be missing, or be no number; a 429 without a wait leaves it to us. */
export function rateReading({ status, headers }: Pick<Received, 'status' | 'headers'>): RateReading {
  const { remaining, resetAt, retryAfterMs } = readRateLimit(headers)
  const date = dateOf(headers)
  return {
    ...(remaining !== undefined && { remaining }),
    ...(resetAt !== undefined && { resetAtMs: msOf(resetAt) }),
    ...(date !== undefined && { serverMs: msOf(date) }),
    ...(status === 429 && { retryAfterMs: retryAfterMs ?? 30_000 }),
  }
}
