import { believedWaitMs, LONGEST_WAIT_MS } from '@trellis/greenhouse'

/** What an answer says of the budget: requests left, and when the window ends by the server's clock (milliseconds since the epoch). */
export interface RateReading {
  readonly remaining?: number
  readonly resetAtMs?: number
  /** The server's clock when it answered, cut off to the second. Without it the server's clock passes for ours. */
  readonly serverMs?: number
  /** Only where the request was refused for the budget's sake. */
  readonly retryAfterMs?: number
}

/** A wait that answers ask for: after a refusal, or until a window ends that is further away than anybody waits for. */
export interface AskedWait {
  readonly why: 'refused' | 'window'
  readonly statedMs: number
  readonly believedMs: number
}

/**
 * When a request goes out: evenly spread over what is left of the window, or at once. A window's worth of pages at its beginning would be ahead of every
 * webhook for as long as it takes to write them. While a request waits for its turn, none goes at once: whose turn it is was chosen before (rule R2).
 */
export type Pace = 'at once' | 'evenly'

/** The server counts in whole seconds; a request in its first moment would fall into the old window. */
const MARGIN_MS = 250

/** Kept free at the window's end: what has come late goes out then, and nothing of the budget is lost. */
const SPARE_MS = 2_000

/**
 * Keeps requests within the windows that the server's headers describe (fixed windows, Harvest v3): nothing is assumed of their size, but that no one else
 * waits longer than five minutes for the end of one: headers may be wrong, and only another answer shows it. While a window is unknown one request goes
 * ahead and reads its headers.
 */
export class RateBudget {
  /** `resetAtMs` names the window, by the server's clock; `endsAtMs` is when it is over by ours. */
  private window: { remaining: number; readonly resetAtMs: number; endsAtMs: number; readonly isDoubted: boolean } | undefined
  private blockedUntilMs = Number.NEGATIVE_INFINITY
  /** Refusals since the last answer that was none; those of requests that went out together count as one. */
  private refusals = 0
  private saidUntilMs = Number.NEGATIVE_INFINITY
  private inFlight = 0
  private lastInTurnMs = Number.NEGATIVE_INFINITY
  private inLine = 0
  private broken = 0
  private waiting: (() => void)[] = []

  /** `onWait` is called once for each wait, however many answers ask for it. `now` never goes back: a clock that is set must not make waits longer. */
  constructor(
    private readonly onWait: (wait: AskedWait) => void = () => undefined,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** What is left of the window, as far as answers have stated; for gauges. */
  get remaining(): number | undefined {
    return this.window?.remaining
  }

  /** Milliseconds for which no request goes out, by what answers have stated; for gauges. */
  get waitMs(): number {
    const now = this.now()
    const isUsedUp = this.window !== undefined && this.window.remaining <= 0
    return Math.max(0, this.blockedUntilMs - now, isUsedUp ? this.windowMs(now) : 0)
  }

  /** Waits for a place, does the request, and learns from its answer. Rejects when the signal is aborted. */
  async spend<T>(
    request: () => Promise<T>,
    read: (answer: T) => RateReading,
    signal: AbortSignal,
    pace: Pace = 'at once',
  ): Promise<T> {
    await this.place(pace, signal)
    const { broken } = this
    try {
      const answer = await request()
      // The server may have counted what broke off since, after it had counted this one.
      this.learn(read(answer), this.broken - broken)
      return answer
    } catch (error) {
      this.broken += 1
      if (this.window) this.window.remaining = Math.max(0, this.window.remaining - 1)
      throw error
    } finally {
      this.inFlight -= 1
      this.wake()
    }
  }

  private learn(reading: RateReading, uncounted: number): void {
    this.obey(reading.retryAfterMs)
    const { remaining: counted, resetAtMs, serverMs = Date.now() } = reading
    if (counted === undefined || resetAtMs === undefined) return
    const remaining = Math.max(0, counted - uncounted)
    const known = this.window
    const statedMs = resetAtMs - serverMs
    const aheadMs = Math.min(statedMs, LONGEST_WAIT_MS - MARGIN_MS)
    const isDoubted = aheadMs < statedMs
    if (isDoubted) this.say({ why: 'window', statedMs, believedMs: aheadMs })
    // The server's second is cut off and its answer has been on its way: the window ends then at the latest.
    const read = { remaining, resetAtMs: serverMs + aheadMs, endsAtMs: this.now() + aheadMs, isDoubted }
    if (!known || read.resetAtMs > known.resetAtMs || (known.isDoubted && !isDoubted)) this.window = read
    else if (read.resetAtMs === known.resetAtMs) {
      known.remaining = Math.min(known.remaining, remaining)
      known.endsAtMs = Math.min(known.endsAtMs, read.endsAtMs)
    }
  }

  private obey(statedMs: number | undefined): void {
    if (statedMs === undefined) {
      this.refusals = 0
      return
    }
    const now = this.now()
    if (now >= this.blockedUntilMs) this.refusals += 1
    const believedMs = believedWaitMs(statedMs, this.refusals)
    this.say({ why: 'refused', statedMs, believedMs })
    this.blockedUntilMs = Math.max(this.blockedUntilMs, now + believedMs)
  }

  private say(wait: AskedWait): void {
    const now = this.now()
    if (now < this.saidUntilMs) return
    this.saidUntilMs = now + wait.believedMs
    this.onWait(wait)
  }

  private windowMs(now: number): number {
    return this.window ? this.window.endsAtMs + MARGIN_MS - now : 0
  }

  /** Milliseconds until it is worth looking again; 0 means go. */
  private pauseMs(): number {
    const now = this.now()
    if (now < this.blockedUntilMs) return this.blockedUntilMs - now
    if (this.window && now >= this.window.endsAtMs + MARGIN_MS) this.window = undefined
    if (!this.window) return this.inFlight === 0 ? 0 : 1_000
    // An answer on its way has not been counted by the last reading of the headers.
    if (this.window.remaining - this.inFlight > 0) return 0
    return this.inFlight > 0 && this.window.remaining > 0 ? 1_000 : this.windowMs(now)
  }

  /** Takes a place as soon as there is one: the next request finds it taken. */
  private async place(pace: Pace, signal: AbortSignal): Promise<void> {
    const isInLine = pace === 'evenly' || this.inLine > 0
    const pause = (): number => this.pauseMs() || (isInLine ? this.turnPauseMs() : 0)
    if (isInLine) this.inLine += 1
    try {
      for (let pauseMs = pause(); pauseMs > 0; pauseMs = pause()) await this.change(pauseMs, signal)
    } finally {
      if (isInLine) this.inLine -= 1
    }
    if (isInLine) this.lastInTurnMs = this.now()
    this.inFlight += 1
  }

  /** Milliseconds until the next one's turn. */
  private turnPauseMs(): number {
    if (!this.window) return 0
    const now = this.now()
    const leftMs = Math.max(0, this.window.endsAtMs - SPARE_MS - now)
    return Math.max(0, Math.ceil(this.lastInTurnMs + leftMs / Math.max(1, this.window.remaining - this.inFlight) - now))
  }

  private async change(limitMs: number, signal: AbortSignal): Promise<void> {
    // A signal that is aborted already calls no listener any more.
    signal.throwIfAborted()
    return new Promise((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', abort)
        resolve()
      }
      const abort = (): void => {
        clearTimeout(timer)
        reject(signal.reason instanceof Error ? signal.reason : new Error('stopped'))
      }
      const timer = setTimeout(done, limitMs)
      signal.addEventListener('abort', abort, { once: true })
      this.waiting.push(done)
    })
  }

  private wake(): void {
    const waiting = this.waiting
    this.waiting = []
    for (const done of waiting) done()
  }
}
