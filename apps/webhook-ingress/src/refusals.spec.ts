import { describe, expect, it } from '@jest/globals'
import { Refusals } from './refusals.js'

describe('an ingress that refuses', () => {
  const noted = (taken: number, refused: number, clock = { now: 0 }): Refusals => {
    const refusals = new Refusals(() => clock.now)
    for (let time = 0; time < taken; time += 1) refusals.note('taken')
    for (let time = 0; time < refused; time += 1) refusals.note('refused')
    return refusals
  }

  it('says so where more signed webhooks were refused than taken', () => {
    expect(() => noted(5, 6).check()).toThrow('6 of 11 signed webhooks of the last half minute were refused')
  })

  it.each([
    [0, 4],
    [6, 6],
    [0, 0],
  ])('is none where %d were taken and %d refused', (taken, refused) => {
    expect(() => noted(taken, refused).check()).not.toThrow()
  })

  it('is forgotten after half a minute, and not before', () => {
    const clock = { now: 0 }
    const refusals = noted(0, 9, clock)
    clock.now = 16_000
    expect(refusals.areMany).toBe(true)
    clock.now = 32_000
    expect(refusals.areMany).toBe(false)
  })
})
