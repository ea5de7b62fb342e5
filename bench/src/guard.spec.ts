import { describe, expect, it } from '@jest/globals'
import type { Bed } from './bed.js'
import type { Bench } from './bench.js'
import { paired } from './figure.js'
import { assess } from './guard.js'

const bed: Bed = {
  note: () => undefined,
  plot: () => Promise.reject(new Error('no plot is needed')),
  clear: () => Promise.resolve(),
}

/** A bench that gives these ratios, one after the other. */
function benchOf(ratios: readonly number[]): Bench & { readonly runs: number[] } {
  const left = [...ratios]
  const runs: number[] = []
  const series = (values: readonly number[]) => ({ what: 'anything', unit: '', values })
  return {
    runs,
    name: 'anything',
    about: '',
    counts: 'events',
    full: { size: 9, runs: 9 },
    quick: { size: 9, runs: 9 },
    guard: { size: 1, figure: 'x' },
    run: (_bed, load) => {
      runs.push(load.runs)
      const values = left.splice(0, load.runs)
      return Promise.resolve([paired('x', series(values), series(values.map(() => 1)))])
    },
  }
}
const free = (): number => 1
const busy = (): number => 5

describe('the guard', () => {
  it('is content with one pair that keeps half of what was kept', async () => {
    const bench = benchOf([0.41])
    expect(await assess(bench, bed, { x: 0.8 }, 1, free)).toMatchObject({ isHalved: false, isBusy: false })
    expect(bench.runs).toEqual([1])
  })

  it('measures three pairs more where one does not, and takes their median', async () => {
    expect(await assess(benchOf([0.1, 0.2, 0.7, 0.5]), bed, { x: 0.8 }, 1, free)).toMatchObject({ isHalved: false })
    expect(await assess(benchOf([0.1, 0.39, 0.7, 0.2]), bed, { x: 0.8 }, 1, free)).toMatchObject({ isHalved: true })
  })

  it('says nothing where others have the processors', async () => {
    const bench = benchOf([0.1])
    expect(await assess(bench, bed, { x: 0.8 }, 1, busy)).toMatchObject({ isHalved: false, isBusy: true })
    expect(bench.runs).toEqual([])
  })

  it('wants a reference', async () => {
    await expect(assess(benchOf([1]), bed, {}, 1, free)).rejects.toThrow('no reference')
  })
})
