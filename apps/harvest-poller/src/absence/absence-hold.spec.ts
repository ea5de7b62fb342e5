import { describe, expect, it } from '@jest/globals'
import { removalAllowed } from './absence-hold.js'

describe('E4 how many may go without a person’s word', () => {
  const unvouched = (suspects: number, alive: number, absences = 0): string =>
    removalAllowed({ suspects, unvouched: suspects, alive, absences })

  it.each([
    [0, 0, 'all'],
    [0, 10, 'all'],
    [20, 1_000, 'all'],
    [21, 1_000, 'cascades'],
    [100, 10_000, 'all'],
    [101, 10_000, 'cascades'],
  ])('of %i missing of %i: %s', (suspects, alive, free) => {
    expect(unvouched(suspects, alive)).toBe(free)
  })

  it('none where nothing would be left, be it one', () => {
    expect([unvouched(1, 1), unvouched(5, 5), unvouched(1, 2)]).toEqual(['none', 'none', 'all'])
  })

  it('counts what went since the last sweep: a permission withdrawn does not take one row at a time', () => {
    expect([unvouched(1, 500, 19), unvouched(1, 500, 20)]).toEqual(['all', 'cascades'])
  })

  it('counts no cascade, unless nothing would be left', () => {
    expect(removalAllowed({ suspects: 90, unvouched: 0, alive: 100, absences: 0 })).toBe('all')
    expect(removalAllowed({ suspects: 100, unvouched: 0, alive: 100, absences: 0 })).toBe('none')
  })
})
