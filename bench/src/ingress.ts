import autocannon from 'autocannon'
import { RAW_TOPIC, topics } from '@trellis/greenhouse'
import { freePort, until } from '@trellis/local'
import { request } from 'undici'
import type { Bench } from './bench.js'
import { CONNECTION, type Bed, type Plot } from './bed.js'
import { startCeiling } from './ceiling.js'
import { paired, spread } from './figure.js'
import { renumbered, webhookBodies, type SignedBody } from './loads/webhook-bodies.js'

const CONNECTIONS = 64
/** The load builds each of them again for each connection: more would only take the memory and time of what is measured. */
const BODIES = 100
/** Requests before the first that count. */
const WARM_UP = 10_000

/** P1: 6 KB signed bodies over 64 connections, against a bare server with the same signature and append; every 200 is read back. */
export const ingress: Bench = {
  name: 'ingress',
  about: 'signed webhooks of 6 KB, 64 connections, every 200 read back from the log',
  counts: 'requests',
  full: { size: 80_000, runs: 5 },
  quick: { size: 15_000, runs: 3 },
  guard: { size: 3_000, figure: 'P1 ingress throughput' },
  least: 5_000,
  run: async (bed, { size: requests, runs }, seed) => {
    const plot = await bed.plot()
    await plot.log.ensureTopics(topics)
    const secret = plot.env['WEBHOOK_SECRETS'] ?? ''
    const bodies = webhookBodies(BODIES, BODIES, seed, secret)
    const ours = await startOurs(plot)
    const bare = await startBare(plot)
    for (const url of [ours, bare]) await load(url, { bodies, secret }, Math.min(requests, WARM_UP))
    const measured = { ours: [] as Answered[], bare: [] as Answered[] }
    for (let run = 0; run < runs; run++) {
      measured.ours.push(await loadAndReadBack(bed, plot, ours, { bodies, secret }, requests))
      measured.bare.push(await loadAndReadBack(bed, plot, bare, { bodies, secret }, requests))
    }
    await plot.clear()
    const series = (what: string, unit: string, side: 'ours' | 'bare', of: keyof Answered) => ({
      what,
      unit,
      values: measured[side].map((one) => one[of]),
    })
    const bareServer = 'bare http server, HMAC, same append'
    return [
      {
        ...paired(
          'P1 ingress throughput',
          series('webhook-ingress', 'requests/s', 'ours', 'perSecond'),
          series(bareServer, 'requests/s', 'bare', 'perSecond'),
          { of: 'ratio', is: 'at least', value: 0.9 },
        ),
        cost: {
          what: 'seconds until all are answered',
          seconds: requests / spread(measured.ours.map(({ perSecond }) => perSecond)).median,
        },
      },
      paired('P1 ingress p99', series('webhook-ingress', 'ms', 'ours', 'p99'), series(bareServer, 'ms', 'bare', 'p99'), {
        of: 'ratio',
        is: 'at most',
        value: 1.3,
      }),
    ]
  },
}

/** How one load was answered. */
export interface Answered {
  readonly perSecond: number
  readonly p99: number
}

async function startOurs(plot: Plot): Promise<string> {
  const { url } = await plot.start('webhook-ingress')
  return `${url}/webhooks/greenhouse/${CONNECTION}`
}

async function startBare(plot: Plot): Promise<string> {
  const port = await freePort()
  await startCeiling(plot, 'bare-ingress', { BARE_PORT: String(port) })
  const url = `http://127.0.0.1:${port}/`
  const isUp = async (): Promise<boolean> => {
    const answer = await request(url, { method: 'POST' })
    await answer.body.dump()
    return answer.statusCode === 401
  }
  await until(isUp, { what: 'the bare server', limitMs: 30_000, everyMs: 100 })
  return url
}

/** What is sent, each time with a number of its own. */
export interface Load {
  readonly bodies: readonly SignedBody[]
  readonly secret: string
}

/** Sends so many of them and answers how they were answered. */
export async function load(url: string, { bodies, secret }: Load, amount: number): Promise<autocannon.Result> {
  return autocannon({
    url,
    connections: CONNECTIONS,
    amount,
    timeout: 30,
    requests: bodies.map((each) => ({
      method: 'POST',
      setupRequest: (request) => {
        const { body, signature } = renumbered(each, secret)
        return { ...request, body, headers: { 'content-type': 'application/json', signature } }
      },
    })),
  })
}

/** What was answered 200 has to be on the log: fewer records than answers, or any other answer, ends the bench. */
export async function loadAndReadBack(bed: Bed, plot: Plot, url: string, sent: Load, requests: number): Promise<Answered> {
  const before = await appended(plot)
  const result = await load(url, sent, requests)
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refused, ${result.errors} failed`)
  const added = (await appended(plot)) - before
  if (added < result['2xx']) throw new Error(`${result['2xx']} answered 200, ${added} on the log`)
  const perSecond = (requests * 1_000) / (result.finish.getTime() - result.start.getTime())
  bed.note(`${url}: ${perSecond.toFixed(0)} requests/s, p99 ${result.latency.p99} ms, ${added} on the log`)
  return { perSecond, p99: result.latency.p99 }
}

async function appended({ log }: Plot): Promise<number> {
  return [...(await log.endOffsets(RAW_TOPIC)).values()].reduce((sum, end) => sum + Number(end), 0)
}
