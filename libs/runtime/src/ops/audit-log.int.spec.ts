import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { transact } from '../postgres/transact.js'
import { uuidv7 } from '../testing/unique.js'
import { ownOps, type OwnOps } from '../testing/own-ops.js'
import { beginAct, endAct, readAuditLog } from './audit-log.js'

const ACT = { who: 'ada@desk', what: 'sweep confirm', arguments: { resource: 'offers', all: true, ids: ['1', '2'] } }

describe('the audit log', () => {
  let ops: OwnOps
  beforeAll(async () => void (ops = await ownOps()))
  afterAll(() => ops.drop())

  it('has each act with how it ended, the newest first', async () => {
    const { pool } = ops
    await endAct(pool, await beginAct(pool, ACT), 0)
    await endAct(pool, await beginAct(pool, { ...ACT, what: 'audit' }), 2)
    await beginAct(pool, { ...ACT, what: 'rebuild run' })
    const acts = await readAuditLog(pool, { limit: 10 })
    expect(acts.map(({ what, outcome, exitCode, endedAt }) => [what, outcome, exitCode, endedAt !== null])).toEqual([
      ['rebuild run', 'begun', null, false],
      ['audit', 'failed', 2, true],
      ['sweep confirm', 'done', 0, true],
    ])
    expect(acts[2]).toMatchObject({ ...ACT, databaseRole: new URL(ops.url).username })
    expect(await readAuditLog(pool, { limit: 1 })).toEqual(acts.slice(0, 1))
    expect(await readAuditLog(pool, { limit: 10, since: acts[0]?.at })).toEqual(acts.slice(0, 1))
  })

  it.each([
    `update ops.audit_log set who = 'somebody else'`,
    'delete from ops.audit_log',
    'delete from ops.audit_log where false',
    'truncate ops.audit_log',
  ])('is append-only, for its owner too: %s', async (statement) => {
    await beginAct(ops.pool, ACT)
    const before = await readAuditLog(ops.pool, { limit: 10 })
    await expect(ops.pool.query(statement)).rejects.toMatchObject({ code: '42501', message: 'ops.audit_log is append-only' })
    expect(await readAuditLog(ops.pool, { limit: 10 })).toEqual(before)
  })

  it('lets a role that acts neither choose the instant nor another role’s name', async () => {
    const role = `acting_${uuidv7()}`
    await ops.pool.query(
      `create role ${role}; grant usage on schema ops to ${role};
       grant select, insert (act, who, what, arguments, outcome, exit_code) on ops.audit_log to ${role}`,
    )
    const as = async (statement: string) =>
      transact(ops.pool, async (client) => {
        await client.query(`set local role ${role}`)
        await client.query(statement)
      })
    try {
      const values = `'0198a000-0000-7000-8000-000000000000', 'ada', 'skip', '{}', 'begun'`
      await as(`insert into ops.audit_log (act, who, what, arguments, outcome) values (${values})`)
      for (const column of ['at', 'database_role', 'id'])
        await expect(
          as(`insert into ops.audit_log (act, who, what, arguments, outcome, ${column}) values (${values}, default)`),
        ).rejects.toMatchObject({ code: '42501' })
      await expect(as('update ops.audit_log set who = who')).rejects.toMatchObject({ code: '42501' })
    } finally {
      await ops.pool.query(`drop owned by ${role}; drop role ${role}`)
    }
  })
})
