import { describe, expect, it } from '@jest/globals'
import type { ConnectionFacts, ListingFacts } from '@trellis/runtime'
import { ALERT_ERRORS } from '../../errors/alert-errors.js'
import type { AlertFacts } from '../alert-facts.js'
import { findAll } from '../alert-round.js'
import { ALERT_RULES } from './alert-rules.js'

const NOW = Date.parse('2026-11-30T12:00:00Z')
const MINUTE = 60_000
const HOUR = 60 * MINUTE

const connection = (changed: Partial<ConnectionFacts> = {}): ConnectionFacts => ({
  ...{ connection: 'acme', createdMs: NOW - 90 * 24 * HOUR, isPolled: true },
  ...{ leaseUntilMs: NOW + 10_000, lastWebhookMs: NOW - MINUTE },
  ...changed,
})
const listing = (name: string, changed: Partial<ListingFacts> = {}): ListingFacts => ({
  ...{ connection: 'acme', listing: name, resource: name, permission: 'granted', isBackfillDone: true },
  ...{ lastRequestMs: NOW - MINUTE, lastError: null, failing: [], newMs: null, changedMs: null, goneMs: null },
  ...changed,
})
const failing = (why: string, attempts: number, sinceMs: number, isFinal = false) => ({
  ...{ why, attempts, sinceMs, nextTryMs: NOW + MINUTE, isFinal },
})
const facts = (changed: Partial<AlertFacts> = {}): AlertFacts => ({
  ...{ nowMs: NOW, connections: [connection()], listings: [listing('offers'), listing('jobs')] },
  ...{ refused: [], problems: [], holds: [], audits: [], rebuilds: [], readers: [] },
  ...changed,
})
const found = (changed: Partial<AlertFacts> = {}) =>
  findAll(facts(changed)).map(({ code, connection: of, sinceMs, facts: what }) => ({ code, of, sinceMs, what }))
const codes = (changed: Partial<AlertFacts> = {}) => found(changed).map(({ code }) => code)
const offers = (changed: Partial<ListingFacts>) => ({ listings: [listing('offers', changed), listing('jobs')] })

describe('alert rules', () => {
  it('find nothing where all is well', () => {
    expect(found()).toEqual([])
  })

  it('name every code of an alert in the registry, each in one rule', () => {
    expect(ALERT_RULES.flatMap((rule) => rule.codes).toSorted()).toEqual(Object.keys(ALERT_ERRORS).toSorted())
  })

  it('ask nothing of a connection without credentials, or one that is paused', () => {
    const without = connection({ isPolled: false, leaseUntilMs: null })
    const listings = [
      listing('offers', { permission: 'missing' }),
      listing('jobs', { failing: [failing('no answer', 9, NOW - HOUR)] }),
    ]
    expect(codes({ connections: [without], listings })).toEqual([])
  })
})

describe('credentials', () => {
  it('are refused after some attempts, since the first of them', () => {
    const refused = (attempts: number) => offers({ failing: [failing('unauthorized', attempts, NOW - HOUR)] })
    expect(codes(refused(2))).toEqual([])
    expect(found(refused(4))).toEqual([{ code: 'credentials-refused', of: 'acme', sinceMs: NOW - HOUR, what: { attempts: 4 } }])
  })

  it('of another company are an alert of their own, and no poller is missed meanwhile', () => {
    const why = 'credentials refused: they show none of 3 users that are known'
    const changed = { connections: [connection({ leaseUntilMs: NOW - HOUR })], ...offers({ lastError: why }) }
    expect(codes(changed)).toEqual(['credentials-of-another-company'])
  })
})

describe('permissions', () => {
  it('that were granted before are lost, others are missing, by their groups', () => {
    const listings = [
      listing('offers', { permission: 'missing' }),
      listing('jobs', { permission: 'missing', isBackfillDone: false }),
      listing('candidates'),
    ]
    expect(found({ listings })).toMatchObject([
      { code: 'permission-lost', what: { groups: ['Offers'] } },
      { code: 'permission-missing', what: { groups: ['Jobs with hiring team'] } },
    ])
  })

  it('are all refused where none is granted: that is said once', () => {
    const listings = ['offers', 'jobs'].map((name) => listing(name, { permission: 'missing' }))
    expect(codes({ listings })).toEqual(['everything-refused'])
  })
})

describe('a listing that fails', () => {
  it.each([
    ['is stuck for minutes', 5, 5 * MINUTE, ['listing-stuck']],
    ['was stuck just now', 5, 4 * MINUTE, []],
    ['is retried for long', 2, 15 * MINUTE, ['listing-stuck']],
    ['is retried for a while', 2, 14 * MINUTE, []],
  ])('and %s', (_, attempts, forMs, expected) => {
    expect(codes(offers({ failing: [failing('no answer', attempts, NOW - forMs)] }))).toEqual(expected)
  })

  it('is named, and since when', () => {
    const listings = ['offers', 'jobs'].map((name, nth) =>
      listing(name, { failing: [failing('no answer', 9, NOW - (nth + 1) * HOUR)] }),
    )
    const what = { listings: ['jobs', 'offers'] }
    expect(found({ listings })).toEqual([{ code: 'listing-stuck', of: 'acme', sinceMs: NOW - 2 * HOUR, what }])
  })

  it('is not stuck for want of a permission or a token: others say so', () => {
    expect(codes(offers({ permission: 'missing', failing: [failing('no answer', 9, NOW - HOUR)] }))).toEqual(['permission-lost'])
    expect(codes(offers({ failing: [failing('unauthorized', 9, NOW - HOUR)] }))).toEqual(['credentials-refused'])
  })
})

describe('a poller', () => {
  it('is missing where none holds the connection', () => {
    expect(codes({ connections: [connection({ leaseUntilMs: NOW - 2 * MINUTE })] })).toEqual([])
    expect(codes({ connections: [connection({ leaseUntilMs: NOW - 3 * MINUTE })] })).toEqual(['poller-missing'])
    expect(codes({ connections: [connection({ leaseUntilMs: null, createdMs: NOW - MINUTE })] })).toEqual([])
  })

  it('is silent where it holds the connection, and neither asks nor fails', () => {
    const still = (more: Partial<ListingFacts> = {}) => ({
      listings: [listing('offers', { lastRequestMs: NOW - 20 * MINUTE, ...more })],
    })
    expect(found(still())).toMatchObject([{ code: 'poller-silent', sinceMs: NOW - 20 * MINUTE }])
    expect(codes(still({ lastRequestMs: NOW - 14 * MINUTE }))).toEqual([])
    expect(codes(still({ failing: [failing('no answer', 1, NOW - MINUTE)] }))).toEqual([])
    expect(codes(still({ permission: 'missing' }))).toEqual(['everything-refused'])
  })
})

describe('webhooks', () => {
  const changes = (changedMs: number | null, more: Partial<ListingFacts> = {}) => offers({ changedMs, ...more })
  it('are silent where a later change is only seen by the API', () => {
    const silent = { connections: [connection({ lastWebhookMs: NOW - 5 * HOUR })] }
    expect(found({ ...silent, ...changes(NOW - 3 * HOUR) })).toMatchObject([
      { code: 'webhooks-silent', sinceMs: NOW - 5 * HOUR, what: { changeSeenAt: '2026-11-30T09:00:00.000Z' } },
    ])
    expect(codes({ ...silent, ...changes(NOW - 5 * HOUR + 59 * MINUTE) })).toEqual([])
  })

  it('are not missed by what no webhook reports', () => {
    const silent = { connections: [connection({ lastWebhookMs: NOW - 5 * HOUR })] }
    expect(codes({ ...silent, listings: [listing('users', { changedMs: NOW - HOUR })] })).toEqual([])
  })

  it('that never came are asked for once a day has passed', () => {
    const never = (ageMs: number) => ({ connections: [connection({ lastWebhookMs: null, createdMs: NOW - ageMs })] })
    expect(codes({ ...never(23 * HOUR), ...changes(NOW - HOUR) })).toEqual([])
    expect(codes({ ...never(24 * HOUR), ...changes(null) })).toEqual([])
    expect(codes({ ...never(24 * HOUR), ...changes(NOW - HOUR) })).toEqual(['webhooks-never'])
  })
})

describe('webhooks with another signature', () => {
  it.each([
    ['ten of them', 10, 59 * MINUTE, ['webhook-signatures']],
    ['fewer', 9, MINUTE, []],
    ['none for an hour', 10, HOUR, []],
  ])('are found by how many were refused of late: %s', (_, refused, agoMs, expected) => {
    const lastMs = NOW - agoMs
    expect(codes({ refused: [{ connection: 'acme', refused, firstMs: NOW - HOUR, lastMs }] })).toEqual(expected)
  })
})

describe('what waits in tables', () => {
  it('is found by connection: problems, removals, differences', () => {
    const both = [connection(), connection({ connection: 'globex', isPolled: false })]
    const at = { sinceMs: NOW - HOUR, suspects: 4 }
    expect(
      found({
        connections: both,
        problems: [{ connection: 'globex', open: 3, oldestMs: NOW - HOUR }],
        holds: ['offers', 'jobs'].map((resource) => ({ connection: 'acme', resource, ...at })),
        audits: [{ connection: 'acme', resource: 'offers', finishedMs: NOW - HOUR, differences: 7 }],
      }),
    ).toEqual([
      { code: 'problems-open', of: 'globex', sinceMs: NOW - HOUR, what: { problems: 3 } },
      { code: 'removals-held', of: 'acme', sinceMs: NOW - HOUR, what: { resources: ['offers', 'jobs'], entries: 8 } },
      { code: 'audit-differences', of: 'acme', sinceMs: NOW - HOUR, what: { resources: ['offers'], differences: 7 } },
    ])
  })
})

describe('readers and rebuilds', () => {
  const reader = (records: number, stillSeconds: number) => ({
    readers: [{ reader: 'normalizer', topic: 'raw', records, stillSeconds }],
  })
  it.each([
    ['stands still with something to read', reader(1, 600), ['reader-stopped']],
    ['stands still with nothing to read', reader(0, 6_000), []],
    ['moves, far behind', reader(20_001, 0), ['reader-behind']],
    ['moves, not far behind', reader(20_000, 599), []],
  ])('a reader that %s', (_, changed, expected) => {
    expect(codes(changed)).toEqual(expected)
  })

  it('a rebuild has stopped where nothing is at its generation', () => {
    const made = (leaseUntilMs: number | null) => ({ rebuilds: [{ generation: 3, createdMs: NOW - HOUR, leaseUntilMs }] })
    expect(codes(made(NOW + 10_000))).toEqual([])
    expect(found(made(NOW - 10 * MINUTE))).toEqual([
      { code: 'rebuild-stopped', of: '', sinceMs: NOW - 10 * MINUTE, what: { generations: ['3'] } },
    ])
    expect(codes(made(null))).toEqual(['rebuild-stopped'])
  })
})
