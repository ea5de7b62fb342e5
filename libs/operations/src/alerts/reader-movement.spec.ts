import { describe, expect, it } from '@jest/globals'
import { ReaderMovement } from './reader-movement.js'

const lag = (...partitions: (readonly [next: number, end: number])[]) => [
  {
    ...{ reader: 'normalizer', topic: 'raw', records: partitions.reduce((sum, [next, end]) => sum + end - next, 0) },
    partitions: partitions.map(([next, end], partition) => ({ partition, next: String(next), end: String(end) })),
  },
]

describe('how long a reader has not moved', () => {
  it('counts while there is something to read, from the first look on', () => {
    const movement = new ReaderMovement()
    const still = (nowMs: number, ...at: Parameters<typeof lag>) => movement.look(lag(...at), nowMs)[0]?.stillSeconds
    expect(still(0, [5, 9])).toBe(0)
    expect(still(60_000, [5, 12])).toBe(60)
    expect(still(90_000, [6, 12])).toBe(0)
    expect(still(120_000, [12, 12])).toBe(0)
    expect(still(180_000, [12, 12])).toBe(0)
    expect(still(240_000, [12, 13])).toBe(60)
  })

  it('is that of the partition that has not moved for longest', () => {
    const movement = new ReaderMovement()
    movement.look(lag([5, 9], [1, 2]), 0)
    expect(movement.look(lag([6, 9], [1, 4]), 30_000)).toEqual([
      { reader: 'normalizer', topic: 'raw', records: 6, stillSeconds: 30 },
    ])
  })
})
