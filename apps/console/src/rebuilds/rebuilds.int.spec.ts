import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { RAW_TOPIC, resources, source } from '@trellis/greenhouse'
import { ownLog } from '@trellis/operations/testing'
import { encodeRaw, instantOfMs } from '@trellis/pipeline'
import {
  addFirstGeneration,
  addGeneration,
  endRebuildOrder,
  makeCurrent,
  newRawKey,
  noteComplete,
  noteRebuildOrder,
  NOTHING_SAID,
  takeRebuildOrder,
  transact,
  type EventLog,
} from '@trellis/runtime'
import type { Browser } from '../testing/browser.js'
import { ADMIN, ownConsole, PASSWORD, type OwnConsole } from '../testing/own-console.js'

let log: EventLog
let console: OwnConsole
let admin: Browser
let viewer: Browser

beforeAll(async () => {
  log = await ownLog([RAW_TOPIC])
  console = await ownConsole({ log })
  admin = await console.signedIn(ADMIN)
  const vera = { email: 'vera@acme.example', name: 'V', password: PASSWORD, role: 'viewer', rights: [] }
  await admin.send('POST', '/api/accounts', vera)
  viewer = await console.signedIn(vera.email)
  const raws = ['1', '2', '3'].map((id) =>
    encodeRaw(
      { id, connection: 'acme', kind: 'webhook', at: instantOfMs(1_700_000_000_000), body: Buffer.from('{}') },
      newRawKey('acme'),
    ),
  )
  await log.append(RAW_TOPIC, raws)
  await addFirstGeneration(console.pool, source.revision)
  await transact(console.pool, async (client) => {
    await addGeneration(client, { number: 2, revision: source.revision, declared: {} })
    await noteComplete(client, 2)
    await makeCurrent(client, 2)
  })
  await console.pool.query(
    'create schema recruiting_g1; create table recruiting_g1.offers as select generate_series(1, 1000) as id',
  )
})
afterEach(() => console.pool.query('truncate ops.rebuild_order'))
afterAll(async () => {
  await console.close()
  await log.close()
})

const DROP = { verb: 'drop', generation: 1, plannedCurrent: 2, plannedGeneration: 1 }
const codeOf = ({ status, body }: { status: number; body: Record<string, unknown> }) => `${status} ${String(body['code'])}`
const orders = async (by = viewer) => (await by.send('GET', '/api/rebuilds')).body['orders'] as Record<string, unknown>[]
const acts = async () => {
  const { body } = await admin.send('GET', '/api/audit-log?limit=100')
  return (body['acts'] as { what: string; who: string; arguments: unknown }[]).filter(({ what }) => what.includes('/rebuilds'))
}

describe('a plan', () => {
  it('of a rebuild counts what is read and made, and says what speaks against it', async () => {
    const { body } = await admin.send('GET', '/api/rebuilds/plan?verb=run')
    expect(body).toMatchObject({ current: 2, generation: 3, isBegun: false, tables: resources.length, rawRecords: 3 })
    expect(body['hindrance']).toContain('No normalizer is live')
    const order = { verb: 'run', plannedCurrent: 2, plannedGeneration: 3 }
    const refused = await admin.send('POST', '/api/rebuilds', order)
    expect([codeOf(refused), refused.body['detail']]).toEqual([
      '409 refused-now',
      expect.stringContaining('No normalizer is live'),
    ])
    expect(await orders()).toEqual([])
  })

  it('of one table is about that alone', async () => {
    const { body } = await admin.send('GET', '/api/rebuilds/plan?verb=run&resource=offers')
    expect(body).toMatchObject({ current: 2, generation: 2, tables: 1, rawRecords: 3 })
  })

  it('of a drop has the room that it gives back; of a roll back, the generation that readers get', async () => {
    const dropped = await admin.send('GET', '/api/rebuilds/plan?verb=drop&generation=1')
    expect(dropped.body).toMatchObject({ generation: 1, rawRecords: 0, hindrance: null })
    expect(dropped.body['bytes']).toBeLessThan(-8_192)
    const back = await admin.send('GET', '/api/rebuilds/plan?verb=rollback')
    expect(back.body).toMatchObject({ current: 2, generation: 1, rawRecords: 0, bytes: 0, hindrance: null })
    const shown = await admin.send('GET', '/api/rebuilds/plan?verb=drop&generation=2')
    expect(shown.body['hindrance']).toContain('is what readers see')
  })

  it.each([
    ['verb=drop', '400 request-invalid'],
    ['verb=run&generation=1', '400 request-invalid'],
    ['verb=rollback&resource=offers', '400 request-invalid'],
    ['verb=destroy', '400 request-invalid'],
    ['verb=drop&generation=0', '400 request-invalid'],
    ['verb=drop&generation=9', '404 not-found'],
    ['verb=run&resource=offer', '404 not-found'],
  ])('%s is %s', async (query, code) => {
    expect(codeOf(await admin.send('GET', `/api/rebuilds/plan?${query}`))).toBe(code)
  })
})

describe('an order', () => {
  it('is kept with its entry in the audit log, is the only one, and everybody who is signed in sees it', async () => {
    const { status, body } = await admin.send('POST', '/api/rebuilds', DROP)
    expect(status).toBe(202)
    expect(await orders()).toMatchObject([
      { id: body['order'], who: ADMIN, verb: 'drop', generation: 1, state: 'ordered', startedAt: null, writer: null },
    ])
    expect(codeOf(await admin.send('POST', '/api/rebuilds', DROP))).toBe('409 job-under-way')
    expect(await acts()).toMatchObject([{ who: ADMIN, arguments: { order: body['order'], verb: 'drop', generation: 1 } }])
  })

  it('shows what its writer says, and that it says nothing any more', async () => {
    await admin.send('POST', '/api/rebuilds', DROP)
    const taken = await takeRebuildOrder(console.pool, 'host/1')
    if (!taken) throw new Error('there is no order')
    const progress = { phase: 'replay', done: 1, total: 3, perSecond: 1, secondsLeft: 2 } as const
    await noteRebuildOrder(console.pool, taken, { ...NOTHING_SAID, generation: 3, progress })
    expect(await orders()).toMatchObject([{ state: 'under way', writer: 'host/1', progress, isSilent: false }])
    await console.pool.query(`update ops.rebuild_order set seen_at = seen_at - interval '1 minute'`)
    expect(await orders()).toMatchObject([{ isSilent: true }])
    await endRebuildOrder(console.pool, taken, 'failed', { ...NOTHING_SAID, why: 'the disk is full', dependents: ['view a.b'] })
    expect(await orders()).toMatchObject([{ state: 'failed', why: 'the disk is full', dependents: ['view a.b'] }])
  })

  it('is cancelled, with an entry of its own, and not a second time', async () => {
    const { body } = await admin.send('POST', '/api/rebuilds', DROP)
    const before = (await acts()).length
    const path = `/api/rebuilds/${String(body['order'])}/cancel`
    expect((await admin.send('POST', path)).status).toBe(204)
    expect(await orders()).toMatchObject([{ state: 'cancelled', isCancelOrdered: true }])
    expect(codeOf(await admin.send('POST', path))).toBe('409 job-ended')
    expect((await acts()).length).toBe(before + 1)
  })

  it('is for admins', async () => {
    const before = (await acts()).length
    expect((await viewer.send('POST', '/api/rebuilds', DROP)).status).toBe(403)
    expect((await viewer.send('GET', '/api/rebuilds/plan?verb=rollback')).status).toBe(403)
    expect([await orders(), (await acts()).length]).toEqual([[], before])
  })

  it('of another plan is refused: readers have got other tables meanwhile, or another one would be made', async () => {
    expect(codeOf(await admin.send('POST', '/api/rebuilds', { ...DROP, plannedCurrent: 3 }))).toBe('409 plan-outdated')
    expect(codeOf(await admin.send('POST', '/api/rebuilds', { ...DROP, plannedGeneration: 3 }))).toBe('409 plan-outdated')
    expect(codeOf(await admin.send('POST', '/api/rebuilds', { ...DROP, plannedGeneration: 'x' }))).toBe('400 request-invalid')
    expect(await orders()).toEqual([])
  })
})

describe('generations', () => {
  it('have their state and their size', async () => {
    const { body } = await viewer.send('GET', '/api/rebuilds')
    expect(body['generations']).toMatchObject([
      { generation: 1, state: 'previous', bytes: expect.any(Number) },
      { generation: 2, state: 'current', bytes: 0 },
    ])
  })
})
