import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { customFields, offers, RAW_TOPIC, topics, webhookEventId } from '@trellis/greenhouse'
import { until } from '@trellis/local'
import { encodeRaw, instantOfMs, type Resource } from '@trellis/pipeline'
import { createLogger, EventLog, HELD_CHILDREN, Metrics, type LogBatch, type Pool, type Suspect } from '@trellis/runtime'
import { ownOps, type OwnOps } from '@trellis/runtime/testing'
import { verifySuspects } from './absence/verify-suspects.js'
import { expandHeld } from './rereads/expand-held.js'
import { HarvestClient } from './harvest/harvest-client.js'
import { listingsOf, type ResourceListing } from './harvest/listings.js'
import { PollerMetrics } from './poller-metrics.js'
import { readByKeys } from './rereads/read-by-keys.js'
import { readPage } from './ingest/read-page.js'
import type { ConnectionContext } from './connection-context.js'
import { RawReaderController } from './known-entities/raw-reader.controller.js'
import { givenPoller, type GivenPoller } from './testing/given.js'
import { holdRows } from './testing/held-rows.js'
import { localServer, type LocalServer } from './testing/http-server.js'
import { pausingPool } from './testing/pausing-pool.js'
import { PLENTY } from './testing/polling.js'

const FENCE = { lease: 'harvest-poller/acme', fence: 1n }
const LAG = { settle: 0, overlap: 1_000_000 }
const signal = new AbortController().signal
const STATE = [
  ...['due_read', 'suspect', 'absence_hold', 'listing_progress', 'listed_record', 'log_position', 'webhook_action'],
  ...['webhook_delivery', 'webhook_endpoint'],
]

/** Whatever of the poller writes rows that others write as well, on the pool that it is given. */
type Work = (pool: Pool) => Promise<unknown>

describe('two that write what the poller knows', () => {
  let ops: OwnOps
  let log: EventLog
  let server: LocalServer
  let context: ConnectionContext
  let given: GivenPoller

  beforeAll(async () => {
    ops = await ownOps()
    given = givenPoller(ops)
    const brokers = (process.env['KAFKA_BROKERS'] ?? '').split(',')
    const topicPrefix = `locks_${randomBytes(4).toString('hex')}.`
    log = await EventLog.connect({ brokers, clientId: 'spec', topicPrefix }, createLogger('spec', 'silent'))
    await log.ensureTopics(topics.filter(({ name }) => name === RAW_TOPIC))
    server = await localServer(({ url = '' }) => answer(url))
    const metrics = new PollerMetrics(new Metrics())
    const client = new HarvestClient({ tokenUrl: `${server.url}/token`, clientId: 'id', clientSecret: 'secret' }, metrics)
    context = { connection: 'acme', credential: 'theirs', harvestUrl: server.url, client, log, pool: ops.pool, lag: LAG, metrics }
    await holdRows(ops.pool, 'acme', {
      candidates: [{ id: 7 }],
      applications: [{ id: 2, candidate_id: 7 }],
      offers: [1, 2, 3, 4].map((id) => ({ id, application_id: 2, candidate_id: 7 })),
    })
    await begin()
    await ops.pool.query(
      `create schema kept; ${STATE.map((table) => `create table kept.${table} as table ops.${table}`).join(';')}`,
    )
    await ops.pool.query(`insert into ops.lease values ($1, 1, 'spec', now() + interval '1 day')`, [FENCE.lease])
  })
  afterAll(async () => {
    await server.close()
    await log.close()
    await ops.drop()
  })

  /** Offer 3 is gone. What is shown of 1 is older than what we know. Windows are refused. */
  const answer = (url: string): object => {
    if (url.startsWith('/token')) return { body: { access_token: 'token', expires_in: 3_600 } }
    if (url.includes('updated_at')) return { status: 403, headers: PLENTY, body: {} }
    const offer = (id: number): unknown => ({ id, updated_at: '2026-11-01T10:00:00.000Z' })
    return { headers: PLENTY, body: url.startsWith('/v3/offers?') ? [1, 2, 4].map(offer) : [] }
  }

  /** Everybody has something to do: 3 and 4 are suspected, 1 and 4 are due, and so are the children of candidate 7. */
  const begin = async (): Promise<void> => {
    await ops.pool.query(
      `update ops.listed_record set updated_at = '2026-11-02T10:00:00.000000Z' where resource = 'offers' and key = '1'`,
    )
    await given.suspects('offers', ['3', '4'], { askedUs: '1800000000000000', dueUs: '1', firstMissingUs: '1' })
    await given.due('offers', ['1', '4'], { arrivedUs: '1', dueUs: '1' })
    await given.due('candidates', ['7'], { of: HELD_CHILDREN, arrivedUs: '1', dueUs: '1' })
    await given.allListed({ backfillStartedUs: '1', completeUntilUs: '1', sweepCompleteUs: '1' })
    await given.progress('offers', { canaryKey: '2' })
  }

  /** Hundreds of times: as a copy. */
  const reset = async (): Promise<void> => {
    const copies = STATE.map((table) => `delete from ops.${table}; insert into ops.${table} select * from kept.${table}`)
    await ops.pool.query(copies.join(';'))
  }

  const now = () => instantOfMs(Date.now())
  const due = (key: string, of = '') => ({ resource: 'offers', of, key, attempts: 0, dueAt: now() })
  const suspect = (key: string): Suspect => ({
    ...{ resource: 'offers', key, why: 'sweep', parent: undefined },
    ...{ firstMissingAt: instantOfMs(0), isConfirmed: false, dueAt: now() },
  })
  const listing = (of: Resource, nth = 0): ResourceListing => {
    const found = listingsOf(of)[nth]
    if (!found) throw new Error(`${of.name} has fewer listings`)
    return found
  }
  const sweep = (of: Resource, nth = 0): Work => {
    return (pool) =>
      readPage({ ...context, pool }, FENCE, { type: 'sweep', listing: listing(of, nth), cursor: undefined }, signal)
  }

  const ofOneResource: Readonly<Record<string, Work>> = {
    'the sweep of one listing': sweep(customFields),
    'the sweep of another': sweep(customFields, 1),
  }
  const ofAll: Readonly<Record<string, Work>> = {
    'a sweep’s last page': sweep(offers),
    'a question': (pool) => {
      const suspects = [suspect('3'), suspect('4')]
      return verifySuspects({ ...context, pool }, FENCE, { type: 'question', listing: listing(offers), suspects }, signal)
    },
    'a re-read': (pool) => {
      const task = { type: 'reread', listing: listing(offers), due: [due('1'), due('3'), due('4')] } as const
      return readByKeys({ ...context, pool }, FENCE, task, signal)
    },
    'a refused window': (pool) => {
      const window = { from: instantOfMs(0), to: now() }
      return readPage(
        { ...context, pool },
        FENCE,
        { type: 'window', listing: listing(offers), window, cursor: undefined },
        signal,
      )
    },
    'looking up children': (pool) => expandHeld({ ...context, pool }, FENCE, now()),
    'the reader of raw': (pool) => new RawReaderController(pool, LAG).note(heard()),
  }

  /** Webhooks: an offer was made, and a candidate deleted together with an application. */
  const heard = (): LogBatch => {
    const records = [
      { action: 'offer_created', payload: { id: 4, application_id: 2 } },
      { action: 'offer_created', payload: { id: 1, application_id: 2 } },
      { action: 'delete_candidate', payload: { person: { id: 7, deleted_application_ids: [2] } } },
    ].map((said, offset) => {
      const body = Buffer.from(JSON.stringify(said))
      const raw = {
        id: webhookEventId('acme', String(offset), body),
        connection: 'acme',
        kind: 'webhook',
        at: now(),
        body,
      } as const
      const position = { topic: RAW_TOPIC, partition: 0, offset: String(offset) }
      return { message: encodeRaw(raw, `acme/${offset}`), position, appendedAtMs: Date.now() }
    })
    const place = { fetchedFrom: 0n, nextOffset: 3n, highWatermark: 3n }
    return { topic: RAW_TOPIC, partition: 0, records, ...place, signal, heartbeat: async () => undefined, isStale: () => false }
  }

  const isWaiting = async (): Promise<boolean> => {
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    return (await ops.pool.query(waiting)).rowCount !== 0
  }

  /** The second begins when the first has carried out so many statements, and comes as far as it can before the first goes on. False where the first is over by then. */
  const meet = async (first: Work, second: Work, after: number): Promise<boolean> => {
    await reset()
    const pausing = pausingPool(ops.pool, after)
    const one = first(pausing.pool)
    const isOver = await Promise.race([one.then(() => true), pausing.hasPaused.then(() => false)])
    if (isOver) return false
    let isDone = false
    const other = second(ops.pool).finally(() => (isDone = true))
    other.catch(() => undefined)
    await until(async () => isDone || (await isWaiting()), {
      what: 'the second to end, or to wait for the first',
      everyMs: 2,
    })
    pausing.goOn()
    for (const ended of await Promise.allSettled([one, other])) if (ended.status === 'rejected') throw ended.reason
    return true
  }

  const pairs = [ofOneResource, ofAll].flatMap((works) =>
    Object.entries(works).flatMap(([one, first]) =>
      Object.entries(works).flatMap(([other, second]) => (one === other ? [] : [{ one, other, first, second }])),
    ),
  )

  it.each(pairs)('never deadlock, wherever they meet: $one and $other', async ({ first, second }) => {
    let after = 1
    while (await meet(first, second, after)) after += 1
    expect(after).toBeGreaterThan(4)
  })
})
