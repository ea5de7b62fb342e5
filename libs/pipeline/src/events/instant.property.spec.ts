import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { formatInstant, instantOfMs, msOf, parseInstant, type Instant } from './instant.js'

const instants = fc.maxSafeNat().map((at) => at as Instant)

describe('an instant', () => {
  it('is read back from its text', () => {
    fc.assert(fc.property(instants, (at) => expect(parseInstant(formatInstant(at))).toBe(at)))
  })

  it('is read back from milliseconds', () => {
    fc.assert(fc.property(fc.nat({ max: 2 ** 43 }), (ms) => expect(msOf(instantOfMs(ms))).toBe(ms)))
  })

  it('is written in texts that sort as instants do', () => {
    fc.assert(fc.property(instants, instants, (a, b) => expect(formatInstant(a) < formatInstant(b)).toBe(a < b)))
  })
})
