import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import fc from 'fast-check'
import { RateBudget } from './rate-budget.js'
import { rateReading } from './rate-reading.js'

const LONGEST_MS = 300_000
const HOUR_MS = 3_600_000

/** Any number that a header may hold, around everything that has been seen to go wrong: in the past, in this second, in milliseconds, of a year, of no use. */
const numbers = fc.oneof(
  fc.integer({ min: -10, max: 100 }).map(String),
  fc.constantFrom('0', '00', '0.0', '-1', '1e9', 'NaN', 'Infinity', '', ' ', 'soon', '31536000', '99999999999', '999999999999.9'),
  fc.string({ maxLength: 12 }),
)
const dates = fc.oneof(
  fc.integer({ min: -HOUR_MS, max: HOUR_MS }).map((ms) => (nowMs: number) => new Date(nowMs + ms).toUTCString()),
  fc.constantFrom('Thu, 01 Jan 1970 00:00:00 GMT', 'Fri, 31 Dec 9999 23:59:59 GMT', 'yesterday').map((text) => () => text),
)
const resets = fc.oneof(
  numbers.map((text) => () => text),
  fc.integer({ min: -86_400, max: 86_400 }).map((s) => (nowMs: number) => String(Math.floor(nowMs / 1_000) + s)),
  fc.constant((nowMs: number) => String(nowMs + 30_000)),
)
const answers = fc.record({
  status: fc.constantFrom(200, 429),
  remaining: fc.option(numbers),
  reset: fc.option(resets),
  retryAfter: fc.option(
    fc.oneof(
      numbers.map((text) => () => text),
      dates,
    ),
  ),
  date: fc.option(dates),
  takesMs: fc.integer({ min: 0, max: 3_000 }),
})

describe('requests by whatever headers', () => {
  beforeEach(() => void jest.useFakeTimers({ now: 1_800_000_000_000 }))
  afterEach(() => void jest.useRealTimers())

  it('never follow a refusal without a pause, never stay away for longer than five minutes, and set no timer that overflows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(answers, { minLength: 1, maxLength: 8 }), async (given) => {
        const timers = jest.spyOn(globalThis, 'setTimeout')
        const sent: { readonly atMs: number; readonly inFlight: number }[] = []
        const refused: number[] = []
        const budget = new RateBudget()
        const stop = new AbortController()
        let inFlight = 0
        const send = async () => {
          const answer = given[sent.length % given.length]
          sent.push({ atMs: Date.now(), inFlight: inFlight++ })
          await new Promise((resolve) => setTimeout(resolve, answer?.takesMs))
          inFlight -= 1
          if (answer?.status === 429) refused.push(Date.now())
          const header = (name: string, value: string | null | undefined) => (value == null ? {} : { [name]: value })
          const headers = {
            ...header('x-ratelimit-remaining', answer?.remaining),
            ...header('x-ratelimit-reset', answer?.reset?.(Date.now())),
            ...header('retry-after', answer?.retryAfter?.(Date.now())),
            ...header('date', answer?.date?.(Date.now())),
          }
          return { status: answer?.status ?? 200, headers }
        }
        const ask = async (pace: 'at once' | 'evenly'): Promise<void> => {
          while (!stop.signal.aborted && sent.length < 300) await budget.spend(send, rateReading, stop.signal, pace)
        }
        const asking = Promise.allSettled([ask('at once'), ask('evenly'), ask('evenly')])
        await jest.advanceTimersByTimeAsync(HOUR_MS)
        stop.abort(new Error('an hour has passed'))
        await jest.advanceTimersByTimeAsync(10_000)
        await asking

        const gaps = sent.slice(1).map(({ atMs }, index) => atMs - (sent[index]?.atMs ?? 0))
        expect(Math.max(0, ...gaps)).toBeLessThanOrEqual(LONGEST_MS + 3_000)
        expect(sent.length >= 300 || Date.now() - (sent.at(-1)?.atMs ?? 0) <= LONGEST_MS + 13_000).toBe(true)
        const tooSoon = refused.filter((at) => sent.some(({ atMs }) => atMs > at && atMs < at + 1_000))
        expect(tooSoon).toEqual([])
        expect(Math.max(...timers.mock.calls.map(([, ms]) => ms ?? 0))).toBeLessThan(2 ** 31)
        timers.mockRestore()
      }),
      { numRuns: 100 },
    )
  })

  it('are still bounded where each is refused with a wait of nothing', async () => {
    const budget = new RateBudget()
    const stop = new AbortController()
    let asked = 0
    const refuse = async () => ({ status: 429, headers: { 'retry-after': '0', 'x-call': String(asked++) } })
    const ask = async (): Promise<void> => {
      for (;;) await budget.spend(refuse, rateReading, stop.signal)
    }
    const asking = Promise.allSettled([ask(), ask(), ask(), ask()])
    await jest.advanceTimersByTimeAsync(40_000)
    stop.abort(new Error('enough'))
    await asking
    expect(asked).toBeLessThanOrEqual(30)
  })
})
