import autocannon from 'autocannon'
import { request } from 'undici'
import type { Bench } from './bench.js'
import type { Bed } from './bed.js'
import { paired, type Figure } from './figure.js'
import { webhookBodies } from './loads/webhook-bodies.js'
import { sandboxWorld, type SandboxWorld } from './sandbox-world.js'

const PER_SECOND = 200
const CONNECTIONS = 16

/** P2: webhooks come in while a backfill runs: how soon their words are rows, and how much longer the backfill takes. */
export const latency: Bench = {
  name: 'latency',
  about: 'webhook to row while a backfill runs, and the backfill with and without webhooks',
  counts: 'candidates',
  full: { size: 6_000, runs: 1 },
  quick: { size: 800, runs: 1 },
  least: 300,
  run: async (bed, { size: candidates }, seed) => {
    const alone = await backfill(bed, candidates)
    const busy = await backfill(bed, candidates, seed)
    const { p50 = Number.NaN, p99 = Number.NaN } = busy
    const single = (name: string, value: number, most: number): Figure => ({
      name,
      ours: { what: 'accepted until committed', unit: 'ms', values: [value] },
      target: { of: 'ours', is: 'at most', value: most },
    })
    return [
      single('P2 webhook to row p50', p50, 150),
      single('P2 webhook to row p99', p99, 500),
      {
        ...paired(
          'P2 backfill',
          { what: `with ${PER_SECOND} webhooks/s`, unit: 's', values: [busy.seconds] },
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

/** With a seed webhooks come in all the while. */
async function backfill(bed: Bed, candidates: number, seed?: number): Promise<Backfill> {
  const world = await sandboxWorld(bed, { candidates })
  const beganAt = performance.now()
  const load = seed === undefined ? undefined : webhooks(world, seed)
  await world.synced()
  const seconds = (performance.now() - beganAt) / 1_000
  const sent = await load?.stop()
  const quantiles = sent === undefined ? {} : await latencies(world)
  bed.note(`${candidates} candidates: ${seconds.toFixed(1)} s${sent === undefined ? '' : `, ${sent} webhooks meanwhile`}`)
  await world.clear()
  return { seconds, ...quantiles }
}

function webhooks({ webhookUrl, plot }: SandboxWorld, seed: number): { stop(): Promise<number> } {
  const bodies = webhookBodies(2_000, 2_000, seed, plot.env['WEBHOOK_SECRETS'] ?? '')
  const requests = bodies.map(({ body, signature }) => ({
    method: 'POST' as const,
    body,
    headers: { 'content-type': 'application/json', signature },
  }))
  let opened = 0
  const running = autocannon(
    {
      url: webhookUrl,
      connections: CONNECTIONS,
      overallRate: PER_SECOND,
      duration: 3_600,
      timeout: 30,
      // A share for each connection: from the beginning all of them would speak of the same few.
      setupClient: (client) => {
        const share = opened++ % CONNECTIONS
        client.setRequests(requests.filter((_, index) => index % CONNECTIONS === share))
      },
    },
    () => undefined,
  )
  const done = new Promise<autocannon.Result>((resolve) => running.once('done', resolve))
  return {
    stop: async () => {
      running.stop()
      return (await done)['2xx']
    },
  }
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
