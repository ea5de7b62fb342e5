import autocannon from 'autocannon'
import { createHmac } from 'node:crypto'
import { MAX_IDS, resources } from '@trellis/greenhouse'
import { isCaughtUp, statusNow } from '@trellis/operations'
import { until } from '@trellis/local'
import type { Bench } from './bench.js'
import type { Figure } from './figure.js'
import { processFigures } from './process-figures.js'
import { sandboxWorld, type SandboxWorld } from './sandbox-world.js'

/** As long as the burst, and what it is by default: an entity that is mentioned for longer than that is read more than once (rule R1). */
const SETTLE_MS = 10_000
/** Far away: what is asked for during the burst are re-reads. */
const CADENCE = { POLL_HOT_MS: '3600000', POLL_WARM_MS: '3600000', POLL_SETTINGS_MS: '3600000' }
const LIMIT_MS = 300_000
const CONNECTIONS = 32

/** P6: thousands of webhooks about a fifth as many candidates within ten seconds: rows from their words, and what re-reading them costs. */
export const burst: Bench = {
  name: 'burst',
  about: 'many webhooks about few candidates within ten seconds, and their re-reads',
  counts: 'webhooks',
  full: { size: 10_000, runs: 1 },
  quick: { size: 2_500, runs: 1 },
  least: 500,
  run: async (bed, { size: webhooks }) => {
    const entities = webhooks / 5
    const world = await sandboxWorld(bed, { candidates: entities + 100 }, { SETTLE_MS: String(SETTLE_MS), ...CADENCE })
    const { sandbox, plot, ports, webhookUrl } = world
    await world.synced()
    const ids = sandbox
      .truth('candidates')
      .slice(0, entities)
      .map((record) => Number(record['id']))
    const requests = ids.map((id, index) => signed(plot.env['WEBHOOK_SECRETS'] ?? '', id, index))
    // Each webhook reports a change: a record that is as it was before is asked for until it shows one (rule L8).
    sandbox.touch(ids)
    let opened = 0
    const before = requestsOf(sandbox.requests())
    const cpuBefore = await cpuSeconds(world)
    const beganAt = performance.now()
    const result = await autocannon({
      url: webhookUrl,
      connections: CONNECTIONS,
      amount: webhooks,
      overallRate: webhooks / 9,
      timeout: 30,
      // Each connection begins at a place of its own: from the beginning all of them would speak of the same few.
      setupClient: (client) => client.setRequests(rotated(requests, Math.floor((opened++ * entities) / CONNECTIONS))),
    })
    if (result['2xx'] < webhooks) throw new Error(`${result['2xx']} of ${webhooks} webhooks were accepted`)
    const sentAt = performance.now()
    await until(async () => isCaughtUp(await statusNow(ports)), { what: 'the rows', limitMs: LIMIT_MS, everyMs: 50 })
    const rowsAt = performance.now()
    const isDone = async (): Promise<boolean> => (await statusNow(ports)).connections.every(({ dueReads }) => dueReads === 0)
    await until(isDone, { what: 'the re-reads', limitMs: LIMIT_MS, everyMs: 50 })
    const doneAt = performance.now()
    const asked = requestsOf(sandbox.requests()) - before
    const children = resources.filter(({ harvest }) => harvest.with?.includes('candidates')).length
    const needed = Math.ceil(entities / MAX_IDS) * (1 + children)
    bed.note(`${asked} requests where ${needed} pages were needed; sent in ${((sentAt - beganAt) / 1_000).toFixed(1)} s`)
    const cpu = (await cpuSeconds(world)) - cpuBefore
    await world.clear()
    const figure = (name: string, what: string, unit: string, value: number, most: number): Figure => ({
      name,
      ours: { what, unit, values: [value] },
      target: { of: 'ours', is: 'at most', value: most },
    })
    return [
      figure('P6 rows after the last webhook', 'until every reader has caught up', 's', (rowsAt - sentAt) / 1_000, 10),
      {
        ...figure('P6 re-reads', 'requests ÷ pages needed', '', asked / needed, 1.1),
        cost: { what: 'CPU seconds of all services, re-reads too', seconds: cpu },
      },
      figure('P6 re-reads done', 'after the last webhook', 's', (doneAt - sentAt) / 1_000, SETTLE_MS / 1_000 + 10),
    ]
  },
}

async function cpuSeconds({ services }: SandboxWorld): Promise<number> {
  const used = await Promise.all([...services.values()].map(({ url }) => processFigures(url)))
  return used.reduce((sum, one) => sum + one.cpuSeconds, 0)
}

function requestsOf(counts: Readonly<Record<string, Readonly<Record<string, number>>>>): number {
  return Object.entries(counts)
    .filter(([collection]) => collection !== 'token')
    .reduce((sum, [, byStatus]) => sum + Object.values(byStatus).reduce((all, count) => all + count, 0), 0)
}

function rotated<T>(list: readonly T[], by: number): T[] {
  return [...list.slice(by), ...list.slice(0, by)]
}

function signed(secret: string, id: number, index: number): autocannon.Request {
  const candidate = { id, title: `Title ${index}`, custom_fields: {}, tags: [] }
  const body = JSON.stringify({ action: 'update_candidate', payload: { candidate } })
  const signature = `sha256 ${createHmac('sha256', secret).update(body).digest('hex')}`
  return { method: 'POST', body, headers: { 'content-type': 'application/json', signature } }
}
