import { describe, expect, it } from '@jest/globals'
import type { LogRecord } from './log-batch.js'
import { slicesOf } from './slices.js'

function record(offset: number, bytes: number): LogRecord {
  const position = { topic: 't', partition: 0, offset: String(offset) }
  return { message: { key: 'k', value: new Uint8Array(bytes), headers: {} }, position, appendedAtMs: 0 }
}

const sliced = (sizes: readonly number[]): readonly string[] =>
  [
    ...slicesOf(
      sizes.map((bytes, offset) => record(offset, bytes)),
      { records: 3, bytes: 100, alone: 80 },
    ),
  ].map(({ records, bytes }) => `${records.map(({ position }) => position.offset).join(' ')}: ${bytes}`)

describe('the slices of a batch', () => {
  it('hold so many records at most', () => {
    expect(sliced([1, 1, 1, 1])).toEqual(['0 1 2: 3', '3: 1'])
  })

  it('hold so many bytes at most', () => {
    expect(sliced([60, 40, 1, 80, 20])).toEqual(['0 1: 100', '2 3: 81', '4: 20'])
  })

  it('have large records last, each alone, so small ones do not wait for them', () => {
    expect(sliced([81, 1, 5_000, 2])).toEqual(['1 3: 3', '0: 81', '2: 5000'])
  })

  it('are none of nothing', () => {
    expect(sliced([])).toEqual([])
  })
})
