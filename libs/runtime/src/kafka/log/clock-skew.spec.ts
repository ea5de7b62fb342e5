import { describe, expect, it } from '@jest/globals'
import { ClockSkew } from './clock-skew.js'

describe('the brokers’ clock', () => {
  it('is not known before the first reading, and nothing is held against it', () => {
    const skew = new ClockSkew()
    expect(skew.ms()).toBeUndefined()
    expect(() => skew.check()).not.toThrow()
  })

  it.each([
    [1_000, false],
    [-1_000, false],
    [1_001, true],
    [-1_001, true],
  ])('V3 at %d ms from ours is refused: %p', (ms, isRefused) => {
    const skew = new ClockSkew()
    skew.note(ms)
    if (isRefused) expect(() => skew.check()).toThrow(`by ${ms} ms`)
    else expect(() => skew.check()).not.toThrow()
  })

  it('is forgotten after a minute: who is not ready is given nothing to append, and would never hear that it is right again', () => {
    let now = 5_000
    const skew = new ClockSkew(() => now)
    skew.note(7_000)
    now += 59_999
    expect(() => skew.check()).toThrow('7000')
    now += 2
    expect(skew.ms()).toBeUndefined()
    expect(() => skew.check()).not.toThrow()
  })
})
