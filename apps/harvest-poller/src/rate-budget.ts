/** What an answer says of the budget: requests left, and when the window ends by the server's clock (milliseconds since the epoch). */
export interface RateReading {
  readonly remaining?: number
  readonly resetAtMs?: number
  /** The server's clock when it answered, cut off to the second. Without it the server's clock passes for ours. */
  readonly serverMs?: number
  readonly retryAfterMs?: number
}

/**
 * When a request goes out: evenly spread over what is left of the window, or at once. A window's worth of pages at its beginning would be ahead of every
 * webhook for as long as it takes to write them. While somebody waits for his turn, nobody goes at once: whose turn it is was chosen before (rule R2).
 */
export type Pace = 'at once' | 'evenly'

/** The server counts in whole seconds; a request in its first moment would fall into the old window. */
const MARGIN_MS = 250

/** Kept free at the window's end: what has come late goes out then, and nothing of the budget is lost. */
const SPARE_MS = 2_000

/**
 * Keeps requests within the windows that the server's headers describe (fixed windows, Harvest v3): nothing is assumed of their size.
 * While a window is unknown one request goes ahead and reads its headers.
 */
export class RateBudget {
  /** `resetAtMs` names the window, by the server's clock; `endsAtMs` is when it is over by ours. */
  private window: { remaining: number; readonly resetAtMs: number; endsAtMs: number } | undefined
  private blockedUntilMs = 0
  private inFlight = 0
  private lastInTurnMs = Number.NEGATIVE_INFINITY
  private inLine = 0
  private broken = 0
  private waiting: (() => void)[] = []

  constructor(private readonly now: () => number = Date.now) {}

  /** What is left of the window, as far as answers have told; for gauges. */
  get remaining(): number | undefined {
    return this.window?.remaining
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

  private learn({ remaining: counted, resetAtMs, serverMs, retryAfterMs }: RateReading, uncounted: number): void {
    if (retryAfterMs !== undefined) this.blockedUntilMs = Math.max(this.blockedUntilMs, this.now() + retryAfterMs)
    if (counted === undefined || resetAtMs === undefined) return
    const remaining = Math.max(0, counted - uncounted)
    const known = this.window
    // The server's second is cut off and its answer has been on its way: the window ends then at the latest.
    const endsAtMs = serverMs === undefined ? resetAtMs : this.now() + resetAtMs - serverMs
    if (!known || resetAtMs > known.resetAtMs) this.window = { remaining, resetAtMs, endsAtMs }
    else if (resetAtMs === known.resetAtMs) {
      known.remaining = Math.min(known.remaining, remaining)
      known.endsAtMs = Math.min(known.endsAtMs, endsAtMs)
    }
  }

  /** Milliseconds until it is worth looking again; 0 means go. */
  private pauseMs(): number {
    const now = this.now()
    if (now < this.blockedUntilMs) return this.blockedUntilMs - now
    if (this.window && now >= this.window.endsAtMs + MARGIN_MS) this.window = undefined
    if (!this.window) return this.inFlight === 0 ? 0 : 1_000
    // An answer on its way has not been counted by the last reading of the headers.
    if (this.window.remaining - this.inFlight > 0) return 0
    return this.inFlight > 0 && this.window.remaining > 0 ? 1_000 : this.window.endsAtMs + MARGIN_MS - now
  }

  /** Takes a place as soon as there is one: whoever looks next finds it taken. */
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
    // A signal that is aborted already tells nobody any more.
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
