import { describe, expect, it } from '@jest/globals'
import type { WebhookArrivals } from '@trellis/operations'
import type { AuditedResource, AuditReport } from '@trellis/runtime'
import { describeAudit, exitCodeOf } from './describe-audit.js'

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

  it('distinguishes webhooks that never came from those that came no more', () => {
    const [came, seen] = ['1970-01-01T00:00:06.000Z', '1970-01-01T00:00:07.000Z']
    const webhooks: readonly WebhookArrivals[] = [
      { action: 'delete_candidate', arrivals: 4, lastAt: came, seenAt: seen, isMissed: true },
      { action: 'department_deleted', arrivals: 0, lastAt: null, seenAt: seen, isMissed: true },
      { action: 'job_approved', arrivals: 0, lastAt: null, seenAt: null, isMissed: false },
    ]
    const text = describeAudit({ connection: 'acme', webhooks, ...reportOf(CLEAN) }, false)
    expect(text).toMatch(
      /silent since.*\n {2}delete_candidate: came last at 1970-01-01T00:00:06.000Z, seen last at 1970-01-01T00:00:07.000Z\n/,
    )
    expect(text).toMatch(/never came, though.*\n {2}department_deleted: seen last at 1970-01-01T00:00:07.000Z\n/)
    expect(text).toMatch(/other webhooks that never came:\n {2}job_approved$/)
  })
})
