import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { jobPosts, offers } from '@trellis/greenhouse'
import { instantOfMs } from '@trellis/pipeline'
import { confirmAbsences, Connections, readFreshness, requestSweep } from '@trellis/runtime'
import { givenIn, ownOps, randomMasterKeys, type Given, type OwnOps } from '@trellis/runtime/testing'
import { ago, describeSweeps } from './describe-freshness.js'

const secondsAgo = (seconds: number): string => String(instantOfMs(Date.now() - seconds * 1_000))

describe('trellis sweep', () => {
  let ops: OwnOps
  let given: Given

  beforeAll(async () => {
    ops = await ownOps()
    given = givenIn(ops)
    await new Connections(ops, randomMasterKeys()).register({ id: 'acme', name: 'acme' })
  })
  beforeEach(async () => {
    await ops.pool.query('truncate ops.listing_progress, ops.suspect, ops.absence_hold, ops.due_read, ops.listed_record')
    const columns = { backfillDone: true, completeUntilUs: secondsAgo(60), sweepCompleteUs: secondsAgo(7_200), sweepSeconds: 30 }
    await given.progress(['offers', 'job_posts', 'job_posts?active=false'], columns)
    await given.suspects('offers', ['1'], { dueUs: null })
    await given.suspects('offers', ['2'], { why: 'cascade' })
    await given.suspects('job_posts', ['3'])
    await given.hold('offers', { sinceUs: secondsAgo(0), suspects: '30', alive: '40' })
    await given.due('offers', ['9'], { dueUs: secondsAgo(90) })
  })
  afterAll(() => ops.drop())

  it('L5 shows how long ago each listing was swept, and how long that took', async () => {
    const { listings } = await readFreshness(ops.pool, 'acme')
    expect(listings.map(({ listing, sweepSeconds, sweep }) => [listing, sweepSeconds, sweep])).toEqual([
      ['job_posts', 30, 'waiting'],
      ['job_posts?active=false', 30, 'waiting'],
      ['offers', 30, 'waiting'],
    ])
    expect(Math.round((listings[0]?.sweepAgeSeconds ?? 0) / 60)).toBe(120)
  })

  it('L7 shows how fresh each listing is, and for how long the oldest re-read has been due', async () => {
    const { listings, dueReads } = await readFreshness(ops.pool, 'acme')
    expect([
      Math.round((listings[0]?.freshnessSeconds ?? 0) / 60),
      dueReads.count,
      Math.floor(dueReads.oldestSeconds / 60),
    ]).toEqual([1, 1, 1])
  })

  it('L7 shows what sizes and budget let expect, once the poller has worked it out', async () => {
    expect(describeSweeps(await readFreshness(ops.pool, 'acme'))).not.toContain('to be expected')
    const expected = {
      requestsPerSecond: 5,
      windowShare: 0.25,
      sweepPages: 1_200,
      sweepSeconds: 320,
      freshnessSeconds: { hot: 70, warm: 910, settings: 21_610 },
    }
    await ops.pool.query(`update ops.connection set expected = $1 where id = 'acme'`, [JSON.stringify(expected)])
    const text = describeSweeps(await readFreshness(ops.pool, 'acme'))
    expect(text).toContain(
      '5 requests/s, windows use 25 % of them; changes show within 70 s (hot), 15 min (warm), 6 h (settings)',
    )
    expect(text).toContain('a sweep of everything asks for 1,200 pages and takes 5 min')
  })

  it('E4 shows what waits for a person, and what is being asked for', async () => {
    const text = describeSweeps(await readFreshness(ops.pool, 'acme'))
    expect(text).toContain('offers: 30 of 40 are missing, and wait: npm run trellis -- sweep confirm offers')
    expect(text).toContain('job_posts: 1 may be gone and are being asked for')
  })

  it('E4 shows whose webhooks explain what is missing', async () => {
    await ops.pool.query(`update ops.suspect set why = 'cascade', parent = 'candidates/5' where key = '3'`)
    await given.suspects('job_posts', ['4'], { why: 'cascade', parent: 'jobs/7' })
    await given.suspects('job_posts', ['5'])
    await given.listed('jobs', ['7'], { version: '0', removed: '1' })
    const { suspects } = await readFreshness(ops.pool, 'acme')
    expect(suspects.find(({ resource }) => resource === 'job_posts')?.explained).toEqual([
      { by: 'candidates', how: 'took', suspects: 1 },
      { by: 'jobs', how: 'removed', suspects: 1 },
    ])
    const text = describeSweeps(await readFreshness(ops.pool, 'acme'))
    expect(text).toContain('job_posts: 3 may be gone and are being asked for')
    expect(text).toContain('1 of them explained by webhooks: candidates that were anonymised')
    expect(text).toContain('1 of them explained by webhooks: jobs that were removed')
  })

  it('run asks for every listing of the resources named, or for all', async () => {
    expect(await requestSweep(ops.pool, 'acme', [jobPosts.name])).toBe(2)
    const requested = (await readFreshness(ops.pool, 'acme')).listings.filter(({ sweep }) => sweep === 'requested')
    expect(requested.map(({ listing }) => listing)).toEqual(['job_posts', 'job_posts?active=false'])
    expect(await requestSweep(ops.pool, 'acme', [])).toBe(3)
  })

  it('E4 confirm lets those go that waited, and no other', async () => {
    expect(await confirmAbsences(ops.pool, 'acme', offers.name)).toBe(1)
    const { rows } = await ops.pool.query('select key from ops.suspect where is_confirmed and due_us is not null')
    expect([rows, (await ops.pool.query('select 1 from ops.absence_hold')).rowCount]).toEqual([[{ key: '1' }], 0])
  })

  it('confirm is refused where nothing waits', async () => {
    await expect(confirmAbsences(ops.pool, 'acme', jobPosts.name)).rejects.toThrow(
      'Nothing of job_posts waits for a confirmation',
    )
  })

  it.each([
    [null, '-'],
    [0, '0 s'],
    [119, '119 s'],
    [120, '2 min'],
    [7_200, '2 h'],
    [172_800, '2 d'],
  ])('says %p seconds as %s', (seconds, text) => {
    expect(ago(seconds)).toBe(text)
  })
})
