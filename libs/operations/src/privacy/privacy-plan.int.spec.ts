import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { resources } from '@trellis/greenhouse'
import { createTable } from '@trellis/pipeline'
import { addFirstGeneration, leaveOutOf, transact } from '@trellis/runtime'
import { givenIn, ownOps, type OwnOps } from '@trellis/runtime/testing'
import { changePrivacy, leaveOutGiven, planPrivacy, privacyState } from './privacy-plan.js'

describe('P2 the plan of a privacy switch', () => {
  let ops: OwnOps

  beforeAll(async () => {
    ops = await ownOps()
    const given = givenIn(ops)
    await given.connection()
    await given.progress(['eeoc', 'offers'])
    const { schema } = await addFirstGeneration(ops.pool, 1)
    await ops.pool.query(`create schema ${schema}`)
    for (const of of resources) await ops.pool.query(createTable(schema, of))
    const row = `insert into ${schema}.offers (connection_id, id, custom_fields, _extra, _version, _removal, _cell_versions) values`
    await ops.pool.query(
      `${row} ('acme', 1, '{"a":1}', '{}', '1', '0', '{}'), ('acme', 2, '{}', '{"x":1}', '1', '0', '{}'), ('other', 3, '{"a":1}', null, '1', '0', '{}')`,
    )
    await ops.pool.query(
      `insert into ${schema}.pay_inputs (connection_id, id, _version, _removal, _cell_versions) values ('acme', 1, '1', '0', '{}')`,
    )
  }, 60_000)
  afterAll(() => ops.drop())

  it('counts what tables hold of it, of this connection alone, and changes nothing', async () => {
    expect(await planPrivacy(ops.pool, 'acme', ['pay'])).toMatchObject({
      ...{ from: [], to: ['pay'], turnsOff: ['pay'], turnsOn: [], backfill: [] },
      held: [
        {
          ...{ generation: 1, isCurrent: true },
          held: [
            { resource: 'offers', column: 'custom_fields', rows: 1 },
            { resource: 'offers', column: '_extra', rows: 1 },
            { resource: 'pay_inputs', column: null, rows: 1 },
          ],
        },
      ],
    })
    expect(await leaveOutOf(ops.pool, 'acme')).toEqual([])
  })

  it('is done in one transaction, and the state says what is left out since', async () => {
    await transact(ops.pool, (client) => changePrivacy(client, 'acme', ['demographics', 'pay']))
    expect(await privacyState(ops.pool, 'acme')).toMatchObject({
      leaveOut: ['demographics', 'pay'],
      columns: ['jobs.custom_fields', 'offers.custom_fields', 'openings.custom_fields'],
      held: [{ generation: 1 }],
    })
  })

  it('turned on, has the collections listed whole that were not asked for', async () => {
    const { turnsOn, backfill } = await transact(ops.pool, (client) => changePrivacy(client, 'acme', ['pay']))
    expect([turnsOn, backfill.includes('eeoc')]).toEqual([['demographics'], true])
    const { rows } = await ops.pool.query('select listing from ops.listing_progress where sweep_requested')
    expect(rows).toEqual([{ listing: 'eeoc' }])
  })

  it('is refused for what is no connection in use, or no switch', async () => {
    await expect(planPrivacy(ops.pool, 'globex', [])).rejects.toThrow("There is no connection 'globex' in use")
    expect(() => leaveOutGiven('salary')).toThrow('demographics, pay')
  })
})
