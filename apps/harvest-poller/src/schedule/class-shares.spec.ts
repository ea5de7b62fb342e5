import { describe, expect, it } from '@jest/globals'
import { applications, candidates, jobs, offers, resources } from '@trellis/greenhouse'
import { listingsOf } from '../harvest/listings.js'
import { chooseTasks, type Situation } from './choose-tasks.js'
import { FIRST_SYNC, STEADY, turnAt, type Priority } from './priorities.js'
import { taskName, type Task } from './task.js'
import { ago, choose, due, quiet, suspectOf } from './testing/situation.js'

describe('R2 each class of work keeps its share', () => {
  const suspects = resources.map(suspectOf)
  const allDue = resources.flatMap((of) => due(of, 60, 100))
  const listed = resources.map((of) => quiet(of, { completeUntil: ago(90_000) }))
  const unlisted = resources.map((of) => quiet(of, { completeUntil: ago(90_000), isBackfillDone: false }))
  /** What starts in each of so many rounds, the situation staying what it is. */
  const rounds = (count: number, situation: Partial<Situation>): readonly (readonly Task[])[] =>
    Array.from({ length: count }, (_, index) =>
      chooseTasks(choose({ ...situation, round: index + 1 }), { round: index + 1, places: 4, running: [] }),
    )
  const counted = (tasks: readonly (Task | undefined)[]): Readonly<Record<string, number>> => {
    const counts: Record<string, number> = {}
    for (const task of tasks) if (task) counts[task.type] = (counts[task.type] ?? 0) + 1
    return counts
  }

  it.each([
    ['once all was listed', STEADY, { reread: 10, window: 4, sweep: 1, audit: 1 }],
    ['during a first sync', FIRST_SYNC, { backfill: 28, reread: 2, window: 1, sweep: 1 }],
  ] as const)('%s the rounds are shared by weight, in cycles', (_, priorities, shares) => {
    const total = priorities.reduce((sum, { weight }) => sum + weight, 0)
    const cycle = (from: number): readonly string[] =>
      Array.from({ length: total }, (__, index) => turnAt(priorities, from + index)[0] ?? '')
    const turns = cycle(0)
    expect(
      Object.fromEntries(priorities.map(({ turn: [name = ''] }) => [name, turns.filter((each) => each === name).length])),
    ).toEqual(shares)
    expect(cycle(total)).toEqual(turns)
  })

  it('spreads the turns of a class over the cycle', () => {
    const waits = (priorities: readonly Priority[], name: string): number => {
      const at = Array.from({ length: 64 }, (_, round) => round).filter((round) => turnAt(priorities, round)[0] === name)
      return Math.max(...at.slice(1).map((round, index) => round - (at[index] ?? 0)))
    }
    expect([waits(STEADY, 'reread'), waits(STEADY, 'window')]).toEqual([3, 5])
    expect([waits(FIRST_SYNC, 'backfill'), waits(FIRST_SYNC, 'reread')]).toEqual([3, 17])
  })

  it('puts re-reads first once all was listed', () => {
    const led = rounds(16, { due: allDue, progress: listed, suspects }).map(([first]) => first)
    expect(counted(led)).toEqual({ reread: 10, window: 4, question: 2 })
  })

  it('puts the backfill first until then, and whatever is due beside it takes one place in four of 32 rounds', () => {
    const started = rounds(32, { due: allDue, progress: unlisted, suspects })
    expect(counted(started.map(([first]) => first))).toEqual({ backfill: 28, reread: 2, window: 1, question: 1 })
    expect(counted(started.flat())).toEqual({ backfill: 4 * 32 - 4, reread: 2, window: 1, question: 1 })
  })

  it('gives re-reads one place in sixteen rounds beside a backfill, the one that has waited longest, and all places without', () => {
    const dueKeys = [...due(candidates, 50, 60), ...due(offers, 50, 90), ...due(jobs, 50, 70)]
    const progress = [...resources.map((of) => quiet(of)), quiet(applications, { isBackfillDone: false })]
    const beside = rounds(160, { due: dueKeys, progress }).flat()
    expect(beside.filter(({ type }) => type === 'reread').map(taskName)).toEqual(
      Array.from({ length: 10 }, () => 'reread/offers'),
    )
    expect(rounds(160, { due: dueKeys }).every((tasks) => counted(tasks)['reread'] === 3)).toBe(true)
  })

  it('leaves no more to others while the only backfill is running', () => {
    const started = Array.from({ length: 32 }, (_, round) =>
      chooseTasks(choose({ due: allDue, progress: listed, suspects, round }), { round, places: 3, running: ['backfill'] }),
    )
    expect(counted(started.flat())).toEqual({ reread: 2, window: 1, question: 1 })
  })

  it('gives windows and sweeps one place in thirty-two rounds each beside a backfill, and each other’s where there are none', () => {
    const progress = [...listed, quiet(applications, { isBackfillDone: false })]
    const others = (situation: Partial<Situation>): Readonly<Record<string, number>> =>
      counted(
        rounds(320, situation)
          .flat()
          .filter(({ type }) => type !== 'backfill'),
      )
    expect(others({ progress, suspects })).toEqual({ window: 10, question: 10 })
    expect(others({ progress })).toEqual({ window: 20 })
    expect(others({ progress: progress.slice(-1), suspects })).toEqual({ question: 20 })
  })

  it('lets an audit come first in every other round of sweeps, and last else', () => {
    const audit = [{ type: 'audit', audit: '1', listing: listingsOf(offers)[0], cursor: undefined }] as const
    const orders = Array.from({ length: 32 }, (_, round) =>
      chooseTasks(choose({ due: allDue, progress: listed, suspects, audit, round }), { round, places: 1_000, running: [] }),
    )
    expect(orders.filter(([first]) => first?.type === 'audit')).toHaveLength(2)
    expect(orders.filter((tasks) => tasks.at(-1)?.type === 'audit')).toHaveLength(28)
  })

  it('lets every collection’s backfill come first in turn', () => {
    const led = rounds(16 + 8 * resources.length, { progress: unlisted }).flatMap(([first]) =>
      first?.type === 'backfill' ? [taskName(first)] : [],
    )
    expect(new Set(led).size).toBe(resources.length)
  })
})
