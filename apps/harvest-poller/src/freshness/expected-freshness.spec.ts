import { describe, expect, it } from '@jest/globals'
import { expectedFreshness } from './expected-freshness.js'

const intervals = { hot: 60_000, warm: 900_000, settings: 21_600_000 }
const lag = { settle: 10_000_000, overlap: 900_000_000 }

describe('L7 what sizes and budget let expect', () => {
  it('a sweep takes its pages, at least one of each listing, by what windows leave of the budget', () => {
    const listings = [
      { cadence: 'hot', records: 100_001 },
      { cadence: 'settings', records: 0 },
    ] as const
    const expected = expectedFreshness(listings, 150, intervals, lag)
    expect(expected).toMatchObject({ requestsPerSecond: 5, sweepPages: 202 })
    // 5 requests a second, less one a minute for the hot listing.
    expect(expected.sweepSeconds).toBe(Math.ceil(202 / (5 - 1 / 60 - 1 / 21_600)))
  })

  it('tables are as old as the cadence and settle, while the budget lets windows keep up', () => {
    const { freshnessSeconds } = expectedFreshness([{ cadence: 'hot', records: 10 }], 150, intervals, lag)
    expect(freshnessSeconds).toEqual({ hot: 70, warm: 910, settings: 21_610 })
  })

  it('a budget that windows alone use up makes them older, and leaves nothing for a sweep', () => {
    const seventy = Array.from({ length: 70 }, () => ({ cadence: 'hot', records: 10 }) as const)
    const expected = expectedFreshness(seventy, 17.5, intervals, lag)
    expect(expected.windowShare).toBe(2)
    expect(expected.freshnessSeconds.hot).toBe(130)
    expect(expected.sweepSeconds).toBeNull()
  })
})
