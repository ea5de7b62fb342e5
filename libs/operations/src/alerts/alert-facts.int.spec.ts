import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addGeneration, addProblems, addRefusals, holdLease, readAlertFacts, type DatabaseFacts } from '@trellis/runtime'
import { givenIn, ownOps, type OwnOps } from '@trellis/runtime/testing'

const NOW_US = Date.now() * 1_000
const HOUR_US = 3_600_000_000
const failing = { why: 'no answer', attempts: 3, sinceMs: 1, nextTryMs: 2, isFinal: false }

describe('what the database says for alerts', () => {
  let ops: OwnOps
  let facts: DatabaseFacts

  beforeAll(async () => {
    ops = await ownOps()
    for (const connection of ['acme', 'globex', 'gone']) {
      const given = givenIn(ops, connection)
      await given.connection({ credentials: Buffer.from('sealed'), ...(connection === 'gone' && { removedAt: new Date() }) })
      await given.progress(['offers', 'jobs'], { failing: { window: failing }, lastRequestUs: '5000000' })
      await given.webhooks('offer_created', 3, 7_000_000)
      await given.hold('offers', { sinceUs: '9000000', suspects: '4', alive: '9' })
      for (const [nth, differing] of [
        [1, 5],
        [2, connection === 'acme' ? 3 : 0],
      ] as const)
        await given.audit(['offers'], {
          state: 'done',
          finishedAt: new Date(nth * 1_000 + Date.now()),
          result: report(differing),
        })
      await addProblems(ops.pool, [problem(`${connection}-1`, connection), problem(`${connection}-2`, connection)])
    }
    const refused = { connection: 'acme', endpoint: '', cause: 'unauthorized', refusals: 6 } as const
    const at = (us: number) => ({ hourUs: us, firstUs: us, lastUs: us + 1 })
    await addRefusals(ops.pool, [
      { ...refused, ...at(NOW_US) },
      { ...refused, endpoint: 'job_created', ...at(NOW_US - HOUR_US) },
      { ...refused, ...at(NOW_US - 3 * HOUR_US) },
      { ...refused, cause: 'limited', ...at(NOW_US) },
    ])
    await addGeneration(ops.pool, { number: 4, revision: 1, declared: {} })
    await holdLease(ops.pool, 'harvest-poller/acme', 'spec', 60_000)
    facts = await readAlertFacts(ops.pool)
  })
  afterAll(() => ops.drop())

  it('is of every connection in use: who polls it, and its last webhook', () => {
    expect(facts.connections).toMatchObject([
      { connection: 'acme', isPolled: true, lastWebhookMs: 7_000 },
      { connection: 'globex', isPolled: true, lastWebhookMs: 7_000, leaseUntilMs: null },
    ])
    expect(facts.connections[0]?.leaseUntilMs).toBeGreaterThan(facts.nowMs)
  })

  it('has every listing, with what fails of it', () => {
    expect(facts.listings.map(({ connection, listing }) => `${connection}/${listing}`)).toEqual([
      ...['acme/jobs', 'acme/offers'],
      ...['globex/jobs', 'globex/offers'],
    ])
    expect(facts.listings[0]).toMatchObject({ resource: 'jobs', lastRequestMs: 5_000, failing: [failing], newMs: null })
  })

  it('has problems, removals that wait, and refusals for their signature of this hour and the one before', () => {
    expect(facts.problems.map(({ connection, open }) => [connection, open])).toEqual([
      ['acme', 2],
      ['globex', 2],
    ])
    expect(facts.holds).toMatchObject([
      { connection: 'acme', resource: 'offers', sinceMs: 9_000, suspects: 4 },
      { connection: 'globex' },
    ])
    expect(facts.refused).toMatchObject([{ connection: 'acme', refused: 12 }])
  })

  it('has what the last audit of a resource found, and generations that are being made', () => {
    expect(facts.audits).toMatchObject([{ connection: 'acme', resource: 'offers', differences: 3 }])
    expect(facts.rebuilds).toMatchObject([{ generation: 4, leaseUntilMs: null }])
  })
})

function problem(id: string, connection: string): Parameters<typeof addProblems>[1][number] {
  return {
    ...{
      id,
      connection,
      code: 'unknown_word',
      resource: null,
      key: null,
      column: null,
      rawId: id,
      kind: 'webhook',
      action: null,
    },
    ...{ position: null, seenAt: '2026-11-30T12:00:00.000Z' },
  }
}

function report(different: number) {
  const of = {
    inGreenhouse: 9,
    inTables: 9,
    missing: 0,
    extra: 0,
    notAskedAgain: 0,
    columns: {},
    unreadable: 0,
    oldestChange: null,
  }
  const about = { resource: 'offers', notAsked: null, examples: [] }
  return { begunAt: '', finishedAt: '', resources: [{ ...about, ...of, different }] }
}
