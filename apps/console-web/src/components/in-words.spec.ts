import { describe, expect, it } from '@jest/globals'
import { count, distance, duration, instant } from './in-words.js'

describe('a length of time', () => {
  it.each([
    [0, '0 s'],
    [119.9, '119 s'],
    [120, '2 min'],
    [7_199, '119 min'],
    [7_200, '2 h'],
    [172_800, '2 d'],
  ])('of %d seconds is %s', (seconds, words) => {
    expect(duration(seconds)).toBe(words)
  })
})

describe('a distance from now', () => {
  it.each([
    [1_000, 'just now'],
    [-1_900, 'just now'],
    [45_000, '45 s ago'],
    [-20_000, 'in 20 s'],
    [3_600_000 * 5, '5 h ago'],
  ])('of %d ms is %s', (ms, words) => {
    const now = Date.UTC(2026, 3, 1)
    expect(distance(now - ms, now)).toBe(words)
  })
})

describe('an instant', () => {
  it('has its UTC on the second line', () => {
    expect(instant(Date.UTC(2026, 3, 1, 12, 30, 5, 250)).split('\n')[1]).toBe('2026-04-01 12:30:05 UTC')
  })
})

describe('a count', () => {
  it('has its thousands apart, and zero is a zero', () => {
    expect([count(1_234_567), count(0)]).toEqual(['1,234,567', '0'])
  })
})
