const MINUTE_MS = 60_000

/** So many a minute for each connection, however they are spread over it. */
export class RateLimit {
  private beganAt = Number.NEGATIVE_INFINITY
  private readonly counts = new Map<string, number>()

  constructor(
    private readonly perMinute: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Counts one; false where the connection has had all of this minute's already. */
  spend(connection: string): boolean {
    const now = this.now()
    if (now - this.beganAt >= MINUTE_MS) {
      this.beganAt = now
      this.counts.clear()
    }
    const count = this.counts.get(connection) ?? 0
    if (count >= this.perMinute) return false
    this.counts.set(connection, count + 1)
    return true
  }

  /** Whole seconds until there is room again. */
  retryAfterSeconds(): number {
    return Math.max(1, Math.ceil((this.beganAt + MINUTE_MS - this.now()) / 1_000))
  }
}
