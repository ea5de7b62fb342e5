const HALF_WINDOW_MS = 15_000
const FEWEST = 5

/**
 * Reports when the ingress refuses what it should accept: rightly signed webhooks that were answered 503 within the last half minute. What comes
 * from other senders does not count, or they could have the ingress closed.
 */
export class Refusals {
  private beganAt = Number.NEGATIVE_INFINITY
  private recent = { taken: 0, refused: 0 }
  private before = { taken: 0, refused: 0 }

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Notes how a rightly signed webhook was answered. */
  note(what: 'taken' | 'refused'): void {
    this.turn()
    this.recent[what] += 1
  }

  /** True where more were refused than taken. */
  get areMany(): boolean {
    const { taken, refused } = this.sums()
    return refused >= FEWEST && refused > taken
  }

  /** For readiness: throws where more were refused than taken. */
  check(): void {
    const { taken, refused } = this.sums()
    if (this.areMany) throw new Error(`${refused} of ${refused + taken} signed webhooks of the last half minute were refused`)
  }

  private sums(): { readonly taken: number; readonly refused: number } {
    this.turn()
    return { taken: this.recent.taken + this.before.taken, refused: this.recent.refused + this.before.refused }
  }

  private turn(): void {
    const age = this.now() - this.beganAt
    if (age < HALF_WINDOW_MS) return
    this.before = age < 2 * HALF_WINDOW_MS ? this.recent : { taken: 0, refused: 0 }
    this.recent = { taken: 0, refused: 0 }
    this.beganAt = this.now()
  }
}
