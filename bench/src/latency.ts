import { setTimeout as pause } from 'node:timers/promises'
import { request } from 'undici'
import type { Bench } from './bench.js'
import type { Bed } from './bed.js'
import { paired, type Figure } from './figure.js'
import { sandboxWorld, type SandboxWorld } from './sandbox-world.js'

const PER_SECOND = 200
/** As an account's is: the window is documented, the number stands in the documentation's example (Harvest v3 guide, rate limits). */
const BUDGET = { limit: 75, windowMs: 30_000 }
/** The same in a third of the time, for companies that are listed within a window or two. */
const SMALL_BUDGET = { limit: 25, windowMs: 10_000 }
const SMALL = 1_000
const TICK_MS = 20

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
        what: `accepted until committed; ${budget.limit} requests per ${budget.windowMs / 1_000} s`,
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
          { what: `with ${PER_SECOND} webhooks/s, within the same budget`, unit: 's', values: [busy.seconds] },
          { what: 'alone', unit: 's', values: [alone.seconds] },
          { of: 'ratio', is: 'at most', value: 1.1 },
        ),
        cost: { what: 'seconds of a backfill beside webhooks', seconds: busy.seconds },
      },
    ]
  },
}

interface Backfill {
  readonly seconds: number
  readonly p50?: number
  readonly p99?: number
}

function budgetOf(candidates: number): typeof BUDGET {
  return candidates < SMALL ? SMALL_BUDGET : BUDGET
}

/** Begins with a window of the budget. The company tells of so many changes per second, or keeps still. */
async function backfill(bed: Bed, candidates: number, seed: number, perSecond = 0): Promise<Backfill> {
  const budget = budgetOf(candidates)
  await pause(budget.windowMs - (Date.now() % budget.windowMs))
  const world = await sandboxWorld(bed, { candidates, seed, rateLimit: budget })
  world.sandbox.setWebhookTarget(world.webhookUrl)
  const beganAt = performance.now()
  const telling = perSecond > 0 ? tell(world, perSecond) : undefined
  await world.synced()
  const seconds = (performance.now() - beganAt) / 1_000
  telling?.stop()
  const quantiles = telling ? await latencies(world) : {}
  bed.note(`${candidates} candidates: ${seconds.toFixed(1)} s, ${world.sandbox.state().webhooks} webhooks meanwhile`)
  await world.clear()
  return { seconds, ...quantiles }
}

/** Lets as many things happen as raise so many webhooks: not every one does. */
function tell({ sandbox }: SandboxWorld, perSecond: number): { stop(): void } {
  const beganAt = performance.now()
  const timer = setInterval(() => {
    const owed = ((performance.now() - beganAt) * perSecond) / 1_000
    while (sandbox.state().webhooks < owed) sandbox.step()
  }, TICK_MS)
  return { stop: () => clearInterval(timer) }
}

/** Quantiles out of the writer's histogram, by a line through the bucket. */
async function latencies({ services }: SandboxWorld): Promise<{ readonly p50: number; readonly p99: number }> {
  const answer = await request(`${services.get('warehouse-writer')?.url ?? ''}/metrics`)
  const text = await answer.body.text()
  const buckets = [...text.matchAll(/^trellis_webhook_to_row_seconds_bucket\{[^}]*le="([^"]+)"[^}]*\} (\d+)/gm)].map(
    ([, le, count]) => ({ le: le === '+Inf' ? Infinity : Number(le), count: Number(count) }),
  )
  return { p50: quantile(buckets, 0.5), p99: quantile(buckets, 0.99) }
}

function quantile(buckets: readonly { readonly le: number; readonly count: number }[], share: number): number {
  const wanted = (buckets.at(-1)?.count ?? 0) * share
  const at = buckets.findIndex(({ count }) => count >= wanted)
  const [below, bucket] = [buckets[at - 1] ?? { le: 0, count: 0 }, buckets[at]]
  if (!bucket) throw new Error('no webhook has become a row')
  return (below.le + (bucket.le - below.le) * ((wanted - below.count) / Math.max(1, bucket.count - below.count))) * 1_000
}
