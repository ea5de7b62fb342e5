import { describe, expect, it } from '@jest/globals'
import { believedWaitMs, LONGEST_WAIT_MS } from './believed-wait.js'

describe('the wait that a refusal states', () => {
  it.each([
    ['as it is stated', 7_000, 1, 7_000],
    ['at least a second', 0, 1, 1_000],
    ['at least a second, where it is over', -3_600_000, 1, 1_000],
    ['at most five minutes', 31_536_000_000, 1, LONGEST_WAIT_MS],
    ['for a window, where nothing is stated', undefined, 1, 30_000],
    ['for a window, where it is no number', Number.NaN, 1, 30_000],
    ['longer with each refusal', 0, 4, 8_000],
    ['for a window at most, however often nothing was gained by asking', 0, 5_000, 30_000],
  ])('is believed %s', (_, stated, refusals, believed) => {
    expect(believedWaitMs(stated, refusals)).toBe(believed)
  })
})
