import { describe, expect, it } from '@jest/globals'
import { applications, candidates, jobs, offers, resources } from '@trellis/greenhouse'
import { listingsOf } from '../harvest/listings.js'
import { besideBackfill, type Situation } from './choose-tasks.js'
import { taskName } from './task.js'
import { ago, choose, due, names, quiet, suspectOf } from './testing/situation.js'

describe('R2 each class of work keeps its share', () => {
  const busy = {
    due: resources.flatMap((of) => due(of, 60, 100)),
    progress: resources.map((of) => quiet(of, { completeUntil: ago(90_000), isBackfillDone: false })),
    suspects: resources.map(suspectOf),
  }
  const firsts = (round: number): readonly string[] => names(choose({ ...busy, round })).slice(0, 4)
  const rounds = Array.from({ length: 16 }, (_, index) => firsts(index + 1))

  it('puts the backfill first, then re-reads, then windows', () => {
    const kinds = choose({ ...busy, round: 1 }).map(({ type }) => type)
    expect([...new Set(kinds)]).toEqual(['backfill', 'reread', 'window', 'question'])
  })

  it('puts re-reads first once all was listed', () => {
    const progress = resources.map((of) => quiet(of, { completeUntil: ago(90_000) }))
    const led = Array.from({ length: 16 }, (_, index) => choose({ ...busy, progress, round: index + 1 })[0]?.type)
    const times = (kind: string): number => led.filter((type) => type === kind).length
    expect([times('reread'), times('window'), times('question')]).toEqual([10, 4, 2])
  })

  it('gives re-reads one place in sixteen rounds beside a backfill, the one that has waited longest, and all places without', () => {
    const dueKeys = [...due(candidates, 50, 60), ...due(offers, 50, 90), ...due(jobs, 50, 70)]
    const progress = [...resources.map((of) => quiet(of)), quiet(applications, { isBackfillDone: false })]
    const rounds = Array.from({ length: 160 }, (_, index) => choose({ due: dueKeys, progress, round: index + 1 }))
    const beside = rounds.map((tasks, index) => besideBackfill(tasks, index + 1).filter(({ type }) => type === 'reread'))
    expect(beside.flat().map(taskName)).toEqual(Array.from({ length: 10 }, () => 'reread/offers'))
    expect(rounds.every((tasks) => tasks.filter(({ type }) => type === 'reread').length === 3)).toBe(true)
  })

  it('gives windows and sweeps one place in thirty-two rounds each beside a backfill, and each other’s where there are none', () => {
    const progress = [
      ...resources.map((of) => quiet(of, { completeUntil: ago(90_000) })),
      quiet(applications, { isBackfillDone: false }),
    ]
    const others = (situation: Partial<Situation>): readonly string[] =>
      Array.from({ length: 320 }, (_, index) => besideBackfill(choose({ ...situation, round: index + 1 }), index + 1))
        .map((tasks) => tasks.map(({ type }) => type).filter((type) => type !== 'backfill'))
        .flatMap((types) => (types.length > 1 ? ['more than one'] : types))
    const times = (kinds: readonly string[]): unknown => ({
      window: kinds.filter((kind) => kind === 'window').length,
      question: kinds.filter((kind) => kind === 'question').length,
      all: kinds.length,
    })
    expect(times(others({ progress, suspects: busy.suspects }))).toEqual({ window: 10, question: 10, all: 20 })
    expect(times(others({ progress }))).toEqual({ window: 20, question: 0, all: 20 })
    expect(times(others({ progress: progress.slice(-1), suspects: busy.suspects }))).toEqual({
      window: 0,
      question: 20,
      all: 20,
    })
  })

  it.each([
    ['reread', 1],
    ['window', 4],
    ['backfill', 9],
    ['question', 2],
  ])('lets %s come first now and then, however much there is of the others', (kind, times) => {
    expect(rounds.filter(([first = '']) => first.startsWith(kind)).length).toBeGreaterThanOrEqual(times)
  })

  it('lets an audit come first in every other round of sweeps, and last else', () => {
    const audit = [{ type: 'audit', audit: '1', listing: listingsOf(offers)[0], cursor: undefined }] as const
    const kinds = Array.from({ length: 32 }, (_, index) => choose({ ...busy, audit, round: index + 1 }).map(({ type }) => type))
    expect(kinds.filter(([first]) => first === 'audit')).toHaveLength(2)
    expect(kinds.filter((each) => each.at(-1) === 'audit')).toHaveLength(28)
  })

  it('lets every collection’s backfill come first in turn', () => {
    const led = rounds
      .concat(Array.from({ length: 8 * resources.length }, (_, index) => firsts(index + 17)))
      .map(([first = '']) => first)
    const backfilled = new Set(led.filter((name) => name.startsWith('backfill')))
    expect(backfilled.size).toBe(resources.length)
  })
})
