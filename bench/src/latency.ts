import { setTimeout as pause } from 'node:timers/promises'
import type { ServiceName } from '@trellis/cli'
import type { Bench } from './bench.js'
import type { Bed } from './bed.js'
import { paired, type Figure } from './figure.js'
import { metricsText } from './process-figures.js'
import { sandboxWorld, type SandboxWorld } from './sandbox-world.js'

const PER_SECOND = 200
/** As an account's is: the window is documented, the number stands in the documentation's example (Harvest v3 guide, rate limits). */
const BUDGET = { limit: 75, windowMs: 30_000 }
/** The same in a third of the time, for companies that are listed within a window or two. */
const SMALL_BUDGET = { limit: 25, windowMs: 10_000 }
const SMALL = 1_000
const TICK_MS = 20
/** Until then the services find out which of their functions are hot: measured is what comes later. */
const WARM_MS = 10_000

/** P2: webhooks come in while a backfill runs within an account's budget: how soon their words are rows, and how much longer the backfill takes. */
export const latency: Bench = {
  name: 'latency',
  about: 'webhook to row while a backfill runs, and the backfill with and without webhooks',
  counts: 'candidates',
  full: { size: 3_000, runs: 1 },
  quick: { size: 400, runs: 1 },
  least: 100,
  run: async (bed, { size: candidates }, seed) => {
    const budget = budgetOf(candidates)
    const alone = await backfill(bed, candidates, seed)
    const busy = await backfill(bed, candidates, seed, PER_SECOND)
    const { p50 = Number.NaN, p99 = Number.NaN } = busy
    const single = (name: string, value: number, most: number): Figure => ({
      name,
      ours: {
        what: `accepted until committed, from the services' ${WARM_MS / 1_000}th second on; ${budget.limit} requests per ${budget.windowMs / 1_000} s`,
        unit: 'ms',
        values: [value],
      },
      target: { of: 'ours', is: 'at most', value: most },
    })
    return [
      single('P2 webhook to row p50', p50, 150),
      single('P2 webhook to row p99', p99, 500),
      {
        ...paired(
          'P2 backfill',
          {
            what: `per page, with ${PER_SECOND} webhooks/s, within the same budget`,
            unit: 's',
            values: [busy.seconds / busy.pages],
          },
          { what: 'alone', unit: 's', values: [alone.seconds / alone.pages] },
          { of: 'ratio', is: 'at most', value: 1.1 },
        ),
        cost: { what: 'seconds of a backfill beside webhooks', seconds: busy.seconds },
      },
      paired(
        'P2 whole backfill',
        { what: 'of the company that grows by what its webhooks report', unit: 's', values: [busy.seconds] },
        { what: 'alone, of the company as it began', unit: 's', values: [alone.seconds] },
      ),
    ]
  },
}

interface Backfill {
  readonly seconds: number
  /** What was asked for; a company that grows meanwhile has more of them. */
  readonly pages: number
  readonly p50?: number
  readonly p99?: number
}

function budgetOf(candidates: number): typeof BUDGET {
  return candidates < SMALL ? SMALL_BUDGET : BUDGET
}

/** Begins with a window of the budget. The company reports so many changes per second, or keeps still. */
async function backfill(bed: Bed, candidates: number, seed: number, perSecond = 0): Promise<Backfill> {
  const budget = budgetOf(candidates)
  await pause(budget.windowMs - (Date.now() % budget.windowMs))
  const world = await sandboxWorld(bed, { candidates, seed, rateLimit: budget })
  world.sandbox.setWebhookTarget(world.webhookUrl)
  const beganAt = performance.now()
  const sending = perSecond > 0 ? sendChanges(world, perSecond) : undefined
  const cold = sending && pause(WARM_MS).then(() => delays(world))
  await world.synced()
  const seconds = (performance.now() - beganAt) / 1_000
  sending?.stop()
  const quantiles = cold ? quantilesOf(await cold, await delays(world)) : {}
  const pages = await pagesOf(world)
  bed.note(
    `${candidates} candidates: ${pages} pages in ${seconds.toFixed(1)} s, ${world.sandbox.state().webhooks} webhooks meanwhile`,
  )
  await world.clear()
  return { seconds, pages, ...quantiles }
}

/** Lets as many things happen as raise so many webhooks: not every one does. */
function sendChanges({ sandbox }: SandboxWorld, perSecond: number): { stop(): void } {
  const beganAt = performance.now()
  const timer = setInterval(() => {
    const owed = ((performance.now() - beganAt) * perSecond) / 1_000
    while (sandbox.state().webhooks < owed) sandbox.step()
  }, TICK_MS)
  return { stop: () => clearInterval(timer) }
}

/** How many were at most so late, in seconds, since the writer began. */
type Delays = ReadonlyMap<number, number>

async function delays(world: SandboxWorld): Promise<Delays> {
  const text = await metricsText(urlOf(world, 'warehouse-writer'))
  const buckets = text.matchAll(/^trellis_webhook_to_row_seconds_bucket\{[^}]*le="([^"]+)"[^}]*\} (\d+)/gm)
  return new Map([...buckets].map(([, le, count]) => [le === '+Inf' ? Infinity : Number(le), Number(count)]))
}

async function pagesOf(world: SandboxWorld): Promise<number> {
  const text = await metricsText(urlOf(world, 'harvest-poller'))
  const counts = text.matchAll(/^trellis_harvest_requests_total\{[^}]*work="backfill"[^}]*\} (\d+)/gm)
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0)
}

function urlOf({ services }: SandboxWorld, service: ServiceName): string {
  return services.get(service)?.url ?? ''
}

function quantilesOf(before: Delays, after: Delays): { readonly p50: number; readonly p99: number } {
  const counted = [...after].map(([le, count]) => ({ le, count: count - (before.get(le) ?? 0) }))
  return { p50: quantile(counted, 0.5), p99: quantile(counted, 0.99) }
}

/** By a line through the bucket; in ms. */
function quantile(buckets: readonly { readonly le: number; readonly count: number }[], share: number): number {
  const wanted = (buckets.at(-1)?.count ?? 0) * share
  const at = buckets.findIndex(({ count }) => count >= wanted)
  const [below, bucket] = [buckets[at - 1] ?? { le: 0, count: 0 }, buckets[at]]
  if (!bucket) throw new Error('no webhook has become a row')
  return (below.le + (bucket.le - below.le) * ((wanted - below.count) / Math.max(1, bucket.count - below.count))) * 1_000
}
