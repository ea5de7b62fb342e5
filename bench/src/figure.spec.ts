import { describe, expect, it } from '@jest/globals'
import { exponent, isMet, paired, quantile, spread } from './figure.js'

describe('a figure', () => {
  const runs = (...values: number[]) => ({ what: 'anything', unit: 's', values })

  it('is described by its smallest, middle and largest value', () => {
    expect(spread([3, 1, 2])).toEqual({ min: 1, median: 2, max: 3 })
    expect(spread([4, 1, 2, 3])).toEqual({ min: 1, median: 2.5, max: 4 })
    expect(() => spread([])).toThrow(RangeError)
  })

  it('is held against its target by the median of the ratios, pair by pair', () => {
    const figure = paired('x', runs(8, 9, 50), runs(10, 10, 10), { of: 'ratio', is: 'at least', value: 0.9 })
    expect(figure.ratio).toEqual([0.8, 0.9, 5])
    expect(isMet(figure)).toBe(true)
    expect(isMet({ ...figure, target: { of: 'ratio', is: 'at least', value: 0.91 } })).toBe(false)
    expect(isMet({ ...figure, target: { of: 'ours', is: 'at most', value: 9 } })).toBe(true)
    expect(isMet({ name: 'x', ours: runs(1) })).toBeUndefined()
  })

  it('or by what nineteen of twenty runs keep to', () => {
    const values = Array.from({ length: 20 }, (_, index) => index + 1)
    expect([0.5, 0.95, 1].map((share) => quantile(values, share))).toEqual([10, 19, 20])
    expect(() => quantile([], 0.5)).toThrow(RangeError)
    const within = (value: number) =>
      isMet({ name: 'x', ours: runs(...values), target: { of: 'p95 of ours', is: 'at most', value } })
    expect([within(19), within(18)]).toEqual([true, false])
  })

  it('says how cost grows: 1 is linear, 2 the square', () => {
    const at = (sizes: readonly number[], cost: (size: number) => number) => sizes.map((size) => ({ size, cost: cost(size) }))
    expect(exponent(at([1, 5, 20], (size) => 3 * size))).toBeCloseTo(1)
    expect(exponent(at([1, 5, 20], (size) => size ** 2 / 7))).toBeCloseTo(2)
  })
})
