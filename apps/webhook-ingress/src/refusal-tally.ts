import type { RefusalCause, RefusalCount, RefusalExample, RefusalExamples } from '@trellis/runtime'
import { KEPT_EXAMPLES } from '@trellis/runtime'

/** A webhook that was not taken. */
export interface Refused extends RefusalExample {
  /** Empty where the URL named none of ours: names that senders invent are not kept. */
  readonly connection: string
  readonly cause: RefusalCause
}

/** Unsigned pings by one URL. */
export interface CountedPings {
  readonly connection: string
  readonly endpoint: string
  readonly lastUs: number
  readonly times: number
}

/** What was counted since it was last taken. */
export interface Tally {
  readonly counts: readonly RefusalCount[]
  readonly examples: readonly RefusalExamples[]
  readonly pings: readonly CountedPings[]
}

const HOUR_US = 3_600_000_000
/** Of one cause at one URL; beyond it the two oldest become one. */
const MOST_HOURS = 24

/**
 * Counts what was refused until it is written. Its size is bounded by the connections and URLs that there are, never by what comes: counts by the hour, the
 * newest examples of each cause, and pings by URL.
 */
export class RefusalTally {
  private readonly counts = new Map<string, RefusalCount[]>()
  private readonly examples = new Map<string, { readonly of: Omit<RefusalExamples, 'examples'>; newest: RefusalExample[] }>()
  private readonly pings = new Map<string, CountedPings>()
  private waiting = 0

  /** How many refusals are counted here and nowhere else. */
  get size(): number {
    return this.waiting
  }

  refused({ connection, cause, ...example }: Refused): void {
    const { atUs, endpoint } = example
    const hourUs = atUs - (atUs % HOUR_US)
    this.count({ connection, endpoint, cause, hourUs, refusals: 1, firstUs: atUs, lastUs: atUs })
    this.show({ connection, cause, examples: [example] })
  }

  pinged(ping: CountedPings): void {
    const name = `${ping.connection}/${ping.endpoint}`
    const known = this.pings.get(name)
    const times = ping.times + (known?.times ?? 0)
    this.pings.set(name, { ...ping, times, lastUs: Math.max(ping.lastUs, known?.lastUs ?? 0) })
  }

  /** Hands over all of it, and begins at nothing. */
  take(): Tally {
    const tally = {
      counts: [...this.counts.values()].flat(),
      examples: [...this.examples.values()].map(({ of, newest }) => ({ ...of, examples: newest })),
      pings: [...this.pings.values()],
    }
    this.counts.clear()
    this.examples.clear()
    this.pings.clear()
    this.waiting = 0
    return tally
  }

  /** Takes back what could not be written. */
  putBack({ counts, examples, pings }: Tally): void {
    for (const each of counts) this.count(each)
    for (const each of examples) this.show(each)
    for (const each of pings) this.pinged(each)
  }

  private count(added: RefusalCount): void {
    const { connection, endpoint, cause, hourUs, refusals } = added
    this.waiting += refusals
    const name = `${connection}/${cause}/${endpoint}`
    const hours = this.counts.get(name) ?? []
    const at = hours.findLastIndex((hour) => hour.hourUs <= hourUs)
    const known = hours[at]
    if (known?.hourUs === hourUs) hours[at] = together(known, added)
    else hours.splice(at + 1, 0, added)
    const [first, second] = hours
    if (hours.length > MOST_HOURS && first && second) hours.splice(0, 2, together(first, second))
    this.counts.set(name, hours)
  }

  private show({ examples, ...of }: RefusalExamples): void {
    const name = `${of.connection}/${of.cause}`
    const known = this.examples.get(name)
    const newest = [...(known?.newest ?? []), ...examples]
    // They come in the order of their instants, unless some were taken back.
    if (examples.length > 1) newest.sort((one, other) => one.atUs - other.atUs)
    this.examples.set(name, { of, newest: newest.slice(-KEPT_EXAMPLES) })
  }
}

/** Of the earlier one's hour. */
function together(one: RefusalCount, other: RefusalCount): RefusalCount {
  return {
    ...one,
    refusals: one.refusals + other.refusals,
    firstUs: Math.min(one.firstUs, other.firstUs),
    lastUs: Math.max(one.lastUs, other.lastUs),
  }
}
