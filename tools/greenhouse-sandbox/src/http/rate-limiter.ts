import type { RateLimit } from '../settings.js'

/** What the window says about one request. */
export interface Allowance {
  readonly isAllowed: boolean
  /** The headers that stand on every response, errors included (Harvest v3 guide, rate limits). */
  readonly headers: Readonly<Record<string, string>>
  readonly retryAfterSeconds: number
}

/** A fixed window: so many requests, then none until it ends. */
export class RateLimiter {
  #window = -1
  #used = 0

  constructor(
    public rateLimit: RateLimit,
    private readonly now: () => number,
  ) {}

  count(): Allowance {
    const { limit, windowMs } = this.rateLimit
    const now = this.now()
    const window = Math.floor(now / windowMs)
    if (window !== this.#window) this.#used = 0
    this.#window = window
    this.#used++
    const endsAt = (window + 1) * windowMs
    return {
      isAllowed: this.#used <= limit,
      headers: {
        'X-RateLimit-Limit': String(limit),
        'X-RateLimit-Remaining': String(Math.max(0, limit - this.#used)),
        'X-RateLimit-Reset': String(Math.ceil(endsAt / 1000)),
      },
      retryAfterSeconds: Math.max(1, Math.ceil((endsAt - now) / 1000)),
    }
  }
}
