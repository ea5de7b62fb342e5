import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { topics } from '@trellis/greenhouse'
import type { Message } from '@trellis/pipeline'
import type { Bench } from './bench.js'
import { CONNECTION, makeSecureBed, type Bed, type Plot } from './bed.js'
import { paired, type Figure } from './figure.js'
import { load, loadAndReadBack, type Answered, type Load } from './ingress.js'
import { encodedEvents } from './loads/application-events.js'
import { fill } from './loads/fill.js'
import { webhookBodies } from './loads/webhook-bodies.js'
import { metricsText } from './process-figures.js'
import { measureOurs, TOPIC } from './writer.js'

const BODIES = 100
const WARM_UP = 5_000
/** Fifteen times as often as the Prometheus of k8s/observability asks: the runs are short. */
const SCRAPE_MS = 1_000
const SECURED = 'TLS, a login, every trace, scraped'
const PLAIN = 'none of these'

/** What TLS to Kafka and Postgres, a login, traces and metrics cost: ingress and writer with all of them, in turn with none. */
export const secured: Bench = {
  name: 'secured',
  about: 'ingress and writer with TLS, a login, every webhook traced and metrics scraped, against the same without',
  counts: 'webhooks, and as many events',
  full: { size: 60_000, runs: 4 },
  quick: { size: 20_000, runs: 3 },
  isExtra: true,
  run: async (bed, { size, runs }, seed) => {
    const collector = await startCollector()
    const secure = await makeSecureBed(bed.note)
    try {
      const traced = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }
      const sides = [
        { bed: secure, env: traced },
        { bed, env: {} },
      ] as const
      const figures = [...(await ofIngress(sides, { size, runs }, seed)), await ofWriter(sides, { size, runs }, seed)]
      bed.note(`the collector was given ${collector.requests()} batches of spans`)
      if (collector.requests() === 0) throw new Error('nothing was traced')
      return figures
    } finally {
      await secure.clear()
      collector.close()
    }
  },
}

type Sides = readonly [Side, Side]

/** Ours with all of it, or without any. */
interface Side {
  readonly bed: Bed
  readonly env: Readonly<Record<string, string>>
}

interface Size {
  readonly size: number
  readonly runs: number
}

async function ofIngress(sides: Sides, { size, runs }: Size, seed: number): Promise<readonly Figure[]> {
  const open = await Promise.all(sides.map((side) => startIngress(side, seed)))
  const answered: Answered[][] = open.map(() => [])
  for (let run = 0; run < runs; run++) {
    for (const [index, { bed, plot, url, sent }] of open.entries()) {
      const stop = index === 0 ? scraping(url) : () => undefined
      answered[index]?.push(await loadAndReadBack(bed, plot, url, sent, size))
      stop()
    }
  }
  for (const { plot } of open) await plot.clear()
  const series = (index: number, unit: string, of: keyof Answered) => ({
    what: index === 0 ? SECURED : PLAIN,
    unit,
    values: (answered[index] ?? []).map((one) => one[of]),
  })
  return [
    paired('P1 with TLS and traces', series(0, 'requests/s', 'perSecond'), series(1, 'requests/s', 'perSecond')),
    paired('P1 with TLS and traces, p99', series(0, 'ms', 'p99'), series(1, 'ms', 'p99')),
  ]
}

interface OpenIngress {
  readonly bed: Bed
  readonly plot: Plot
  readonly url: string
  readonly sent: Load
}

async function startIngress({ bed, env }: Side, seed: number): Promise<OpenIngress> {
  const plot = await bed.plot()
  await plot.log.ensureTopics(topics)
  const secret = plot.env['WEBHOOK_SECRETS'] ?? ''
  const sent = { bodies: webhookBodies(BODIES, BODIES, seed, secret), secret }
  const url = `${(await plot.start('webhook-ingress', env)).url}/webhooks/greenhouse/${CONNECTION}`
  await load(url, sent, WARM_UP)
  return { bed, plot, url, sent }
}

async function ofWriter(sides: Sides, { size, runs }: Size, seed: number): Promise<Figure> {
  const loaded: { readonly plot: Plot; readonly events: number }[] = []
  for (const { bed, env } of sides) {
    const plot = await bed.plot()
    await plot.log.ensureTopics(topics)
    const events = 'OTEL_EXPORTER_OTLP_ENDPOINT' in env ? traced(encodedEvents(size, seed)) : encodedEvents(size, seed)
    loaded.push({ plot, events: await fill(plot.log, TOPIC, events) })
  }
  const rates: number[][] = sides.map(() => [])
  for (let run = 0; run < runs; run++) {
    for (const [index, { bed, env }] of sides.entries()) {
      const filled = loaded[index]
      if (filled) rates[index]?.push(await measureOurs(bed, filled.plot.settings.topicPrefix, filled.events, env))
    }
  }
  for (const { plot } of loaded) await plot.clear()
  const series = (index: number) => ({ what: index === 0 ? SECURED : PLAIN, unit: 'events/s', values: rates[index] ?? [] })
  return paired('P3 with TLS and traces', series(0), series(1))
}

/** As the normalizer writes them for a webhook that is traced: each of a trace of its own. */
function* traced(messages: Iterable<Message>): Generator<Message> {
  for (const message of messages) {
    const traceparent = `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`
    yield { ...message, headers: { ...message.headers, traceparent } }
  }
}

/** Asks for metrics as a Prometheus does, until it is stopped. */
function scraping(url: string): () => void {
  const timer = setInterval(() => void metricsText(new URL(url).origin).catch(() => ''), SCRAPE_MS)
  return () => {
    clearInterval(timer)
  }
}

interface Collector {
  readonly url: string
  /** How often it was given spans. */
  requests(): number
  close(): void
}

/** Takes spans and forgets them. */
async function startCollector(): Promise<Collector> {
  let taken = 0
  const server = createServer((received, answer) => {
    received.resume().once('end', () => {
      taken += 1
      answer.end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = (): void => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${port}`, requests: () => taken, close }
}
