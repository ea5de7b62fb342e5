/** What an answer says of the budget: requests left, and when the window ends by the server's clock (milliseconds since the epoch). */
export interface RateReading {
  readonly remaining?: number
  readonly resetAtMs?: number
  /** The server's clock when it answered, cut off to the second. Without it the server's clock passes for ours. */
  readonly serverMs?: number
  readonly retryAfterMs?: number
}

/** The server counts in whole seconds; a request in its first moment would fall into the old window. */
const MARGIN_MS = 250

/**
 * Keeps requests within the windows that the server's headers describe (fixed windows, Harvest v3): nothing is assumed of their size.
 * While a window is unknown one request goes ahead and reads its headers.
 */
export class RateBudget {
  /** `resetAtMs` names the window, by the server's clock; `endsAtMs` is when it is over by ours. */
  private window: { remaining: number; readonly resetAtMs: number; endsAtMs: number } | undefined
  private blockedUntilMs = 0
  private inFlight = 0
  private broken = 0
  private waiting: (() => void)[] = []

  constructor(private readonly now: () => number = Date.now) {}

  /** What is left of the window, as far as answers have told; for gauges. */
  get remaining(): number | undefined {
    return this.window?.remaining
  }

  /** Waits for a place, does the request, and learns from its answer. Rejects when the signal is aborted. */
  async spend<T>(request: () => Promise<T>, read: (answer: T) => RateReading, signal: AbortSignal): Promise<T> {
    for (let pauseMs = this.pauseMs(); pauseMs > 0; pauseMs = this.pauseMs()) await this.change(pauseMs, signal)
    this.inFlight += 1
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
