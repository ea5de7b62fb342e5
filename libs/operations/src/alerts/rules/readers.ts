import type { AlertFacts } from '../alert-facts.js'
import type { Finding } from '../finding.js'

const STILL_SECONDS = 600
const FAR_BEHIND = 20_000
const BEHIND_HOLD_SECONDS = 600
/** A rebuild that was ended may be started again at once. */
const STOPPED_MS = 2 * 60_000

/** Readers of the log that stand still though there is something to read, and those that are far behind. */
export function readersRule({ readers, nowMs }: AlertFacts): readonly Finding[] {
  const still = readers.filter(({ records, stillSeconds }) => records > 0 && stillSeconds >= STILL_SECONDS)
  const behind = readers.filter((each) => each.records > FAR_BEHIND && !still.includes(each))
  return [
    ...found(still, (facts) => ({
      ...{ code: 'reader-stopped', facts },
      sinceMs: nowMs - Math.max(...still.map(({ stillSeconds }) => stillSeconds)) * 1_000,
    })),
    ...found(behind, (facts) => ({ code: 'reader-behind', holdSeconds: BEHIND_HOLD_SECONDS, facts })),
  ]
}

/** Generations that are being made while no rebuild is at them. */
export function rebuildStoppedRule({ rebuilds, nowMs }: AlertFacts): readonly Finding[] {
  const stopped = rebuilds
    .map(({ generation, createdMs, leaseUntilMs }) => ({ generation, endedMs: Math.max(createdMs, leaseUntilMs ?? 0) }))
    .filter(({ endedMs }) => nowMs - endedMs >= STOPPED_MS)
  if (stopped.length === 0) return []
  const sinceMs = Math.min(...stopped.map(({ endedMs }) => endedMs))
  return [{ code: 'rebuild-stopped', sinceMs, facts: { generations: stopped.map(({ generation }) => String(generation)) } }]
}

function found(readers: AlertFacts['readers'], finding: (facts: Finding['facts']) => Finding): readonly Finding[] {
  if (readers.length === 0) return []
  const names = [...new Set(readers.map(({ reader, topic }) => `${reader} of ${topic}`))].toSorted()
  return [finding({ readers: names, records: readers.reduce((total, { records }) => total + records, 0) })]
}
