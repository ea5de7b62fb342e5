import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { offers } from '@trellis/greenhouse'
import { Connections, listAudits, type AuditReport } from '@trellis/runtime'
import { givenIn, ownOps, randomMasterKeys, type OwnOps } from '@trellis/runtime/testing'
import { orderAudit, runAudit } from './run-audit.js'
import { webhookArrivals } from './webhook-arrivals.js'

const REPORT: AuditReport = {
  ...{ begunAt: '2026-11-23T10:00:00.000000Z', finishedAt: '2026-11-23T10:20:00.000000Z' },
  resources: [],
}

describe('an audit', () => {
  let ops: OwnOps

  beforeAll(async () => {
    ops = await ownOps()
    await new Connections(ops, randomMasterKeys()).register({ id: 'acme', name: 'acme' })
  })
  beforeEach(() => ops.pool.query('truncate ops.audit, ops.audit_listing, ops.audit_difference, ops.listing_progress'))
  afterAll(() => ops.drop())

  const run = (): Promise<AuditReport> => runAudit(ops.pool, { connection: 'acme', resources: [offers], patienceMs: 100 })

  it('gives up where no poller takes it, and it is not done later', async () => {
    await expect(run()).rejects.toThrow('No poller has taken it')
    expect((await ops.pool.query('select state, resources from ops.audit')).rows).toEqual([
      { state: 'withdrawn', resources: ['offers'] },
    ])
  })

  it('leaves an audit that was begun to the next poller, and finds it again', async () => {
    await givenIn(ops).audit(['offers'], { state: 'under way', begunUs: '1' })
    await expect(run()).rejects.toThrow('The poller is away')
    const finish = runAudit(ops.pool, { connection: 'acme', resources: [offers], patienceMs: 30_000 })
    await ops.pool.query(`update ops.audit set result = $1, state = 'done'`, [JSON.stringify(REPORT)])
    expect(await finish).toEqual(REPORT)
    expect((await ops.pool.query('select 1 from ops.audit')).rowCount).toBe(1)
  })

  it('is listed with its report, the newest first, and only for its connection', async () => {
    await givenIn(ops).audit(['offers'], { state: 'done', result: REPORT, finishedAt: new Date(REPORT.finishedAt) })
    const asked = await orderAudit(ops.pool, 'acme', [])
    await givenIn(ops, 'globex').audit(['offers'])
    expect(await listAudits(ops.pool, 'acme', 10)).toMatchObject([
      { id: asked, state: 'asked', resources: null, finishedAt: null, report: null },
      { state: 'done', resources: ['offers'], finishedAt: '2026-11-23T10:20:00.000Z', report: REPORT },
    ])
    expect(await listAudits(ops.pool, 'acme', 1)).toHaveLength(1)
    expect(await orderAudit(ops.pool, 'acme', [])).toBe(asked)
  })

  it('distinguishes webhooks that never came, or came no more, though what they report was seen, from those that have nothing to report', async () => {
    const given = givenIn(ops)
    await given.progress(['offers', 'jobs'], { changedUs: '3000000' })
    await given.progress('departments', { goneUs: '5000000' })
    await given.progress('candidates', { newUs: '1000000', goneUs: '7000000' })
    await given.progress('job_posts')
    await given.progress('job_posts?active=false', { newUs: '2000000' })
    await given.progress('applications', { newUs: '4000000' })
    await given.webhooks('offer_created', 2, 0)
    await given.webhooks('delete_candidate', 4, 6_000_000)
    await given.webhooks('job_updated', 1, 3_000_001)
    await given.webhooks('new_candidate_application', 9, 5_000_000)
    const webhooks = await webhookArrivals(ops.pool, 'acme')
    const missed = webhooks.filter(({ isMissed }) => isMissed).map(({ action }) => action)
    expect(missed).toEqual(['delete_candidate', 'department_deleted', 'job_post_created', 'offer_updated'])
    expect(webhooks.find(({ action }) => action === 'offer_created')).toEqual({
      ...{ action: 'offer_created', arrivals: 2, lastAt: '1970-01-01T00:00:00.000Z', seenAt: null, isMissed: false },
    })
  })
})
