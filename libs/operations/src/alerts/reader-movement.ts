import type { Lag } from '../status/read-lag.js'

/** A reader of a topic: what it has before it, and for how long it has not moved though there is something. */
export interface ReaderFacts {
  readonly reader: string
  readonly topic: string
  readonly records: number
  readonly stillSeconds: number
}

interface Seen {
  readonly next: string
  readonly sinceMs: number
}

/** Remembers where readers were, to see which of them no longer move. What it does not remember has just moved. */
export class ReaderMovement {
  private seen = new Map<string, Seen>()

  /** What is known now; instants are milliseconds of one clock. */
  look(lags: readonly Lag[], nowMs: number): readonly ReaderFacts[] {
    const seen = new Map<string, Seen>()
    const facts = lags.map(({ reader, topic, records, partitions }): ReaderFacts => {
      const still = partitions.map(({ partition, next, end }) => {
        const name = `${reader}/${topic}/${partition}`
        const before = this.seen.get(name)
        const hasMore = BigInt(end) > BigInt(next)
        const sinceMs = before?.next === next && hasMore ? before.sinceMs : nowMs
        seen.set(name, { next, sinceMs })
        return nowMs - sinceMs
      })
      return { reader, topic, records, stillSeconds: Math.max(0, ...still) / 1_000 }
    })
    this.seen = seen
    return facts
  }
}
