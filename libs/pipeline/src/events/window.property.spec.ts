import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Instant } from './instant.js'
import { nextWindow, settled, type Lag, type Window } from './window.js'

const lags: fc.Arbitrary<Lag> = fc.record({ settle: fc.nat({ max: 60_000_000 }), overlap: fc.nat({ max: 3_600_000_000 }) })
const instants = fc.integer({ min: 0, max: 2 ** 52 }).map((at) => at as Instant)

/** The windows of requests at these instants, each beginning where the one before ended. */
function windowsOf(requests: readonly Instant[], lag: Lag): readonly Window[] {
  return requests.reduce<readonly Window[]>((all, at) => [...all, nextWindow(all.at(-1)?.to ?? (0 as Instant), at, lag)], [])
}

describe('nextWindow', () => {
  it('L1 ends settle before the request', () => {
    fc.assert(
      fc.property(instants, instants, lags, (lastEnd, at, lag) => {
        expect(nextWindow(lastEnd, at, lag).to).toBe(Math.max(0, at - lag.settle))
      }),
    )
  })

  it('L1 begins overlap before the end of the last complete one', () => {
    fc.assert(
      fc.property(instants, fc.nat({ max: 10 ** 12 }), lags, (lastEnd, later, lag) => {
        const at = (lastEnd + lag.settle + later) as Instant
        expect(nextWindow(lastEnd, at, lag).from).toBe(Math.max(0, lastEnd - lag.overlap))
      }),
    )
  })

  it('is never inverted, whatever the clock does', () => {
    fc.assert(
      fc.property(instants, instants, lags, (lastEnd, at, lag) => {
        const { from, to } = nextWindow(lastEnd, at, lag)
        expect(from).toBeLessThanOrEqual(to)
      }),
    )
  })

  it('leaves no instant out between the first window and the last, for requests that follow each other', () => {
    fc.assert(
      fc.property(fc.array(instants, { minLength: 1, maxLength: 8 }), lags, (requests, lag) => {
        const windows = windowsOf(
          requests.toSorted((a, b) => a - b),
          lag,
        )
        const gaps = windows.slice(1).filter(({ from }, before) => from > (windows[before]?.to ?? 0))
        expect([windows[0]?.from, gaps]).toEqual([0, []])
      }),
    )
  })

  it('leaves no instant out where the clock goes back either', () => {
    fc.assert(
      fc.property(fc.array(instants, { minLength: 2, maxLength: 8 }), lags, (requests, lag) => {
        const windows = windowsOf(requests, lag)
        expect(windows.slice(1).filter(({ from }, before) => from > (windows[before]?.to ?? 0))).toEqual([])
      }),
    )
  })
})

describe('settled', () => {
  it('is never later than the request and never before 1970', () => {
    fc.assert(
      fc.property(instants, lags, (at, lag) => {
        expect(settled(at, lag) >= 0 && settled(at, lag) <= at).toBe(true)
      }),
    )
  })
})
