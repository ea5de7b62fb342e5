import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { resources } from '@trellis/greenhouse'
import { createTable } from '@trellis/pipeline'
import { addFirstGeneration, countWithheld, leaveOutOf, setLeaveOut } from '@trellis/runtime'
import { givenIn } from '@trellis/runtime/testing'
import type { Answer, Browser } from '../testing/browser.js'
import { ADMIN, ownConsole, PASSWORD, type OwnConsole } from '../testing/own-console.js'

const VERA = 'vera@acme.example'
const CHANGE = 'PUT /api/connections/:id/privacy'

let console: OwnConsole
let admin: Browser
let viewer: Browser

beforeAll(async () => {
  console = await ownConsole({ environmentConnection: 'deployed' })
  for (const id of ['acme', 'globex', 'deployed']) await givenIn(console.ops, id).connection()
  await givenIn(console.ops, 'gone').connection({ removedAt: new Date() })
  await givenIn(console.ops).progress(['eeoc', 'offers'])
  await makeTables()
  admin = await console.signedIn(ADMIN)
  await admin.send('POST', '/api/accounts', { email: VERA, name: 'Vera', password: PASSWORD, role: 'viewer', rights: [] })
  viewer = await console.signedIn(VERA)
}, 60_000)
afterAll(() => console.close())

/** A generation whose offers of one connection hold pay, and one of its neighbour. */
async function makeTables(): Promise<void> {
  const { schema } = await addFirstGeneration(console.pool, 1)
  await console.pool.query(`create schema ${schema}`)
  for (const of of resources) await console.pool.query(createTable(schema, of))
  await console.pool.query(
    `insert into ${schema}.offers (connection_id, id, custom_fields, _version, _removal, _cell_versions)
     values ('acme', 1, '{"a":1}', '1', '0', '{}'), ('acme', 2, '{"a":1}', '1', '0', '{}'), ('globex', 3, '{"a":1}', '1', '0', '{}')`,
  )
}

const codeOf = ({ status, body }: Answer) => `${status} ${String(body['code'])}`
const read = async (id = 'acme') => (await viewer.send('GET', `/api/connections/${id}/privacy`)).body
const plan = (leaveOut: string, id = 'acme') => admin.send('GET', `/api/connections/${id}/privacy/plan?leaveOut=${leaveOut}`)
const change = (leaveOut: unknown, version: unknown, id = 'acme') =>
  admin.send('PUT', `/api/connections/${id}/privacy`, { version, leaveOut })
const versionOf = async (id = 'acme') => (await read(id))['version']
const acts = async () => {
  const { body } = await admin.send('GET', '/api/audit-log?limit=500')
  return (body['acts'] as Record<string, unknown>[]).filter(({ what }) => what === CHANGE)
}

describe('the privacy switches of a connection', () => {
  it('are all on at first, and say what each is about', async () => {
    const { switches, withheld, isEditable } = await read()
    expect([withheld, isEditable]).toEqual([[], true])
    expect(switches).toMatchObject([
      { name: 'demographics', isOff: false, columns: [] },
      { name: 'pay', isOff: false, columns: ['jobs.custom_fields', 'offers.custom_fields', 'openings.custom_fields'] },
    ])
    const collections = (switches as { collections: string[] }[]).map((each) => each.collections)
    expect([collections[0]?.includes('eeoc'), collections[1]]).toEqual([true, ['pay_input_ranges', 'pay_inputs']])
  })

  it('have a plan that counts what tables hold of this connection, and changes nothing', async () => {
    const { status, body } = await plan('pay')
    expect([status, body]).toMatchObject([
      200,
      {
        ...{ version: await versionOf(), from: [], to: ['pay'], turnsOff: ['pay'], turnsOn: [], backfill: [] },
        held: [{ generation: 1, isCurrent: true, held: [{ resource: 'offers', column: 'custom_fields', rows: 2 }] }],
      },
    ])
    expect(await leaveOutOf(console.pool, 'acme')).toEqual([])
  })

  it('are turned off; what is left out since and what tables still hold is seen', async () => {
    expect((await viewer.send('GET', '/api/connections/acme/privacy/held')).body).toEqual({ held: [] })
    const { status, body } = await change(['pay', 'demographics'], await versionOf())
    expect([status, body]).toMatchObject([200, { from: [], to: ['demographics', 'pay'], backfill: [] }])
    await countWithheld(console.pool, [
      { connection: 'acme', resource: 'offers', what: 'compensation', events: 3, cells: 3 },
      { connection: 'globex', resource: 'offers', what: 'compensation', events: 1, cells: 1 },
    ])
    expect(await read()).toMatchObject({
      switches: [{ isOff: true }, { isOff: true }],
      withheld: [{ resource: 'offers', what: 'compensation', events: 3, cells: 3 }],
    })
    const held = [{ resource: 'offers', column: 'custom_fields', rows: 2 }]
    expect((await viewer.send('GET', '/api/connections/acme/privacy/held')).body).toEqual({
      held: [{ generation: 1, isCurrent: true, held }],
    })
    expect(await leaveOutOf(console.pool, 'globex')).toEqual([])
  })

  it('turned on again, are planned with what a rebuild brings, and have the rest listed whole', async () => {
    const planned = (await plan('pay')).body
    expect(planned).toMatchObject({ turnsOn: ['demographics'], backfill: expect.arrayContaining(['eeoc']) })
    expect(planned['rebuild']).toEqual(expect.arrayContaining(['eeoc']))
    expect(await sweeps()).toEqual([])
    expect((await change(['pay'], planned['version'])).body['backfill']).toEqual(planned['backfill'])
    expect(await sweeps()).toEqual(['eeoc'])
  })

  it('are in the audit log once for each change, with who made it', async () => {
    expect(await acts()).toMatchObject([
      { who: ADMIN, arguments: { connection: 'acme', leaveOut: 'pay' } },
      { who: ADMIN, arguments: { connection: 'acme', leaveOut: 'pay,demographics' } },
    ])
  })

  it('are not changed by who has seen an older version, whichever way it was changed since', async () => {
    const version = await versionOf()
    await setLeaveOut(console.pool, 'acme', [])
    const before = await acts()
    const refused = await change(['demographics'], version)
    expect([codeOf(refused), refused.body['detail']]).toEqual([
      '409 changed-meanwhile',
      expect.stringContaining('Another way than the console changed it'),
    ])
    expect([await leaveOutOf(console.pool, 'acme'), await acts()]).toEqual([[], before])
    const now = await versionOf()
    const answers = await Promise.all([change(['pay'], now), change(['demographics'], now)])
    expect(answers.map(codeOf).toSorted()).toEqual(['200 undefined', '409 changed-meanwhile'])
  })

  it('are shown, and not changed, of a connection that variables describe, or that was removed', async () => {
    expect([(await read('deployed'))['isEditable'], (await read('gone'))['isEditable']]).toEqual([false, false])
    const codes = []
    for (const id of ['deployed', 'gone', 'nobody'])
      codes.push(codeOf(await change(['pay'], 1, id)), codeOf(await plan('pay', id)))
    expect(codes).toEqual([
      ...['409 connection-of-environment', '409 connection-of-environment'],
      ...['409 connection-removed', '409 connection-removed', '404 not-found', '404 not-found'],
    ])
    expect(await leaveOutOf(console.pool, 'deployed')).toEqual([])
    expect((await viewer.send('GET', '/api/connections/gone/privacy/held')).body).toEqual({ held: [] })
  })

  it.each([[['salary']], [['pay', 'pay']], ['pay'], [[['pay']]], [null]])('are not %j', async (leaveOut) => {
    const answer = await change(leaveOut, await versionOf())
    expect(answer.body).toMatchObject({ status: 400, errors: [expect.objectContaining({ at: 'leaveOut' })] })
  })

  it.each(['salary', '', 'pay,pay'])('have no plan of %j', async (leaveOut) => {
    expect(codeOf(await plan(leaveOut))).toBe('400 request-invalid')
  })
})

describe('a connection that is added', () => {
  it('is never known without the switches that are chosen with it', async () => {
    const { status, body } = await admin.send('POST', '/api/connections', { name: 'Initech', leaveOut: ['pay'] })
    expect([status, await leaveOutOf(console.pool, String(body['id']))]).toEqual([201, ['pay']])
  })

  it('has none that there is not', async () => {
    const answer = await admin.send('POST', '/api/connections', { name: 'Umbrella', leaveOut: ['salary'] })
    expect(codeOf(answer)).toBe('400 request-invalid')
  })
})

const sweeps = async () => {
  const { rows } = await console.pool.query<{ listing: string }>(
    `select listing from ops.listing_progress where connection_id = 'acme' and sweep_requested order by 1`,
  )
  return rows.map(({ listing }) => listing)
}
