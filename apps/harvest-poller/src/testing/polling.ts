import { randomBytes } from 'node:crypto'
import { PROBLEMS_TOPIC, RAW_TOPIC, topics } from '@trellis/greenhouse'
import type { Lag } from '@trellis/pipeline'
import { createLogger, EventLog, Metrics, type ScanHandler } from '@trellis/runtime'
import { HarvestClient } from '../harvest/harvest-client.js'
import { Poller } from '../poller.js'
import { PollerMetrics } from '../poller-metrics.js'
import { RawReaderController } from '../known-entities/raw-reader.controller.js'
import type { Intervals } from '../schedule/task.js'
import { givenPoller, type GivenPoller } from './given.js'
import { localServer, type LocalAnswer, type LocalServer } from './http-server.js'
import { ownOps, type OwnOps } from '@trellis/runtime/testing'

/** A real log and database, and pollers of one connection that ask a server of the spec's. */
export interface Polling {
  readonly ops: OwnOps
  readonly log: EventLog
  readonly given: GivenPoller
  /** Lets the reader of raw read all that it has not read yet. */
  readRaw(): Promise<void>
  /** Starts a poller that asks a server of its own; what a listing answers is said by path and query, `/v3/offers?…`. */
  start(
    answer: (path: string) => LocalAnswer | Promise<LocalAnswer>,
    intervals?: Intervals,
    credential?: string,
  ): Promise<RunningPoller>
  close(): Promise<void>
}

export interface RunningPoller {
  readonly server: LocalServer
  /** Resolves when polling has ended; rejects with what ended it otherwise than by `stop`. */
  readonly done: Promise<void>
  /** How often a listing was asked for, by the beginning of its path. */
  asked(path: string): number
  stop(): void
}

/** An answer's usual headers: a budget that is never used up. */
export const PLENTY = {
  'x-ratelimit-limit': '1000000000',
  'x-ratelimit-remaining': '900000000',
  'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 86_400),
}

/** An answer without records. */
export const NO_RECORDS: LocalAnswer = { headers: PLENTY, body: [] }

/** Windows and sweeps are far away: what is asked for is due by its key. */
export const HOURLY = { hot: 3_600_000, warm: 3_600_000, settings: 3_600_000 }

/** Windows come all the time. */
export const OFTEN = { ...HOURLY, hot: 100, warm: 100 }

const INTERVALS = { hot: 100, warm: 100, settings: 100 }
const LAG: Lag = { settle: 0, overlap: 1_000_000 }

/** Makes them. Who says nothing else has no settle and a second of overlap. */
export async function polling(lag = LAG): Promise<Polling> {
  const brokers = process.env['KAFKA_BROKERS']
  if (brokers === undefined) throw new Error('KAFKA_BROKERS is not set: run this spec by `npm test -- <pattern>`')
  const ops = await ownOps()
  const given = givenPoller(ops)
  await given.connection()
  const logger = createLogger('spec', 'silent')
  const settings = { brokers: brokers.split(','), clientId: 'spec', topicPrefix: `poller-${randomBytes(6).toString('hex')}.` }
  const log = await EventLog.connect(settings, logger)
  await log.ensureTopics(topics.filter(({ name }) => name === RAW_TOPIC || name === PROBLEMS_TOPIC))
  const started: RunningPoller[] = []

  const start: Polling['start'] = async (answer, intervals = INTERVALS, credential = 'theirs') => {
    const server = await localServer(async ({ url = '' }) =>
      url.startsWith('/token') ? { body: { access_token: 'token', expires_in: 3_600 } } : answer(url),
    )
    const metrics = new PollerMetrics(new Metrics())
    const client = new HarvestClient({ tokenUrl: `${server.url}/token`, clientId: 'id', clientSecret: 'secret' }, metrics)
    const context = { connection: 'acme', credential, harvestUrl: server.url, client, log, pool: ops.pool, lag, metrics }
    const stop = new AbortController()
    const done = new Poller(context, intervals, logger, 'spec').run(stop.signal)
    done.catch(() => undefined)
    const asked = (path: string): number => server.asked.filter((line) => line.startsWith(`GET ${path}`)).length
    const poller = { server, done, asked, stop: () => stop.abort(new Error('stopped by the spec')) }
    started.push(poller)
    return poller
  }
  const readRaw = async (): Promise<void> => {
    const reader = new RawReaderController(ops.pool, lag)
    const read: ScanHandler = async (records) => {
      const [first, last] = [records[0], records.at(-1)]
      if (!first || !last) return undefined
      const { topic, partition } = first.position
      const next = BigInt(last.position.offset) + 1n
      const signal = new AbortController().signal
      const place = { fetchedFrom: 0n, nextOffset: next, highWatermark: next }
      await reader.note({ topic, partition, records, ...place, signal, heartbeat: async () => undefined, isStale: () => false })
      return undefined
    }
    await log.scan(RAW_TOPIC, read)
  }
  const close = async (): Promise<void> => {
    for (const poller of started) poller.stop()
    await Promise.allSettled(started.map(({ done }) => done))
    await Promise.all(started.map(({ server }) => server.close()))
    await log.close()
    await ops.drop()
  }
  return { ops, log, given, readRaw, start, close }
}
