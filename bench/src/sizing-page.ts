import { MAX_PER_PAGE, RAW_PARTITIONS, resources } from '@trellis/greenhouse'
import type { Cadence } from '@trellis/pipeline'
import { spread } from './figure.js'
import type { KeptFigure } from './keep.js'
import { conditionsOf } from './page-figures.js'
import { sizingTable, type Listed, type SizingFacts } from './sizing-table.js'

/** What the names of the figures begin with that tables of sizes are made of. */
export const SIZED = 'Size '

const COMPANIES = [10_000, 100_000, 1_000_000]

/** Requests per window of 30 s: the ceiling of an account is not published; Greenhouse's examples show 50 and 75 (Harvest v3 guide, rate limits). */
const BUDGETS = [50, 75]
const WINDOW_SECONDS = 30

/** The poller's defaults. */
const EVERY_SECONDS: Readonly<Record<Cadence, number>> = { hot: 60, warm: 900, settings: 21_600 }
const MIB = 1024 * 1024

/** The texts of `docs/sizing.md`. */
export function sizingFrom(sized: readonly KeptFigure[], figures: readonly KeptFigure[]): Readonly<Record<string, string>> {
  const [budget = 0, larger = 0] = BUDGETS
  const facts = factsOf(sized, figures, budget)
  const measured = sized[0]?.points?.map(({ size }) => size.toLocaleString('en')).join(' and ') ?? ''
  return {
    conditions: conditionsOf(sized),
    companies: measured,
    budget: String(budget),
    larger: String(larger),
    faster: String(Number((larger / budget).toPrecision(2))),
    table: sizingTable(facts, COMPANIES),
  }
}

function factsOf(sized: readonly KeptFigure[], figures: readonly KeptFigure[], requests: number): SizingFacts {
  const median = (name: string): number | undefined => {
    const found = figures.find((figure) => figure.name === name)
    return found && spread(found.ours.values).median
  }
  const atLoad = figures.filter(({ name }) => /^P7 \S+ at load$/.test(name)).map(({ name }) => median(name) ?? 0)
  const rebuildPerSecond = median('P4 rebuild')
  return {
    listings: resources.map(({ name, harvest }): Listed => {
      const { cadence, since, also = [] } = harvest
      return { name, everySeconds: EVERY_SECONDS[cadence], isWhole: since === undefined, also: also.length }
    }),
    perPage: MAX_PER_PAGE,
    budget: { requests, seconds: WINDOW_SECONDS },
    rawPartitions: RAW_PARTITIONS,
    measured: new Map(sized.map(({ name, points = [] }) => [name, points])),
    ...(rebuildPerSecond !== undefined && { rebuildPerSecond }),
    ...(atLoad.length > 0 && { serviceBytes: atLoad.reduce((sum, mib) => sum + mib * MIB, 0) }),
  }
}
