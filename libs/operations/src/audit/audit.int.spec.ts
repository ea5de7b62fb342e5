import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { offers } from '@trellis/greenhouse'
import { Connections, type AuditedResource, type AuditReport } from '@trellis/runtime'
import { givenIn, ownOps, randomMasterKeys, type OwnOps } from '@trellis/runtime/testing'
import { describeAudit, exitCodeOf } from './describe-audit.js'
import { runAudit } from './run-audit.js'
import { webhookArrivals } from './webhook-arrivals.js'

const CLEAN: AuditedResource = {
  ...{
    resource: 'offers',
    notAsked: null,
    inGreenhouse: 1_200,
    inTables: 1_200,
    missing: 0,
    extra: 0,
    different: 0,
    notAskedAgain: 0,
  },
  ...{ columns: {}, unreadable: 0, oldestChange: null, examples: [] },
}
const DIFFERENT: AuditedResource = {
  ...{ ...CLEAN, resource: 'jobs', different: 2, columns: { status: 2 } },
  ...{ oldestChange: '2026-01-02T03:04:05.000000Z', examples: [{ key: '7', what: 'different' }] },
}
const NOT_ASKED: AuditedResource = { ...CLEAN, resource: 'users', notAsked: 'permission missing: User Roles' }
const reportOf = (...resources: AuditedResource[]): AuditReport => ({
  begunAt: '2026-11-23T10:00:00.000000Z',
  finishedAt: '2026-11-23T10:20:00.000000Z',
  resources,
})

describe('trellis audit', () => {
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
    const report = reportOf(CLEAN)
    const finish = runAudit(ops.pool, { connection: 'acme', resources: [offers], patienceMs: 30_000 })
    await ops.pool.query(`update ops.audit set result = $1, state = 'done'`, [JSON.stringify(report)])
    expect(await finish).toEqual(report)
    expect((await ops.pool.query('select 1 from ops.audit')).rowCount).toBe(1)
  })

  it.each([
    ['everything was asked and nothing differs', [CLEAN], 0],
    ['something differs', [CLEAN, DIFFERENT, NOT_ASKED], 1],
    ['not everything was asked', [CLEAN, NOT_ASKED], 2],
  ])('ends where %s', (_, resources, code) => {
    expect(exitCodeOf({ resources })).toBe(code)
  })

  it('shows what differs and what was not asked, and all of it on request', () => {
    const audit = { connection: 'acme', webhooks: [], ...reportOf(CLEAN, DIFFERENT, NOT_ASKED) }
    const text = describeAudit(audit, false)
    expect(text).toContain('jobs differs in status (2)')
    expect(text).toContain('users: permission missing: User Roles')
    expect(text).toMatch(/2 resources +2,400 +2,400 +0 +0 +2 /)
    expect(text).not.toMatch(/^offers /m)
    expect(describeAudit(audit, true)).toMatch(/^offers /m)
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
    const text = describeAudit({ connection: 'acme', webhooks, ...reportOf(CLEAN) }, false)
    expect(text).toContain('silent since')
    expect(text).toContain('\n  delete_candidate: came last at 1970-01-01T00:00:06.000Z, seen last at 1970-01-01T00:00:07.000Z\n')
    expect(text).toContain('\n  department_deleted: seen last at 1970-01-01T00:00:05.000Z\n')
  })
})
