import { canonicalTopics } from '@trellis/greenhouse'
import { sumOffsets, type EventLog } from '@trellis/runtime'
import { rawEnds } from './raw-ends.js'
import { replayTo, type Waiting } from './replay-to.js'
import type { Positions } from './switch-generation.js'

/** A gap this small, in events, is read while writers wait. */
const SMALL_GAP = 500
/** How long writers wait for it, at most. In ms. */
const GAP_LIMIT_MS = 20_000

/** Reads raw until next to nothing is left, however much came meanwhile. Gives how many events raw had. */
export async function fill(log: EventLog, waiting: Waiting): Promise<number> {
  for (let before = await rawEnds(log), phase = waiting.phase; ; phase = 'catch-up') {
    await replayTo(before, { ...waiting, phase })
    const now = await rawEnds(log)
    if (sumOffsets(now.values()) - sumOffsets(before.values()) <= SMALL_GAP) return sumOffsets(now.values())
    before = now
  }
}

/** First the canonical ends, then raw's: what stands before the former was said by what stands before the latter. */
export async function catchUp(log: EventLog, waiting: Waiting): Promise<Positions> {
  const ends = canonicalTopics.map(async (topic) => [topic, await log.endOffsets(topic)] as const)
  const noted = new Map(await Promise.all(ends))
  await replayTo(await rawEnds(log), { ...waiting, phase: 'catch-up', limitMs: GAP_LIMIT_MS })
  return noted
}
