const ALLOWED_MS = 1_000

/** A process that is not ready may be given nothing to append, and would never read the clocks again. */
const COUNTS_FOR_MS = 60_000

/** By how much the brokers' clock is ahead of ours (behind: negative) at least, as the last append showed (rule V3). */
export class ClockSkew {
  private reading: { readonly ms: number; readonly at: number } | undefined

  constructor(private readonly now: () => number = () => performance.now()) {}

  note(ms: number): void {
    this.reading = { ms, at: this.now() }
  }

  /** Undefined before the first append, and a minute after the last. */
  ms(): number | undefined {
    return this.reading && this.now() - this.reading.at <= COUNTS_FOR_MS ? this.reading.ms : undefined
  }

  /** Throws where the clocks differ by more than rule V3 allows; for readiness. */
  check(): void {
    const ms = this.ms() ?? 0
    if (Math.abs(ms) > ALLOWED_MS) throw new Error(`this clock differs from Kafka's by ${ms} ms`)
  }
}
