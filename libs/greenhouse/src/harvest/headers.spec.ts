import { describe, expect, it } from '@jest/globals'
import { instantOfMs } from '@trellis/pipeline'
import { dateOf, readRateLimit } from './headers.js'

const headers = {
  'X-RateLimit-Limit': '50',
  'X-RateLimit-Remaining': '0',
  'X-RateLimit-Reset': '1700000030',
  'Retry-After': '7',
  Date: 'Tue, 14 Nov 2023 22:13:20 GMT',
}

describe('readRateLimit', () => {
  const expected = { limit: 50, remaining: 0, resetAt: instantOfMs(1_700_000_030_000), retryAfterMs: 7000 }

  it('reads a record of any spelling', () => {
    expect(readRateLimit(headers)).toEqual(expected)
    expect(
      readRateLimit(Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value]]))),
    ).toEqual(expected)
  })

  it("reads fetch's headers", () => expect(readRateLimit(new Headers(headers))).toEqual(expected))

  it('leaves out what is missing or no number', () => {
    expect(readRateLimit({})).toEqual({})
    expect(
      readRateLimit({
        'x-ratelimit-limit': 'many',
        'x-ratelimit-remaining': '',
        'retry-after': '-1',
        'x-ratelimit-reset': undefined,
      }),
    ).toEqual({})
  })

  it("counts a date in Retry-After from the answer's own date", () => {
    expect(readRateLimit({ ...headers, 'Retry-After': 'Tue, 14 Nov 2023 22:13:25 GMT' }).retryAfterMs).toBe(5000)
    expect(readRateLimit({ ...headers, 'Retry-After': 'Tue, 14 Nov 2023 22:13:10 GMT' }).retryAfterMs).toBe(0)
    expect(readRateLimit({ 'retry-after': 'Tue, 14 Nov 2023 22:13:25 GMT' }).retryAfterMs).toBeUndefined()
  })
})

describe('dateOf', () => {
  it("is the server's clock", () => expect(dateOf(headers)).toBe(instantOfMs(1_700_000_000_000)))

  it('is unknown where there is no date', () => {
    expect(dateOf({})).toBeUndefined()
    expect(dateOf({ date: 'noon' })).toBeUndefined()
  })
})
