import { randomBytes } from 'node:crypto'
import { textTable } from '@trellis/cli'
import { freePort, until } from '@trellis/local'
import type { Bench } from './bench.js'
import { CONNECTION, type Plot } from './bed.js'
import { quantile, type Figure } from './figure.js'
import { processFigures } from './process-figures.js'
import { sandboxWorld } from './sandbox-world.js'
import { adminsSession, type ConsoleSession } from './screens/console-session.js'
import { fillCompany } from './screens/fill-company.js'
import { screensOf, unaskedRoutes, type Screen } from './screens/screen-requests.js'

/** The company that is synced; the tables are then filled with copies of it. */
const SYNCED = 400
const CHANGES = 500
/** What a screen may take at most, as nineteen of twenty openings keep to; milliseconds. */
const MOST_MS = 1_000
const POLLS = 200

/** P9: each screen of the console over a large company, against the route that reads one row. */
export const screens: Bench = {
  name: 'screens',
  about:
    'what each screen of the console asks when it is opened, next to the route that reads a session; ends with 1 above a second',
  counts: 'candidates',
  full: { size: 100_000, runs: 40 },
  quick: { size: 10_000, runs: 20 },
  run: async (bed, { size, runs }, seed) => {
    const world = await sandboxWorld(bed, { candidates: SYNCED, seed })
    await world.synced()
    world.sandbox.setWebhookTarget(world.webhookUrl)
    world.sandbox.step(CHANGES)
    await world.sandbox.settled(600_000)
    await until(() => allNoted(world.plot, world.sandbox.webhooks().length), {
      what: 'the webhooks in ops',
      limitMs: 300_000,
      everyMs: 500,
    })
    // From here on nothing changes.
    for (const { child } of world.services.values()) await child.stop()
    const shown = await fillCompany(world.plot, Math.round(size / SYNCED), bed.note)
    const { session, health } = await startConsole(world.plot)
    const { paths } = (await session.get('/api/openapi.json')) as { readonly paths: Readonly<Record<string, object>> }
    const known = screensOf(shown)
    const { plain, withParameters } = unaskedRoutes(paths, known)
    for (const route of withParameters) bed.note(`NOT MEASURED: GET ${route}; bench/src/screens/screen-requests.ts lacks it`)
    const figures = await measure(session, [...known, ...plain], runs)
    for (const line of quantileTable(figures)) bed.note(line)
    const poll = await costOfPolling(session, health)
    await world.clear()
    return [...figures, poll]
  },
}

async function allNoted({ pool }: Plot, webhooks: number): Promise<boolean> {
  const { rows } = await pool.query<{ readonly n: number }>(
    'select count(*)::int as n from ops.webhook_delivery where connection_id = $1',
    [CONNECTION],
  )
  return (rows[0]?.n ?? 0) >= webhooks
}

/** `health` is where it says what it has used. */
async function startConsole(plot: Plot): Promise<{ readonly session: ConsoleSession; readonly health: string }> {
  const port = String(await freePort())
  const url = `http://127.0.0.1:${port}`
  const { url: health } = await plot.start('console', {
    CONSOLE_PORT: port,
    CONSOLE_URL: url,
    CONSOLE_SESSION_SECRET: randomBytes(32).toString('base64'),
  })
  return { session: await adminsSession(plot.pool, url), health }
}

/** A screen that is open asks every two seconds how far everything is: what the console's process has to do for one such question. */
async function costOfPolling(session: ConsoleSession, health: string): Promise<Figure> {
  const before = (await processFigures(health)).cpuSeconds
  for (let poll = 0; poll < POLLS; poll++) await session.get('/api/status')
  const seconds = (await processFigures(health)).cpuSeconds - before
  return {
    name: 'P9 a poll of the status',
    ours: { what: 'processor of the console', unit: 'ms', values: [(1_000 * seconds) / POLLS] },
  }
}

/** All screens in turn, and again: what one has read is not all that the memory has when it is opened again. */
async function measure(session: ConsoleSession, all: readonly Screen[], runs: number): Promise<readonly Figure[]> {
  const taken = all.map((screen) => ({ screen, ours: [] as number[], beside: [] as number[] }))
  for (let run = 0; run < runs; run++)
    for (const { screen, ours, beside } of taken) {
      ours.push(await milliseconds(() => Promise.all(screen.asks.map((ask) => session.get(ask)))))
      beside.push(await milliseconds(() => session.get('/api/session')))
    }
  return taken.map(({ screen, ours, beside }) => ({
    name: `P9 ${screen.name}`,
    ours: { what: `${screen.asks.length} at once`, unit: 'ms', values: ours },
    beside: { what: 'GET /api/session', unit: 'ms', values: beside },
    target: { of: 'p95 of ours', is: 'at most', value: MOST_MS, isDemanded: true },
  }))
}

function quantileTable(figures: readonly Figure[]): readonly string[] {
  const head = ['screen', 'requests', 'p50 ms', 'p95 ms', 'most ms', 'session p95 ms']
  const rows = figures.map(({ name, ours, beside }) => [
    ...[name, `${ours.values.length} × ${ours.what}`],
    ...[0.5, 0.95, 1].map((share) => quantile(ours.values, share).toFixed(0)),
    quantile(beside?.values ?? [], 0.95).toFixed(0),
  ])
  return textTable(head, rows)
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await work()
  return performance.now() - begin
}
