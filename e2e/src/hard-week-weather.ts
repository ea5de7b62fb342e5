import type { Faults, Random, RequestFault } from '@trellis/greenhouse-sandbox'

/** What a listing may do at worst while the promises hold: it usually lags less than settle, in some weathers longer, and never more than overlap. */
export interface Limits {
  readonly settleMs: number
  readonly overlapMs: number
}

/** Whether a sweep comes in the end: without one, nothing may happen that neither a webhook nor a window reports. */
export type Ending = 'swept' | 'not swept'

/** What goes wrong for a day, drawn by chance: of each fault none, some or much. */
export function weather(random: Random, { settleMs, overlapMs }: Limits, ending: Ending): Partial<Faults> {
  const often = (...probabilities: readonly number[]): number => random.pick(probabilities)
  const isSwept = ending === 'swept'
  const lagMs = random.pick([0, settleMs / 2, settleMs, 0.4 * overlapMs, 0.9 * overlapMs])
  return {
    droppedWebhookProbability: isSwept ? often(0, 0.05, 0.3) : 0,
    doubledWebhookProbability: often(0, 0.2, 0.5),
    // A delivery comes later than any listing lags: the compressed hours of a retry.
    lateWebhookProbability: isSwept ? often(0, 0.1, 0.3) : 0,
    lateWebhookMs: random.int(overlapMs, 2 * overlapMs),
    webhookSpreadMs: often(0, settleMs, 4 * settleMs),
    forgedWebhookProbability: often(0.05, 0.2),
    garbageWebhookProbability: often(0, 0.05),
    // A commit that surfaces late is listed later still by a replica that lags: both together stay within overlap.
    lagMs,
    alternatingReplicas: random.chance(0.5),
    lateCommitProbability: often(0, 0.1, 0.3),
    lateCommitMs: isSwept && lagMs <= 0.4 * overlapMs ? random.int(settleMs, 0.4 * overlapMs) : settleMs / 2,
    unmovedUpdatedAtProbability: isSwept ? often(0, 0.05, 0.2) : 0,
    requests: random.some(REQUESTS, random.int(0, REQUESTS.length)).map((fault) => ({ ...fault, everyNth: random.int(11, 60) })),
  }
}

const REQUESTS: readonly RequestFault[] = [
  { kind: 'error' },
  { kind: 'reset' },
  { kind: 'throttle' },
  { kind: 'slow', delayMs: 700 },
  { kind: 'error', path: 'token' },
]
