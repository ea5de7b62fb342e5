import { describe, expect, it } from '@jest/globals'
import type { ConnectionStatus, Status } from '../../api/status-query.js'
import { findings } from './findings.js'

type Resource = ConnectionStatus['resources'][number]

const FAILING = { task: 'window/offers', why: 'Harvest answered 503', attempts: 3, sinceMs: 5, nextTryMs: 9, isFinal: false }

function company(given: Partial<Resource> & { age?: number | null; held?: boolean; more?: Partial<Status> } = {}): Status {
  const { age = 20, held = false, more = {}, ...resource } = given
  const listing = { listing: 'offers', freshnessSeconds: age, sweepAgeSeconds: null, sweepSeconds: null }
  return {
    generation: 1,
    tables: [],
    rawEvents: 10,
    problems: 0,
    lag: [{ reader: 'normalizer', topic: 'greenhouse.raw', records: 3, partitions: [] }],
    connections: [
      {
        connection: 'acme',
        resources: [
          {
            ...{ resource: 'offers', backfill: 'done', records: 1, pages: 1, completeUntilMs: 1, lastError: null },
            ...{ state: 'ok', failing: [] },
            ...resource,
          },
        ],
        dueReads: 0,
        newestWebhook: null,
        drift: {
          listings: [{ ...listing, sweep: 'waiting', permission: 'granted' }],
          suspects: [
            { resource: 'offers', suspects: 8, explained: [], held: held ? { sinceMs: 7, suspects: 8, alive: 9 } : null },
          ],
          dueReads: { count: 0, oldestSeconds: 0 },
          expected: null,
        },
      },
    ],
    ...more,
  }
}

const titles = (status: Status) => findings(status).map(({ kind, title }) => [kind, title])

describe('findings', () => {
  it('are none where all is well', () => {
    expect(findings(company())).toEqual([])
  })

  it('name what needs a person, with since when', () => {
    const [found] = findings(company({ state: 'stuck', failing: [FAILING] }))
    expect(found).toMatchObject({ kind: 'needs you', title: 'Offers of acme: cannot be read', sinceMs: 5 })
    expect(found?.touches).toContain('Harvest answered 503')
  })

  it.each([
    [{ state: 'retrying', failing: [FAILING] }, 'late', 'Offers of acme: retrying'],
    [{ backfill: 'permission missing' }, 'open', 'Offers of acme: not permitted, so empty'],
    [{ age: 10_800 }, 'late', 'Offers of acme: 3 h behind'],
    [{ more: { problems: 17 } }, 'open', '17 events could not be read'],
    [
      { more: { lag: [1, 2].map((n) => ({ reader: 'writer', topic: `t${n}`, records: 900, partitions: [] })) } },
      'late',
      'writer is 1,800 records behind',
    ],
  ] as const)('name what is late or open: %j', (given, kind, title) => {
    expect(titles(company(given as Parameters<typeof company>[0]))).toEqual([[kind, title]])
  })

  it('say once that the credentials are refused, which needs a person when it has happened some times', () => {
    const refused = { ...FAILING, why: 'unauthorized' }
    const first = company({ state: 'retrying', failing: [{ ...refused, attempts: 1 }] })
    const again = company({ state: 'stuck', failing: [refused] })
    const title = 'Greenhouse refuses the credentials of acme'
    expect([titles(first), titles(again)]).toEqual([[['late', title]], [['needs you', title]]])
    expect(findings(again)[0]?.remedy).toContain('New credentials')
  })

  it('carry the command that confirms removals which wait', () => {
    expect(findings(company({ held: true }))).toMatchObject([
      { kind: 'needs you', sinceMs: 7, command: 'npm run trellis -- sweep confirm offers --connection acme' },
    ])
  })

  it('say once that entries of many resources are missing: mostly the acting user sees less than before', () => {
    const status = company({ held: true })
    const many = status.connections.map((each) => ({
      ...each,
      drift: {
        ...each.drift,
        suspects: ['a', 'b', 'c', 'd'].flatMap((resource) => each.drift.suspects.map((one) => ({ ...one, resource }))),
      },
    }))
    expect(findings({ ...status, connections: many })).toMatchObject([
      { kind: 'needs you', title: 'Entries of 4 resources of acme are missing from Greenhouse', sinceMs: 7 },
    ])
  })

  it('stand in the order of who has to act', () => {
    const status = company({
      backfill: 'permission missing',
      held: true,
      more: { lag: [{ reader: 'writer', topic: 't', records: 5_000, partitions: [] }] },
    })
    expect(titles(status).map(([kind]) => kind)).toEqual(['needs you', 'late', 'open'])
  })
})
