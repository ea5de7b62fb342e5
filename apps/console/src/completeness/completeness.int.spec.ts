import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Browser } from '../testing/browser.js'
import { ADMIN, ownConsole, type OwnConsole } from '../testing/own-console.js'

const AT = '/api/completeness/acme'

let console: OwnConsole
let admin: Browser

beforeAll(async () => {
  console = await ownConsole()
  admin = await console.signedIn(ADMIN)
  await console.pool.query(`insert into ops.connection (id, name) values ('acme', 'Acme')`)
  await console.pool.query(
    `insert into ops.listing_progress (connection_id, listing, resource) values ('acme', 'offers', 'offers'), ('acme', 'jobs', 'jobs')`,
  )
})
afterAll(() => console.close())

/** Three offers wait for a person, one more is asked for already. */
beforeEach(async () => {
  await console.pool.query('truncate ops.suspect, ops.absence_hold, ops.audit cascade')
  await console.pool.query(
    `insert into ops.suspect (connection_id, resource, key, why, asked_us, due_us)
     values ('acme', 'offers', '1', 'sweep', 0, null), ('acme', 'offers', '2', 'sweep', 0, null), ('acme', 'offers', '3', 'sweep', 0, null),
       ('acme', 'offers', '4', 'sweep', 0, 0)`,
  )
  await console.pool.query(
    `insert into ops.absence_hold (connection_id, resource, since_us, suspects, alive) values ('acme', 'offers', 1700000000000000, 4, 9)`,
  )
})

const connection = async () => {
  const { body } = await admin.send('GET', '/api/completeness')
  const [first] = body['connections'] as Record<string, unknown>[]
  return first
}
const codeOf = ({ status, body }: { status: number; body: Record<string, unknown> }) => `${status} ${String(body['code'])}`
const waiting = async () => (await admin.send('GET', `${AT}/removals/offers`)).body['removals']

describe('completeness', () => {
  it('says what was never swept or audited as such, and what waits', async () => {
    expect(await connection()).toMatchObject({
      connection: 'acme',
      listings: [
        { listing: 'jobs', sweepAgeSeconds: null, sweep: 'waiting', isPermitted: null, suspects: 0, lastAudit: null },
        { listing: 'offers', suspects: 4, lastAudit: null },
      ],
      held: [{ resource: 'offers', since: '2023-11-14T22:13:20.000Z', suspects: 4, alive: 9 }],
      audits: [],
    })
  })

  it('leaves out what a privacy switch leaves out', async () => {
    const listings = async () => (await connection())?.['listings'] as readonly { readonly listing: string }[]
    await console.pool.query(
      `insert into ops.listing_progress (connection_id, listing, resource) values ('acme', 'eeoc', 'eeoc')`,
    )
    expect((await listings()).map(({ listing }) => listing)).toEqual(['eeoc', 'jobs', 'offers'])
    await console.pool.query(`update ops.connection set leave_out = '{demographics}' where id = 'acme'`)
    expect((await listings()).map(({ listing }) => listing)).toEqual(['jobs', 'offers'])
  })

  it('confirms removals by the exact count of their plan alone', async () => {
    expect(await waiting()).toBe(3)
    const confirm = (removals: number) => admin.send('POST', `${AT}/removals/offers/confirm`, { removals })
    for (const other of [2, 4]) expect(codeOf(await confirm(other))).toBe('409 plan-outdated')
    expect([await waiting(), (await connection())?.['held']]).toEqual([3, [expect.anything()]])
    expect((await confirm(3)).body).toEqual({ removals: 3 })
    expect([await waiting(), (await connection())?.['held']]).toEqual([0, []])
    expect(codeOf(await confirm(3))).toBe('409 plan-outdated')
    const { body } = await admin.send('GET', '/api/audit-log')
    const acts = (body['acts'] as { what: string; arguments: unknown }[]).filter(({ what }) => what.endsWith('/confirm'))
    expect(acts).toMatchObject([{ arguments: { connection: 'acme', resource: 'offers', removals: 3 } }])
  })

  it('orders sweeps and audits, of what there is', async () => {
    expect((await admin.send('POST', `${AT}/sweeps`, { resources: ['offers'] })).body).toEqual({ listings: 1 })
    expect((await connection())?.['listings']).toMatchObject([{ sweep: 'waiting' }, { listing: 'offers', sweep: 'requested' }])
    const { body } = await admin.send('POST', `${AT}/audits`, { resources: ['offers'] })
    expect((await admin.send('POST', `${AT}/audits`, { resources: ['offers'] })).body).toEqual(body)
    expect((await connection())?.['audits']).toMatchObject([{ audit: body['audit'], state: 'asked', resources: ['offers'] }])
    for (const what of ['sweeps', 'audits']) {
      const unknown = await admin.send('POST', `${AT}/${what}`, { resources: ['offres'] })
      expect([codeOf(unknown), unknown.body['detail']]).toEqual(['404 not-found', expect.stringContaining('offers')])
      const elsewhere = await admin.send('POST', `/api/completeness/other/${what}`, { resources: [] })
      expect(codeOf(elsewhere)).toBe('404 not-found')
    }
  })
})
