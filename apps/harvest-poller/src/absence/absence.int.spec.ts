import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { RAW_TOPIC } from '@trellis/greenhouse'
import { until } from '@trellis/local'
import { instantOfMs, NEVER, type Instant } from '@trellis/pipeline'
import { addSuspects, confirmAbsences, transact, type Suspicion } from '@trellis/runtime'
import type { LocalAnswer } from '../testing/http-server.js'
import { PLENTY, polling, type Polling, type RunningPoller } from '../testing/polling.js'

const HOUR_AGO_US = `(extract(epoch from now() - interval '1 hour') * 1000000)::bigint`
const QUIET = { hot: 3_600_000, warm: 3_600_000, settings: 3_600_000 }
const range = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at + 1)
const offer = (id: number): unknown => ({ id, updated_at: '2026-11-01T10:00:00.000Z' })

interface AbsenceBody {
  readonly id: string
  readonly how: string
  readonly questions: readonly string[]
  readonly controls: readonly string[]
}

describe('Absence needs proof', () => {
  let world: Polling
  let poller: RunningPoller
  /** What the listing of offers shows, and what it shows to those who ask by name. */
  let shown: readonly number[]
  let named: (path: string) => readonly number[]

  beforeEach(async () => {
    world = await polling()
    shown = []
    named = () => shown
  })
  afterEach(() => world.close())

  const answer = (path: string): LocalAnswer => {
    if (!path.startsWith('/v3/offers?') || path.includes('updated_at')) return { headers: PLENTY, body: [] }
    const ids = new URLSearchParams(path.split('?')[1]).get('ids')
    const listed = ids === null ? shown : named(path).filter((id) => ids.split(',').includes(String(id)))
    return { headers: PLENTY, body: listed.map(offer) }
  }
  const query = async <T extends object>(text: string, values: readonly unknown[] = []): Promise<readonly T[]> =>
    (await world.ops.pool.query<T>(text, [...values])).rows
  const register = (where: string): Promise<readonly { key: string }[]> =>
    query(`select key from ops.listed_record where connection_id = 'acme' and resource = 'offers' and ${where} order by key::int`)
  const removed = async (): Promise<readonly string[]> => (await register('removed > version')).map(({ key }) => key)
  const suspects = async (where = 'true'): Promise<readonly string[]> =>
    (await query<{ key: string }>(`select key from ops.suspect where ${where} order by key::int`)).map(({ key }) => key)
  const holds = (): Promise<readonly unknown[]> => query('select resource, suspects, alive from ops.absence_hold')

  /** The offers were listed, and no event has mentioned them for an hour. */
  const listed = async (count: number): Promise<void> => {
    shown = range(count)
    poller = await world.start(answer, QUIET)
    await until(
      async () => (await query(`select 1 from ops.listing_progress where resource = 'offers' and backfill_done`)).length > 0,
      {
        what: 'the backfill of offers',
      },
    )
    await age()
  }
  const age = async (): Promise<void> => {
    const prefix = `lpad(to_hex(${HOUR_AGO_US}), 14, '0')`
    await query(
      `update ops.listed_record set seen_us = ${HOUR_AGO_US}, version = ${prefix} || substr(version, 15),
         spoken = case when spoken = $1 then spoken else ${prefix} || substr(spoken, 15) end where resource = 'offers'`,
      [NEVER],
    )
  }
  const swept = async (resource = 'offers'): Promise<void> => {
    const [before] = await query<{ us: string }>('select (extract(epoch from clock_timestamp()) * 1000000)::bigint as us')
    await query(`update ops.listing_progress set sweep_requested = true where resource = $1`, [resource])
    await until(
      async () =>
        (await query(`select 1 from ops.listing_progress where resource = $1 and sweep_complete_us < $2`, [resource, before?.us]))
          .length === 0,
      { what: 'a complete sweep' },
    )
  }
  const absences = async (): Promise<readonly AbsenceBody[]> => {
    const found: AbsenceBody[] = []
    await world.log.scan(RAW_TOPIC, (records) => {
      for (const { message } of records)
        if (message.headers['ce_type'] === 'greenhouse.raw.absence')
          found.push(JSON.parse(Buffer.from(message.value).toString('utf8')) as AbsenceBody)
      return undefined
    })
    return found
  }
  const suspect = (...suspicions: Suspicion[]): Promise<void> =>
    transact(world.ops.pool, (client) => addSuspects(client, 'acme', suspicions))
  const now = (): Instant => instantOfMs(Date.now())
  const questions = (): number => poller.asked('/v3/offers?per_page=500&ids=')

  describe('E2 a row goes after a complete sweep and two lookups with a canary, overlap apart', () => {
    it('that did not find it', async () => {
      await listed(5)
      shown = [1, 2, 4, 5]
      await swept()
      await until(async () => (await removed()).length > 0, { what: 'the absence' })
      const [absence, ...others] = await absences()
      const [first, second] = (absence?.questions ?? []).map((each) => Date.parse(each))
      expect([absence?.id, absence?.how, others, await removed(), await suspects()]).toEqual(['3', 'absence', [], ['3'], []])
      expect(['1', '2', '4', '5']).toContain(absence?.controls[0])
      expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1_000)
      // What an audit holds to the webhooks of deletions outlives the next sweep.
      await swept()
      expect(await query(`select gone_us / 1000 as ms from ops.listing_progress where resource = 'offers'`)).toEqual([
        { ms: String(second) },
      ])
    })

    it('and stays where a lookup shows it, its record then being appended whatever is known of it', async () => {
      await listed(3)
      shown = [1, 2]
      named = () => [1, 2, 3]
      await swept()
      await until(async () => questions() > 0 && (await suspects()).length === 0, { what: 'the suspicion to end' })
      expect([await removed(), await absences()]).toEqual([[], []])
      expect(await register(`key = '3' and version > lpad(to_hex(${HOUR_AGO_US} + 60000000), 14, '0')`)).toHaveLength(1)
    })

    it('and stays where the second lookup shows it, as a lagging replica answered the first', async () => {
      await listed(3)
      shown = [1, 2]
      named = () => (questions() > 1 ? [1, 2, 3] : [1, 2])
      await swept()
      await until(async () => questions() > 1 && (await suspects()).length === 0, { what: 'the suspicion to end' })
      expect(await removed()).toEqual([])
    })

    it('and stays while nothing is shown to us, not even the canary', async () => {
      await listed(5)
      shown = [1, 2, 4, 5]
      named = () => []
      await swept()
      await until(() => questions() >= 4, { what: 'some questions' })
      expect([await removed(), await suspects('questions = 0')]).toEqual([[], ['3']])
      named = () => shown
      await until(async () => (await removed()).length > 0, { what: 'the absence, once we are shown something' })
    })

    it('and is asked for with another canary where the first is gone itself', async () => {
      await listed(6)
      shown = [1, 2, 4, 5, 6]
      named = () => [1, 2, 4, 5]
      await swept()
      await until(async () => (await removed()).includes('3'), { what: 'the absence' })
      expect(await removed()).toEqual(['3'])
    })

    it('and is asked for beside others where Harvest does not take one of the keys', async () => {
      await listed(4)
      await suspect({ resource: 'offers', key: '2', why: 'reread', askedAt: now() })
      await suspect({ resource: 'offers', key: '3', why: 'reread', askedAt: now() })
      shown = [1, 4]
      await swept()
      await until(async () => (await removed()).length === 2, { what: 'both absences' })
    })
  })

  describe('E3 an entity that was mentioned is no suspect', () => {
    it('where that was within overlap before the sweep began', async () => {
      await world.close()
      // Longer than any machine takes from here to the sweep's first request.
      world = await polling({ settle: 0, overlap: 600_000_000 })
      await listed(3)
      const recent = `lpad(to_hex(${HOUR_AGO_US} + 3600000000), 14, '0') || substr(version, 15)`
      await query(`update ops.listed_record set spoken = ${recent} where key = '3' and resource = 'offers'`)
      shown = [1, 2]
      await swept()
      expect(await suspects()).toEqual([])
    })

    it('where a webhook comes between the lookups', async () => {
      await listed(3)
      shown = [1, 2]
      await swept()
      await until(async () => (await suspects('questions = 1')).length === 1, { what: 'the first question' })
      const later = `lpad(to_hex(${HOUR_AGO_US} + 3600000000), 14, '0') || substr(version, 15)`
      await query(`update ops.listed_record set spoken = ${later} where key = '3' and resource = 'offers'`)
      await until(async () => (await suspects()).length === 0, { what: 'the suspicion to end' })
      expect(await removed()).toEqual([])
    })

    it('and one who was missed by a re-read soon after a word waits for overlap', async () => {
      await listed(3)
      shown = [1, 2]
      await query(`update ops.listing_progress set control_key = '1' where resource = 'offers'`)
      const word = `lpad(to_hex((extract(epoch from clock_timestamp()) * 1000000)::bigint), 14, '0') || substr(version, 15)`
      await query(`update ops.listed_record set spoken = ${word} where key = '3' and resource = 'offers'`)
      const asked = now()
      await suspect({ resource: 'offers', key: '3', why: 'reread', askedAt: (asked + 1_000) as Instant })
      await until(async () => (await removed()).length > 0, { what: 'the absence' })
      const [absence] = await absences()
      expect(Date.parse(absence?.questions[0] ?? '')).toBeGreaterThanOrEqual(asked / 1000 + 900)
    })
  })

  describe('E4 a mass removal waits for a person', () => {
    it.each([
      [30, 9],
      [2, 0],
    ])('where of %i rows only %i are shown: nothing is asked, nothing appended', async (count, left) => {
      await listed(count)
      shown = range(left)
      await swept()
      await until(async () => (await holds()).length > 0, { what: 'the hold' })
      await swept('jobs')
      expect(await holds()).toEqual([{ resource: 'offers', suspects: String(count - left), alive: String(count) }])
      expect([questions(), await removed(), await absences()]).toEqual([0, [], []])
    })

    it('and goes on by itself once a sweep shows them again', async () => {
      await listed(30)
      shown = range(5)
      await swept()
      await until(async () => (await holds()).length > 0, { what: 'the hold' })
      shown = range(29)
      await swept()
      await until(async () => (await removed()).length > 0, { what: 'the one that went' })
      expect([await holds(), await removed(), await suspects()]).toEqual([[], ['30'], []])
    })

    it('and holds what re-reads miss one by one meanwhile', async () => {
      await listed(30)
      shown = range(5)
      await swept()
      await until(async () => (await holds()).length > 0, { what: 'the hold' })
      await suspect({ resource: 'offers', key: '5', why: 'reread', askedAt: now() })
      expect(await suspects(`key = '5' and due_us is null`)).toEqual(['5'])
    })

    it('and needs no canary where an operator has confirmed that all went', async () => {
      await listed(2)
      shown = []
      await swept()
      await until(async () => (await holds()).length > 0, { what: 'the hold' })
      expect(await confirmAbsences(world.ops.pool, 'acme', 'offers')).toBe(2)
      await until(async () => (await removed()).length === 2, { what: 'both absences' })
      expect((await absences()).map(({ controls }) => controls)).toEqual([[], []])
    })
  })

  describe('E5 after a parent’s removal', () => {
    const parent = async (isRemoved: boolean): Promise<void> => {
      const newest = isRemoved ? 'f'.repeat(NEVER.length) : NEVER
      await world.given.listed('applications', ['9'], { mentioned: newest, removed: newest })
    }
    const cascade = (): Suspicion => ({
      ...{ resource: 'offers', key: '3', why: 'cascade', parent: 'applications/9' },
      askedAt: now(),
    })

    it('one lookup with a canary is proof, and says that it was a cascade', async () => {
      await listed(3)
      await parent(true)
      shown = [1, 2]
      await swept('jobs')
      await query(`update ops.listing_progress set control_key = '1' where resource = 'offers'`)
      await suspect(cascade())
      await until(async () => (await removed()).length > 0, { what: 'the absence' })
      expect(await absences()).toMatchObject([{ id: '3', how: 'cascade', questions: { length: 1 }, parent: 'applications/9' }])
      expect(await query(`select 1 from ops.listing_progress where resource = 'offers' and gone_us is not null`)).toEqual([])
    })

    it('two are needed where the log knows no such removal', async () => {
      await listed(3)
      await parent(false)
      shown = [1, 2]
      await query(`update ops.listing_progress set control_key = '1' where resource = 'offers'`)
      await suspect(cascade())
      await until(async () => (await removed()).length > 0, { what: 'the absence' })
      expect(await absences()).toMatchObject([{ id: '3', questions: { length: 2 } }])
    })
  })

  it('a job post is assessed by both of its listings, and looked up in both', async () => {
    const posts: Record<string, readonly number[]> = { open: [1, 2], closed: [3, 4] }
    const answerPosts = (path: string): LocalAnswer => {
      if (!path.startsWith('/v3/job_posts?') || path.includes('updated_at')) return { headers: PLENTY, body: [] }
      const ids = new URLSearchParams(path.split('?')[1]).get('ids')?.split(',')
      const listing = (path.includes('active=false') ? posts['closed'] : posts['open']) ?? []
      return { headers: PLENTY, body: listing.filter((id) => !ids || ids.includes(String(id))).map(offer) }
    }
    poller = await world.start(answerPosts, QUIET)
    const backfilled = `select 1 from ops.listing_progress where resource = 'job_posts' and backfill_done`
    await until(async () => (await query(backfilled)).length === 2, { what: 'the backfill of both' })
    await query(
      `update ops.listed_record set seen_us = ${HOUR_AGO_US}, version = lpad(to_hex(${HOUR_AGO_US}), 14, '0') || substr(version, 15)`,
    )
    // 2 is closed now, 4 is gone.
    posts['open'] = [1]
    posts['closed'] = [2, 3]
    await swept('job_posts')
    const gone = (): Promise<readonly unknown[]> =>
      query(`select key from ops.listed_record where resource = 'job_posts' and removed > version`)
    await until(async () => (await gone()).length > 0, { what: 'the absence' })
    expect([await gone(), await suspects()]).toEqual([[{ key: '4' }], []])
    const asked = poller.server.asked.filter((path) => path.includes('/job_posts') && path.includes('ids='))
    expect(asked.filter((path) => path.includes('active=false')).length).toBeGreaterThanOrEqual(2)
  })
})
