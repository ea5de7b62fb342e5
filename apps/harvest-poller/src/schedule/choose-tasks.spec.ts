import { describe, expect, it } from '@jest/globals'
import { applications, candidates, departments, jobs, offers, resources, users } from '@trellis/greenhouse'
import type { Instant, Resource } from '@trellis/pipeline'
import type { DueKey, Progress, Suspect } from '@trellis/runtime'
import { listingsOf } from '../harvest/listings.js'
import { isSweepDue } from './is-sweep-due.js'
import { taskName, type Task } from './task.js'
import { ago, choose, due, names, NOW, quiet, SECOND } from './testing/situation.js'

describe('choosing what to ask next', () => {
  it('asks one thing alone where a permission is missing: the backfill, or the window once that is done, whenever its interval ends', () => {
    const missing = { permission: 'missing', completeUntil: ago(20), sweepCompleteAt: ago(200_000) } as const
    const progress = [quiet(offers, missing), quiet(jobs, { ...missing, isBackfillDone: false }), quiet(departments)]
    expect(names(choose({ progress })).toSorted()).toEqual(['backfill/jobs', 'window/offers'])
  })

  it('asks for nothing where nothing is due', () => {
    expect(choose({})).toEqual([])
  })

  describe('R1 children', () => {
    const ofApplications = (count: number, waited: number): readonly DueKey[] =>
      due(offers, count, waited).map((key) => ({ ...key, of: 'applications' }))

    it('are asked for by their parents, 50 at a time, apart from those named by their own keys', () => {
      const tasks = choose({ due: [...due(offers, 3, 11), ...ofApplications(70, 1)] })
      expect(names(tasks)).toEqual(['reread/offers', 'children/offers/applications'])
      expect(tasks[1]).toMatchObject({ parent: 'applications', due: { length: 50 } })
    })

    it('wait a little for company', () => {
      expect([choose({ due: ofApplications(49, 9) }), names(choose({ due: ofApplications(1, 10) }))]).toEqual([
        [],
        ['children/offers/applications'],
      ])
    })

    it('wait with the listing where a permission is missing', () => {
      const progress = [quiet(offers, { permission: 'missing' }), quiet(candidates)]
      const tasks = choose({ due: [...due(offers, 60, 60), ...ofApplications(60, 60), ...due(candidates, 1, 60)], progress })
      expect(names(tasks)).toEqual(['reread/candidates'])
    })
  })

  describe('R1 re-reads', () => {
    it('lets a few keys wait for company', () => {
      expect(choose({ due: due(offers, 49, 9) })).toEqual([])
    })

    it('waits no longer than settle beyond being due', () => {
      const [task] = choose({ due: due(offers, 2, 10.1) })
      expect(task).toMatchObject({ type: 'reread', listing: listingsOf(offers)[0], due: [{ key: '1' }, { key: '2' }] })
    })

    it('sends a full request at once, and never more than a request may name', () => {
      const [task] = choose({ due: due(offers, 70, 0) })
      expect(task).toMatchObject({ type: 'reread', due: { length: 50 } })
    })

    it('asks for each resource on its own', () => {
      const both = [...due(offers, 1, 11), ...due(candidates, 1, 11), ...due(jobs, 1, 1)]
      expect(names(choose({ due: both }))).toEqual(['reread/candidates', 'reread/offers'])
    })
  })

  describe('windows (rules L1, L7)', () => {
    const windows = (resource: Resource, change: Partial<Progress>): readonly Task[] =>
      choose({ progress: [quiet(resource, change)] })

    it.each([
      [offers, 'hot', 60],
      [users, 'warm', 900],
      [departments, 'settings', 21_600],
    ] as const)('are due by their resource’s cadence: %#', (of, _, seconds) => {
      const early = windows(of, { completeUntil: ago(10 + seconds - 1) })
      const late = windows(of, { completeUntil: ago(10 + seconds) })
      expect([names(early), names(late)]).toEqual([[], [`window/${of.name}`]])
    })

    it('end settle before now and begin overlap before the last one’s end', () => {
      expect(windows(offers, { completeUntil: ago(100) })).toEqual([
        { type: 'window', listing: listingsOf(offers)[0], window: { from: ago(1_000), to: ago(10) }, cursor: undefined },
      ])
    })

    it('go on where one is under way, with its bounds and its cursor, whatever the cadence says', () => {
      const window = { from: ago(2_000), to: ago(12) }
      expect(windows(users, { completeUntil: ago(11), window, windowCursor: 'next' })).toEqual([
        { type: 'window', listing: listingsOf(users)[0], window, cursor: 'next' },
      ])
    })

    it('restart a window that is under way where its cursor was lost', () => {
      const window = { from: ago(2_000), to: ago(12) }
      expect(windows(users, { window })).toEqual([{ type: 'window', listing: listingsOf(users)[0], window, cursor: undefined }])
    })

    it('wait for the backfill’s first request, which says where they begin', () => {
      expect(names(windows(offers, { completeUntil: undefined, isBackfillDone: false }))).toEqual(['backfill/offers'])
    })

    it('run beside a backfill', () => {
      const tasks = windows(offers, { completeUntil: ago(500), isBackfillDone: false, backfillCursor: 'page 7' })
      expect(tasks).toMatchObject([{ type: 'backfill', cursor: 'page 7' }, { type: 'window' }])
    })
  })

  describe('L5 sweeps', () => {
    const DAY = 86_400
    const sweeping = (change: Partial<Progress>, now = NOW): readonly Task[] =>
      choose({ progress: [quiet(offers, change)], now }).filter(({ type }) => type === 'sweep')

    it('are due once a day, and no sooner than half a day after the backfill', () => {
      const turns = Array.from({ length: 24 }, (_, hour) => {
        const now = (NOW + hour * 3_600 * SECOND) as Instant
        return sweeping({ sweepCompleteAt: ago(3_600) }, now).length
      })
      expect([turns.indexOf(1) >= 11, turns.at(-1)]).toEqual([true, 1])
    })

    it.each(resources.map((of, index) => [of.name, index] as const))('give %s a turn of its own in every day', (_, index) => {
      const phase = index / resources.length
      const done = { ...quiet(offers), sweepCompleteAt: ago(10 * DAY) }
      let [swept, last] = [0, 0]
      for (let minute = 0; minute < 5 * 24 * 60; minute += 30) {
        const now = (NOW + minute * 60 * SECOND) as Instant
        if (!isSweepDue(last === 0 ? done : { ...done, sweepCompleteAt: last as Instant }, now, DAY * 1_000, phase)) continue
        swept += 1
        last = now
      }
      expect(swept).toBeGreaterThanOrEqual(5)
      expect(swept).toBeLessThanOrEqual(7)
    })

    it('do not begin together', () => {
      const backfilled = (NOW - (NOW % (DAY * SECOND))) as Instant
      const hours = resources.map((_, index) => {
        const isDue = (hour: number): boolean =>
          isSweepDue(
            { ...quiet(offers), sweepCompleteAt: backfilled },
            (backfilled + hour * 3_600 * SECOND) as Instant,
            DAY * 1_000,
            index / resources.length,
          )
        return Array.from({ length: 37 }, (__, hour) => hour).find(isDue)
      })
      expect(new Set(hours).size).toBeGreaterThan(10)
    })

    it('go on from their cursor', () => {
      expect(sweeping({ sweepStartedAt: ago(60), sweepCursor: 'page 7' })).toMatchObject([{ type: 'sweep', cursor: 'page 7' }])
    })

    it('begin at once where one is requested', () => {
      expect(sweeping({ sweepCompleteAt: ago(10), isSweepRequested: true })).toMatchObject([{ type: 'sweep', cursor: undefined }])
    })

    it('wait for the backfill, which is the first', () => {
      expect(sweeping({ isBackfillDone: false, isSweepRequested: true })).toEqual([])
    })
  })

  describe('E2 lookups', () => {
    const suspect = (key: number, waitedSeconds: number): Suspect => ({
      ...{ resource: 'offers', key: String(key), why: 'sweep', parent: undefined, firstMissingAt: undefined, isConfirmed: false },
      dueAt: ago(waitedSeconds),
    })
    const asked = (count: number, waitedSeconds: number): readonly Task[] =>
      choose({ suspects: Array.from({ length: count }, (_, at) => suspect(at, waitedSeconds)) })

    it('leave room for a canary, and wait a little for company', () => {
      expect(asked(60, 0)).toMatchObject([{ type: 'question', suspects: { length: 49 } }])
      expect([asked(3, 9), asked(3, 11).length]).toEqual([[], 1])
    })
  })

  it('names a task by what it lists, so the same listing is not asked twice at a time', () => {
    const page = (cursor: string): Task => ({ type: 'backfill', listing: listingsOf(applications)[0], cursor })
    expect([taskName(page('a')), taskName(page('b'))]).toEqual(['backfill/applications', 'backfill/applications'])
  })
})
