import { topics } from '@trellis/greenhouse'
import { until } from '@trellis/local'
import type { Pool } from '@trellis/runtime'
import type { Bench } from './bench.js'
import type { Figure } from './figure.js'
import { harvestStub } from './loads/harvest-stub.js'
import { processFigures } from './process-figures.js'
import { watchResident } from './resident.js'

const BUDGET = { limit: 100, windowMs: 10_000 }
const LIMIT_MS = 900_000

/** P5: a backfill within the request budget: how much of it is used, what a record costs, and whether memory grows. */
export const poller: Bench = {
  name: 'poller',
  about: 'a backfill of applications within a request budget',
  counts: 'records',
  full: { size: 1_000_000, runs: 1 },
  quick: { size: 100_000, runs: 1 },
  least: 25_000,
  run: async (bed, { size: records }) => {
    const plot = await bed.plot()
    await plot.log.ensureTopics(topics)
    const stub = await harvestStub(records, BUDGET.limit, BUDGET.windowMs)
    const { url, child } = await plot.start('harvest-poller', {
      HARVEST_URL: stub.url,
      HARVEST_TOKEN_URL: `${stub.url}/token`,
      HARVEST_CLIENT_ID: 'bench',
      HARVEST_CLIENT_SECRET: 'a-secret-of-the-bench',
    })
    const reached = async (count: number): Promise<boolean> => (await listed(plot.pool)) >= count
    const wait = (count: number) => until(() => reached(count), { what: `${count} records`, limitMs: LIMIT_MS, everyMs: 250 })
    const watch = () => watchResident(child.process.pid ?? 0)
    const firstThird = watch()
    await wait(records / 10)
    const begin = { ...(await processFigures(url)), records: await listed(plot.pool) }
    await wait(records / 3)
    const mostAtFirst = firstThird.stop()
    await wait((records * 2) / 3)
    const lastThird = watch()
    await wait(records)
    const mostAtLast = lastThird.stop()
    const end = { ...(await processFigures(url)), records: await listed(plot.pool) }
    // The first window began before the poller did, the last is not over.
    const windows = stub.windows().slice(1, -1)
    const refused = stub.refused()
    await plot.clear()
    await stub.close()
    const cpu = ((end.cpuSeconds - begin.cpuSeconds) * 1e6) / (end.records - begin.records)
    bed.note(`${windows.length} whole windows, ${refused} refused`)
    const single = (name: string, what: string, unit: string, values: readonly number[], target: Figure['target']): Figure => ({
      name,
      ours: { what, unit, values },
      ...(target && { target }),
    })
    return [
      single(
        'P5 budget used',
        'requests ÷ budget, by window',
        '',
        windows.map((used) => Math.min(1, used / BUDGET.limit)),
        {
          of: 'ours',
          is: 'at least',
          value: 0.95,
        },
      ),
      single('P5 refused requests', 'answers 429', '', [refused], { of: 'ours', is: 'at most', value: 0 }),
      {
        ...single('P5 CPU per record', 'harvest-poller', 'µs', [cpu], { of: 'ours', is: 'at most', value: 60 }),
        cost: { what: 'CPU seconds', seconds: (cpu * records) / 1e6 },
      },
      // The heap breathes: two moments of it show nothing; the maximum in a third of the backfill does.
      single('P5 memory', 'most held in the last third ÷ in the first', '', [mostAtLast / mostAtFirst], {
        of: 'ours',
        is: 'at most',
        value: 1.25,
      }),
    ]
  },
}

async function listed(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ records: string }>(
    `select coalesce(sum(records), 0) as records from ops.listing_progress where resource = 'applications'`,
  )
  return Number(rows[0]?.records ?? 0)
}
