import { describe, expect, it } from '@jest/globals'
import { RateLimit } from './rate-limit.js'

describe('a connection’s rate limit', () => {
  it('lets so many in a minute, says when there is room again, and counts each connection for itself', () => {
    let now = 1_000
    const limit = new RateLimit(2, () => now)
    expect(['a', 'a', 'a', 'b'].map((connection) => limit.spend(connection))).toEqual([true, true, false, true])
    now += 42_500
    expect([limit.spend('a'), limit.retryAfterSeconds()]).toEqual([false, 18])
    now += 17_500
    expect(limit.spend('a')).toBe(true)
  })
})
