import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { RAW_TOPIC, recordEventId } from '@trellis/greenhouse'
import { until } from '@trellis/local'
import { encodeRaw, instantOfMs } from '@trellis/pipeline'
import { newRawKey } from '@trellis/runtime'
import { hear as hearIn } from '../testing/hearing.js'
import { holdRows } from '../testing/held-rows.js'
import type { LocalAnswer } from '../testing/http-server.js'
import { HOURLY, PLENTY, polling, type Polling, type RunningPoller } from '../testing/polling.js'

const EMPTY: LocalAnswer = { headers: PLENTY, body: [] }

describe('the children of what a webhook speaks of', () => {
  let world: Polling

  beforeEach(async () => {
    world = await polling()
    await world.given.allListed()
  })
  afterEach(() => world.close())

  const hear = (action: string, payload: unknown): Promise<void> => hearIn(world, action, payload)
  const isSettled = async (): Promise<boolean> => (await world.ops.pool.query('select 1 from ops.due_read')).rowCount === 0
  const settled = (): Promise<boolean> => until(isSettled, { what: 'nothing to be due any more' })
  const poll = async (answer: (path: string) => LocalAnswer = () => EMPTY): Promise<RunningPoller> => {
    const poller = await world.start(answer, HOURLY)
    await settled()
    return poller
  }
  const suspects = async (): Promise<readonly string[]> => {
    const { rows } = await world.ops.pool.query<Record<'resource' | 'key' | 'why' | 'parent', string>>(
      'select resource, key, why, parent from ops.suspect order by resource, key::bigint',
    )
    return rows.map(({ resource, key, why, parent }) => `${resource}/${key} ${why} ${parent}`)
  }
  const keysAsked = (poller: RunningPoller, resource: string): readonly string[] =>
    poller.server.asked.flatMap((line) => {
      const url = new URL(line.replace('GET ', ''), 'http://x')
      const ids = url.searchParams.get('ids')
      return url.pathname === `/v3/${resource}` && ids !== null ? [ids] : []
    })

  describe('R1 come with their parents', () => {
    it('by the parents’ filter, for the subject and not for what is mentioned in passing', async () => {
      await hear('application_updated', { application: { id: 12, status: 'active', candidate: { id: 5 }, jobs: [{ id: 3 }] } })
      const poller = await poll()
      expect(poller.asked('/v3/application_stages?per_page=500&application_ids=12')).toBe(1)
      expect(poller.asked('/v3/candidate_educations?per_page=500&candidate_ids=5')).toBe(0)
      expect(poller.asked('/v3/job_interview_stages?per_page=500&job_ids=3')).toBe(0)
    })

    it('from every listing of theirs', async () => {
      await hear('job_updated', { job: { id: 3, name: 'Pilot' } })
      const poller = await poll()
      expect(poller.asked('/v3/job_posts?per_page=500&active=false&job_ids=3')).toBe(1)
    })

    it('and nothing is settled before the last page', async () => {
      await hear('application_updated', { application: { id: 12 } })
      let isOver = false
      const poller = await world.start((path) => {
        if (path.includes('cursor=2')) return isOver ? EMPTY : { status: 500, headers: PLENTY }
        if (!path.includes('application_stages?per_page=500&application_ids=12')) return EMPTY
        return { headers: { ...PLENTY, link: '<http://x/v3/application_stages?cursor=2>; rel="next"' }, body: [] }
      }, HOURLY)
      await until(() => poller.asked('/v3/application_stages?cursor=2') >= 2, {
        what: 'the last page to fail twice',
      })
      const { rows } = await world.ops.pool.query('select resource, of, key from ops.due_read')
      isOver = true
      await settled()
      expect(rows).toEqual([{ resource: 'application_stages', of: 'applications', key: '12' }])
    })
  })

  describe('E5 a complete answer to a parent filter is a complete sweep of that parent', () => {
    it('children that we hold and it lacks are suspected, over all its pages', async () => {
      const stages = [1, 2, 3].map((id) => ({ id, application_id: 12 }))
      await holdRows(world.ops.pool, 'acme', { application_stages: [...stages, { id: 4, application_id: 13 }] })
      await hear('application_updated', { application: { id: 12 } })
      await poll((path) => {
        if (path.includes('cursor=2')) return { headers: PLENTY, body: [{ id: 3, application_id: 12 }] }
        if (!path.includes('application_stages?per_page=500&application_ids=12')) return EMPTY
        const link = '<http://x/v3/application_stages?cursor=2>; rel="next"'
        return { headers: { ...PLENTY, link }, body: [{ id: 2, application_id: 12 }] }
      })
      const stagesMissed = (await suspects()).filter((line) => line.startsWith('application_stages'))
      expect(stagesMissed).toEqual(['application_stages/1 parent applications/12'])
    })

    it('and the child of a parent whose removal is on the log went along with it', async () => {
      await holdRows(world.ops.pool, 'acme', { offers: [{ id: 9, application_id: 12 }] })
      await hear('delete_application', { application: { id: 12 } })
      const poller = await poll()
      expect(keysAsked(poller, 'offers')).toEqual(['9'])
      expect(await suspects()).toEqual(['offers/9 cascade applications/12'])
    })

    it('an entity that a re-read does not show is suspected, one that is removed is not', async () => {
      await holdRows(world.ops.pool, 'acme', {
        offers: [
          { id: 9, application_id: 12 },
          { id: 8, application_id: 12 },
        ],
      })
      await hear('offer_updated', { id: 9, application_id: 12 })
      await hear('offer_deleted', { offer: { id: 8 } })
      await poll()
      expect((await suspects()).filter((line) => line.startsWith('offers'))).toEqual(['offers/9 reread null'])
    })
  })

  describe('E6 follow a removal by their own keys', () => {
    const HELD = {
      applications: [
        { id: 12, candidate_id: 5, job_id: 3 },
        { id: 13, candidate_id: 6, job_id: 3 },
      ],
      attachments: [
        { id: 21, candidate_id: 5 },
        { id: 22, candidate_id: 6 },
        { id: 23, candidate_id: 7 },
      ],
      scorecards: [
        { id: 31, application_id: 12 },
        { id: 32, application_id: 13 },
      ],
    }

    it('of a person, and those of the person’s applications', async () => {
      await holdRows(world.ops.pool, 'acme', HELD)
      await hear('delete_candidate', { person: { id: 5 } })
      const poller = await poll()
      expect(['applications', 'attachments', 'scorecards'].map((name) => keysAsked(poller, name))).toEqual([
        ['12'],
        ['21'],
        ['31'],
      ])
    })

    it('after a merge those of both people, and where they moved to is on the log', async () => {
      await holdRows(world.ops.pool, 'acme', HELD)
      await hear('merge_candidate', { person: { id: 5, new_candidate_id: 6 } })
      const moved = { id: 12, candidate_id: 6, job_id: 3 }
      const shown = [moved, { id: 13, candidate_id: 6, job_id: 3 }]
      const poller = await poll((path) =>
        path.startsWith('/v3/applications?') && path.includes('12') ? { headers: PLENTY, body: shown } : EMPTY,
      )
      expect(['applications', 'attachments', 'scorecards'].map((name) => keysAsked(poller, name))).toEqual([
        ['12,13'],
        ['21,22'],
        ['31,32'],
      ])
      const bodies: string[] = []
      await world.log.scan(RAW_TOPIC, (records) => {
        bodies.push(...records.map(({ message }) => Buffer.from(message.value).toString()))
        return undefined
      })
      expect(bodies).toContain(JSON.stringify(moved))
    })

    it('that was established by absence', async () => {
      await holdRows(world.ops.pool, 'acme', HELD)
      const body = Buffer.from('{"id":12}')
      const at = instantOfMs(Date.now())
      const absence = {
        id: recordEventId('acme', 'applications', at, body),
        connection: 'acme',
        kind: 'absence',
        resource: 'applications',
        at,
        body,
      } as const
      await world.log.append(RAW_TOPIC, [encodeRaw(absence, newRawKey('acme'))])
      await world.readRaw()
      const poller = await poll()
      expect([keysAsked(poller, 'scorecards'), await suspects()]).toEqual([['31'], ['scorecards/31 cascade applications/12']])
    })

    it('also where the writer has not made its tables yet', async () => {
      await hear('delete_candidate', { person: { id: 5 } })
      const poller = await world.start(() => EMPTY, HOURLY)
      await until(async () => (await world.ops.pool.query(`select 1 from ops.due_read where of <> '*'`)).rowCount === 0, {
        what: 'the person to be read again',
      })
      await holdRows(world.ops.pool, 'acme', HELD)
      await settled()
      expect(keysAsked(poller, 'attachments')).toEqual(['21'])
    })
  })

  it('R3 are read again by their own keys where the person was anonymized', async () => {
    await holdRows(world.ops.pool, 'acme', { attachments: [{ id: 21, candidate_id: 5 }] })
    await hear('candidate_anonymized', { candidate_id: 5, anonymized_fields: ['attachments'] })
    const poller = await poll()
    expect(keysAsked(poller, 'attachments')).toEqual(['21'])
  })

  it('are forgotten where a permission is missing, and not asked for again and again', async () => {
    await hear('application_updated', { application: { id: 12 } })
    const poller = await poll((path) => (path.startsWith('/v3/offers?') ? { status: 403, headers: PLENTY } : EMPTY))
    expect(poller.asked('/v3/offers?')).toBeLessThanOrEqual(3)
  })

  it('L3 an answer older than what is known is not appended, and asked for again until one is not', async () => {
    const [old, young] = ['2026-11-01T10:00:00.000Z', '2026-11-01T10:05:00.000Z'].map((updated_at) => ({ id: 9, updated_at }))
    let asked = 0
    await world.given.listed('offers', ['9'], { version: '1'.repeat(47), updatedAt: '2026-11-01T10:05:00.000000Z' })
    await hear('offer_updated', { id: 9, application_id: 12 })
    await poll((path) => {
      if (!path.startsWith('/v3/offers?') || !path.includes('&ids=9')) return EMPTY
      asked += 1
      return { headers: PLENTY, body: [asked < 3 ? old : young] }
    })
    const bodies: string[] = []
    await world.log.scan(RAW_TOPIC, (records) => {
      bodies.push(
        ...records
          .filter(({ message }) => message.headers['ce_resource'] === 'offers')
          .map(({ message }) => Buffer.from(message.value).toString()),
      )
      return undefined
    })
    expect([asked, bodies]).toEqual([3, [JSON.stringify(young)]])
  })
})
