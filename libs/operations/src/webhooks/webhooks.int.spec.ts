import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ACTIONS, RAW_TOPIC, resources, webhookEventId } from '@trellis/greenhouse'
import {
  createHistoryTable,
  createTable,
  encodeRaw,
  instantOfMs,
  JoinedRows,
  copyToStage,
  createStage,
  joinStage,
  stagedRows,
  stageLines,
  versionOf,
  type Instant,
  type Kind,
} from '@trellis/pipeline'
import {
  addDeliveries,
  addFirstGeneration,
  addRefusalExamples,
  addRefusals,
  copyInto,
  newRawKey,
  noteAtEndpoints,
  transact,
  type EventLog,
} from '@trellis/runtime'
import { givenIn, ownOps, type OwnOps } from '@trellis/runtime/testing'
import { namedResource } from '../resources/named-resource.js'
import { ownLog, recordsOf } from '../testing/own-log.js'
import { saidBy } from '../testing/rows-of.js'
import { listDeliveries } from './list-deliveries.js'
import { refusals } from './read-refusals.js'
import { rowsOfDelivery } from './rows-of-delivery.js'
import { webhookStates, type WebhookState } from './webhook-states.js'

const SCHEMA = 'recruiting_g1'
const NOW_MS = Date.now()
const HOUR_US = 3_600_000_000
const offers = namedResource('offers')

describe('what an operator asks of webhooks', () => {
  let ops: OwnOps
  let log: EventLog

  beforeAll(async () => {
    ops = await ownOps()
    log = await ownLog([RAW_TOPIC])
    await ops.pool.query(`create schema ${SCHEMA}`)
    await addFirstGeneration(ops.pool, 1)
    await givenIn(ops).connection()
  })
  afterAll(async () => {
    await log.close()
    await ops.drop()
  })

  const at = (minutesAgo: number): Instant => instantOfMs(NOW_MS - minutesAgo * 60_000)
  const stateOf = async (event: string): Promise<Partial<WebhookState> | undefined> =>
    (await webhookStates(ops.pool, 'acme')).events.find((each) => each.event === event)
  const arrive = (nth: number, action: string, outcome: 'read' | 'unread' = 'read', connection = 'acme') =>
    addDeliveries(ops.pool, [
      {
        ...{ connection, action, outcome, rawId: String(nth).padStart(24, '0'), at: at(nth), partition: 0, offset: String(nth) },
        ...{ bytes: 1, endpoint: undefined, delivery: undefined, events: 0, problems: 0 },
      },
    ])

  it('knows each of the 29 events, the 21 that are asked for first, as never set up', async () => {
    const { events, common } = await webhookStates(ops.pool, 'acme')
    expect(events.map(({ event }) => event).toSorted()).toEqual(ACTIONS.toSorted())
    expect(events.map((each) => each.isAskedFor)).toEqual([...Array<boolean>(21).fill(true), ...Array<boolean>(8).fill(false)])
    expect([new Set(events.map(({ state }) => state)), common]).toEqual([new Set(['never']), null])
  })

  it('says saved once its URL was pinged, and seen once it came; what failed and was refused beside it', async () => {
    await noteAtEndpoints(ops.pool, [{ connection: 'acme', endpoint: 'job_created', at: at(9), what: 'ping' }])
    expect(await stateOf('job_created')).toMatchObject({ state: 'saved', lastPingAt: new Date(at(9) / 1_000).toISOString() })
    await arrive(5, 'job_created')
    await arrive(6, 'job_created', 'unread')
    await arrive(7, 'job_created', 'read', 'globex')
    await givenIn(ops).webhooks('job_created', 2, at(5))
    const hourUs = at(0) - (at(0) % HOUR_US)
    const refused = { connection: 'acme', cause: 'unauthorized', hourUs, refusals: 3, firstUs: at(3), lastUs: at(2) } as const
    await addRefusals(ops.pool, [
      { ...refused, endpoint: 'job_created' },
      { ...refused, endpoint: '' },
    ])
    expect(await stateOf('job_created')).toMatchObject({ state: 'seen', arrivals: 2, failures: 1, refusals: 3, missed: null })
  })

  it('says of every event that it was seen, where it was', async () => {
    for (const action of ACTIONS.filter((each) => each !== 'job_created')) await givenIn(ops).webhooks(action, 1, at(1))
    const { events } = await webhookStates(ops.pool, 'acme')
    expect(events.filter(({ state }) => state !== 'seen')).toEqual([])
  })

  it('counts what happened to applications by the API while none of it came by webhook', async () => {
    const applications = namedResource('applications')
    await ops.pool.query(createHistoryTable(SCHEMA, applications))
    const say = (id: number, kind: Kind, minutesAgo: number, cells: Readonly<Record<string, unknown>>) =>
      ops.pool.query(`insert into ${SCHEMA}.applications__history values ('acme', $1, $2, $3, $4, null, $5)`, [
        id,
        versionOf({ at: at(minutesAgo), kind, revision: 1, event: 'a'.repeat(24), ordinal: 0 }),
        ...['a'.repeat(24), kind, JSON.stringify(cells)],
      ])
    const before = { status: 'in_process', job_interview_stage_id: 1 }
    for (const id of [1, 2, 3, 4]) await say(id, 'record', 60 * 24 * 30, before)
    await say(1, 'record', 30, { ...before, job_interview_stage_id: 2 })
    await say(1, 'record', 20, { ...before, job_interview_stage_id: 3 })
    await say(2, 'record', 20, { ...before, status: 'rejected' })
    await say(3, 'webhook', 25, { ...before, status: 'hired' })
    await say(3, 'record', 20, { ...before, status: 'hired' })
    await say(5, 'record', 20, { ...before, status: 'hired' })
    expect(await stateOf('candidate_stage_change')).toMatchObject({ missed: { changes: 2, seenAt: null } })
    expect(await stateOf('reject_candidate')).toMatchObject({ missed: { changes: 1, seenAt: null } })
    expect(await stateOf('hire_candidate')).toMatchObject({ missed: null })
    await arrive(1, 'candidate_stage_change')
    expect(await stateOf('candidate_stage_change')).toMatchObject({ missed: null })
  })

  it('lists deliveries page by page, of its own connection alone, and refuses pages that there are none of', async () => {
    const first = await listDeliveries(ops.pool, 'acme', {}, { limit: 2 })
    const second = await listDeliveries(ops.pool, 'acme', {}, { limit: 2, after: first.next ?? '' })
    expect([first, second].map(({ deliveries }) => deliveries.map(({ position }) => position.offset))).toEqual([
      ['1', '5'],
      ['6'],
    ])
    expect([second.next, first.deliveries[0]?.position.topic]).toEqual([null, RAW_TOPIC])
    await expect(listDeliveries(ops.pool, 'acme', {}, { limit: 2, after: "1'.x" })).rejects.toThrow('There is no such page')
    await expect(listDeliveries(ops.pool, 'acme', {}, { limit: 501 })).rejects.toThrow('A page has 1 to 500')
    await expect(listDeliveries(ops.pool, 'acme', { since: 'yesterday' }, { limit: 1 })).rejects.toThrow('An instant looks like')
  })

  it('gives what was refused by cause, with what came to no connection beside it', async () => {
    const example = { atUs: at(2), endpoint: 'job_created', bytes: 5, sender: '203.0.113.0/24' }
    await addRefusalExamples(ops.pool, [{ connection: 'acme', cause: 'unauthorized', examples: [example] }])
    const hourUs = at(0) - (at(0) % HOUR_US)
    const astray = { connection: '', cause: 'unknown_connection', endpoint: '', hourUs, firstUs: at(4), lastUs: at(4) } as const
    await addRefusals(ops.pool, [{ ...astray, refusals: 9 }])
    const found = await refusals(ops.pool, 'acme')
    expect(found.refused.map(({ cause, refusals: many, examples }) => [cause, many, examples])).toEqual([
      [
        'unauthorized',
        6,
        [{ at: new Date(at(2) / 1_000).toISOString(), event: 'job_created', bytes: 5, sender: '203.0.113.0/24' }],
      ],
    ])
    expect(found.ofNoConnection.map(({ cause, refusals: many }) => [cause, many])).toEqual([['unknown_connection', 9]])
    expect((await refusals(ops.pool, 'globex')).refused).toEqual([])
  })

  it('finds the rows that a webhook made, those that were overtaken, and those that wait; another connection finds nothing', async () => {
    const append = async (id: number, version: number, ms: number): Promise<void> => {
      const body = Buffer.from(JSON.stringify({ action: 'offer_updated', payload: { id, application_id: 2, version } }))
      const raw = { id: webhookEventId('acme', String(ms), body), connection: 'acme', kind: 'webhook', at: instantOfMs(ms), body }
      await log.append(RAW_TOPIC, [encodeRaw({ ...raw, kind: 'webhook' }, newRawKey('acme'))])
    }
    await append(7, 1, NOW_MS - 3_000)
    await append(7, 2, NOW_MS - 2_000)
    await append(8, 1, NOW_MS - 1_000)
    const records = await recordsOf(log, RAW_TOPIC)
    await ops.pool.query(createTable(SCHEMA, offers))
    await ops.pool.query(createHistoryTable(SCHEMA, offers))
    for (const name of ['applications']) await ops.pool.query(createTable(SCHEMA, namedResource(name)))
    const joined = new JoinedRows(offers)
    for (const event of saidBy(records)) if (event.resource === 'offers' && event.key === '7') joined.add(event)
    await transact(ops.pool, async (client) => {
      await client.query(createStage(resources))
      const staged = [stagedRows(offers, joined.lines())]
      await copyInto(client, copyToStage(staged), stageLines(staged))
      await client.query(joinStage(SCHEMA, offers))
    })
    const found = await Promise.all(records.map(({ position }) => rowsOfDelivery({ log, pool: ops.pool }, 'acme', position)))
    const states = found.flatMap(({ rows }) =>
      rows.filter(({ resource }) => resource === 'offers').map((row) => `${row.key} ${row.state}`),
    )
    expect(states.toSorted()).toEqual(['7 in the row', '7 overtaken', '8 no row'])
    const [first] = records
    if (!first) throw new Error('nothing was appended')
    expect(await rowsOfDelivery({ log, pool: ops.pool }, 'globex', first.position)).toEqual({ raw: 'gone', rows: [], more: 0 })
  })
})
