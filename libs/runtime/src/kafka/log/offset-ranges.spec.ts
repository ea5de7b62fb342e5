import { describe, expect, it } from '@jest/globals'
import { OffsetRanges } from './offset-ranges.js'

const range = (partition: number, from: number, to: number) => ({ partition, from: BigInt(from), to: BigInt(to) })

describe('parts of a topic', () => {
  it('are read in the order of the log, and what overlaps once', () => {
    const left = new OffsetRanges([range(0, 8, 9), range(0, 0, 3), range(0, 2, 5), range(1, 4, 4)])
    expect([left.partitions, left.total, left.next(0)]).toEqual([[0], 6, range(0, 0, 5)])
    left.pass(0, 3n)
    expect([left.done, left.next(0)]).toEqual([3, range(0, 3, 5)])
    expect([2n, 3n, 5n, 8n, 9n].filter((offset) => left.includes(0, offset))).toEqual([3n, 8n])
    left.pass(0, 7n)
    expect([left.done, left.next(0)]).toEqual([5, range(0, 8, 9)])
    left.pass(0, 100n)
    expect([left.done, left.isOver(), left.next(0)]).toEqual([6, true, undefined])
  })
})
