import { describe, expect, it } from '@jest/globals'
import { applications, candidates, departments, jobs, offers, resources, users } from '@trellis/greenhouse'
import type { Instant, Resource } from '@trellis/pipeline'
import type { Progress } from './progress.js'
import { listingsOf } from './listings.js'
import { chooseTasks, taskName, type DueKey, type Situation, type Task } from './tasks.js'

const SECOND = 1_000_000
const NOW = (1_800_000_000 * SECOND) as Instant
const ago = (seconds: number): Instant => (NOW - seconds * SECOND) as Instant
const LAG = { settle: 10 * SECOND, overlap: 900 * SECOND }
const INTERVALS = { hot: 60_000, warm: 900_000, settings: 21_600_000 }

/** A resource whose backfill is done and whose windows are complete up to now. */
function quiet(of: Resource, change: Partial<Progress> = {}): Progress {
  return {
    resource: of.name,
    permission: 'granted',
    backfillStartedAt: ago(86_400),
    backfillCursor: undefined,
    isBackfillDone: true,
    completeUntil: ago(10),
    window: undefined,
    windowCursor: undefined,
    ...change,
  }
}

function due(of: Resource, count: number, waitedSeconds: number): readonly DueKey[] {
  return Array.from({ length: count }, (_, at) => ({
    resource: of.name,
    of: '',
    key: String(at + 1),
    attempts: 0,
    dueAt: (ago(waitedSeconds) + at) as Instant,
  }))
}

function choose(situation: Partial<Situation>): readonly Task[] {
  return chooseTasks({
    resources,
    progress: resources.map((of) => quiet(of)),
    due: [],
    now: NOW,
    lag: LAG,
    intervals: INTERVALS,
    round: 1,
    ...situation,
  })
}

const names = (tasks: readonly Task[]): readonly string[] => tasks.map(taskName)

describe('choosing what to ask next', () => {
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

    it('begin a window that is under way anew where its cursor was lost', () => {
      const window = { from: ago(2_000), to: ago(12) }
      expect(windows(users, { window })).toEqual([{ type: 'window', listing: listingsOf(users)[0], window, cursor: undefined }])
    })

    it('wait for the backfill’s first request, which says where they begin', () => {
      expect(names(windows(offers, { completeUntil: undefined, isBackfillDone: false }))).toEqual(['backfill/offers'])
    })

    it('run beside a backfill', () => {
      const tasks = windows(offers, { completeUntil: ago(500), isBackfillDone: false, backfillCursor: 'page 7' })
      expect(tasks).toMatchObject([{ type: 'window' }, { type: 'backfill', cursor: 'page 7' }])
    })
  })

  describe('R2 each class of work keeps its share', () => {
    const busy = {
      due: resources.flatMap((of) => due(of, 60, 100)),
      progress: resources.map((of) => quiet(of, { completeUntil: ago(90_000), isBackfillDone: false })),
    }
    const firsts = (round: number): readonly string[] => names(choose({ ...busy, round })).slice(0, 4)
    const rounds = Array.from({ length: 16 }, (_, index) => firsts(index + 1))

    it('puts re-reads first, then windows, then the backfill', () => {
      const kinds = choose({ ...busy, round: 1 }).map(({ type }) => type)
      expect([...new Set(kinds)]).toEqual(['reread', 'window', 'backfill'])
    })

    it.each(['reread', 'window', 'backfill'])('lets %s come first now and then, however much there is of the others', (kind) => {
      expect(rounds.filter(([first = '']) => first.startsWith(kind)).length).toBeGreaterThanOrEqual(4)
    })

    it('lets every collection’s backfill come first in turn', () => {
      const led = rounds
        .concat(Array.from({ length: 4 * resources.length }, (_, index) => firsts(index + 17)))
        .map(([first = '']) => first)
      const backfilled = new Set(led.filter((name) => name.startsWith('backfill')))
      expect(backfilled.size).toBe(resources.length)
    })
  })

  it('names a task by what it lists, so that the same listing is not asked twice at a time', () => {
    const page = (cursor: string): Task => ({ type: 'backfill', listing: listingsOf(applications)[0], cursor })
    expect([taskName(page('a')), taskName(page('b'))]).toEqual(['backfill/applications', 'backfill/applications'])
  })
})
