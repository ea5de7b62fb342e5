import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import fc from 'fast-check'
import { RateBudget, type Pace, type RateReading } from './rate-budget.js'

const READ = (reading: RateReading): RateReading => reading
const NEVER = new AbortController().signal

/** A request that is answered when the spec says so. */
class OpenRequest {
  isSent = false
  answer: (reading: RateReading) => void = () => undefined
  fail: (error: Error) => void = () => undefined
  private readonly answered = new Promise<RateReading>((resolve, reject) => {
    this.answer = resolve
    this.fail = reject
  })

  readonly send = (): Promise<RateReading> => {
    this.isSent = true
    return this.answered
  }
}

function spend(budget: RateBudget, count: number, signal = NEVER): { requests: readonly OpenRequest[]; done: Promise<unknown> } {
  const requests = Array.from({ length: count }, () => new OpenRequest())
  const done = Promise.allSettled(requests.map(({ send }) => budget.spend(send, READ, signal)))
  return { requests, done }
}

const sent = (requests: readonly OpenRequest[]): number => requests.filter(({ isSent }) => isSent).length
const passing = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms)

describe('the rate budget', () => {
  beforeEach(() => void jest.useFakeTimers({ now: 1_000_000 }))
  afterEach(() => void jest.useRealTimers())

  /** A budget that knows of a window: so many left until one minute from now. */
  async function knowing(remaining: number): Promise<RateBudget> {
    const budget = new RateBudget()
    await budget.spend(async () => ({ remaining, resetAtMs: Date.now() + 60_000 }), READ, NEVER)
    return budget
  }

  it('sends one request ahead while the window is unknown, and the others after its answer', async () => {
    const { requests } = spend(new RateBudget(), 4)
    await passing(0)
    const ahead = sent(requests)
    requests[0]?.answer({ remaining: 10, resetAtMs: Date.now() + 60_000 })
    await passing(0)
    expect([ahead, sent(requests)]).toEqual([1, 4])
  })

  it('keeps to one at a time where the server says nothing of its window', async () => {
    const { requests } = spend(new RateBudget(), 3)
    await passing(0)
    requests[0]?.answer({})
    await passing(0)
    expect(sent(requests)).toBe(2)
  })

  it('never has more in flight than are left', async () => {
    const { requests } = spend(await knowing(2), 5)
    await passing(0)
    expect(sent(requests)).toBe(2)
  })

  it('counts a request that failed, for the server may have counted it', async () => {
    const { requests, done } = spend(await knowing(1), 2)
    requests[0]?.fail(new Error('broken off'))
    await passing(30_000)
    expect(sent(requests)).toBe(1)
    await passing(31_000)
    requests[1]?.answer({})
    await done
  })

  it('waits for the window to end when nothing is left, and then sends one ahead', async () => {
    const { requests } = spend(await knowing(0), 3)
    await passing(59_000)
    const before = sent(requests)
    await passing(2_000)
    expect([before, sent(requests)]).toEqual([0, 1])
  })

  it.each([-3_600_000, 0, 3_600_000])('uses the server’s clock, however far ours is off: %d ms', async (aheadMs) => {
    const budget = new RateBudget()
    const serverMs = Date.now() - aheadMs
    await budget.spend(async () => ({ remaining: 0, resetAtMs: serverMs + 60_000, serverMs }), READ, NEVER)
    const { requests } = spend(budget, 3)
    await passing(59_000)
    const before = sent(requests)
    await passing(2_000)
    expect([before, sent(requests)]).toEqual([0, 1])
  })

  it('is not misled by an answer out of a window that is over', async () => {
    const budget = await knowing(5)
    await passing(61_000)
    const { requests } = spend(budget, 4)
    await passing(0)
    requests[0]?.answer({ remaining: 3, resetAtMs: Date.now() - 1_000 })
    await passing(0)
    expect(sent(requests)).toBe(2)
  })

  it('obeys Retry-After, whatever is left', async () => {
    const budget = await knowing(50)
    await budget.spend(async () => ({ remaining: 49, resetAtMs: Date.now() + 60_000, retryAfterMs: 7_000 }), READ, NEVER)
    const { requests } = spend(budget, 2)
    await passing(6_900)
    const before = sent(requests)
    await passing(200)
    expect([before, sent(requests)]).toEqual([0, 2])
  })

  it('ends waiting at once when it is aborted', async () => {
    const stop = new AbortController()
    const waiting = (await knowing(0)).spend(async () => ({}), READ, stop.signal)
    const ended = expect(waiting).rejects.toThrow('stop now')
    await passing(10)
    stop.abort(new Error('stop now'))
    await ended
  })

  it('does not begin to wait after it was aborted', async () => {
    const waiting = (await knowing(0)).spend(async () => ({}), READ, AbortSignal.abort(new Error('stopped before')))
    const ended = expect(Promise.race([waiting, passing(100)])).rejects.toThrow('stopped before')
    await passing(100)
    await ended
  })

  it('spreads what can wait over the window, a little short of its end', async () => {
    const budget = await knowing(58)
    const sentAt: number[] = []
    const beganAt = Date.now()
    const send = async (): Promise<RateReading> => {
      sentAt.push(Date.now() - beganAt)
      return { remaining: 58 - sentAt.length, resetAtMs: beganAt + 60_000 }
    }
    const all = Promise.all(Array.from({ length: 58 }, () => budget.spend(send, READ, NEVER, 'evenly')))
    await passing(59_000)
    await all
    const gaps = sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0))
    expect([sentAt.length, Math.min(...gaps) >= 900, Math.max(...gaps) <= 1_100]).toEqual([58, true, true])
  })

  it('lets through at once what cannot wait, unless another waits for a turn', async () => {
    const budget = await knowing(11)
    const first = spend(budget, 2)
    await passing(0)
    const page = new OpenRequest()
    const next = new OpenRequest()
    void budget.spend(page.send, READ, NEVER, 'evenly')
    void budget.spend(next.send, READ, NEVER, 'evenly')
    const late = spend(budget, 1)
    await passing(0)
    const before = [sent(first.requests), sent([page]), sent([next]), sent(late.requests)]
    await passing(20_000)
    expect([before, sent([next]), sent(late.requests)]).toEqual([[2, 1, 0, 0], 1, 1])
  })

  it('uses up the window all the same where answers take long', async () => {
    jest.setSystemTime(1_020_000_000)
    const server = new WindowedServer({ limit: 20, windowMs: 30_000, delaysMs: [700], breaksEvery: 1_000 })
    const budget = new RateBudget()
    const ask = async (): Promise<void> => {
      while (server.asked < 20) await budget.spend(() => server.answer(), READ, NEVER, 'evenly')
    }
    const all = ask()
    await passing(29_900)
    expect(server.asked).toBe(20)
    await all
  })

  it('never meets a refusal at a server that counts in fixed windows, however long answers take or break off', async () => {
    const servers = fc.record({
      limit: fc.integer({ min: 5, max: 20 }),
      windowMs: fc.constantFrom(1_000, 3_000, 30_000),
      delaysMs: fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 5, maxLength: 20 }),
      breaksEvery: fc.integer({ min: 3, max: 40 }),
      startMs: fc.integer({ min: 0, max: 3_000 }),
      paces: fc.array(fc.constantFrom<Pace>('at once', 'evenly'), { minLength: 4, maxLength: 4 }),
    })
    await fc.assert(
      fc.asyncProperty(servers, async ({ startMs, paces, ...rest }) => {
        jest.setSystemTime(1_000_000_000 + startMs)
        const server = new WindowedServer(rest)
        const budget = new RateBudget()
        const total = rest.limit * 3
        const ask = async (pace: Pace): Promise<void> => {
          while (server.asked < total) await budget.spend(() => server.answer(), READ, NEVER, pace).catch(() => undefined)
        }
        const all = Promise.all(paces.map(ask)).then(() => true)
        const limit = passing(rest.windowMs * 8 + 60_000).then(() => false)
        expect([await Promise.race([all, limit]), server.refused]).toEqual([true, 0])
        await limit
      }),
      { numRuns: 100 },
    )
  })
})

/** Counts in fixed windows of the epoch, as Harvest does; answers and breaks off after some time. */
class WindowedServer {
  asked = 0
  refused = 0
  private window = -1
  private used = 0

  constructor(
    private readonly of: {
      readonly limit: number
      readonly windowMs: number
      readonly delaysMs: readonly number[]
      readonly breaksEvery: number
    },
  ) {}

  async answer(): Promise<RateReading> {
    const { limit, windowMs, breaksEvery } = this.of
    const number = this.asked++
    await this.delay(number)
    const window = Math.floor(Date.now() / windowMs)
    if (window !== this.window) this.used = 0
    this.window = window
    this.used += 1
    if (this.used > limit) this.refused += 1
    const serverMs = Math.floor(Date.now() / 1_000) * 1_000
    const reading = { remaining: Math.max(0, limit - this.used), resetAtMs: (window + 1) * windowMs, serverMs }
    await this.delay(number + 1)
    if (number % breaksEvery === breaksEvery - 1) throw new Error('broken off')
    return reading
  }

  private delay(number: number): Promise<void> {
    const { delaysMs } = this.of
    return new Promise((resolve) => setTimeout(resolve, delaysMs[number % delaysMs.length] ?? 1))
  }
}
