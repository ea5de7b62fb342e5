const TICK_MS = 20

/** Lets something happen so many times a second, in small bursts. */
export class Pace {
  #perSecond = 0
  #owed = 0
  #last = performance.now()
  readonly #timer: NodeJS.Timeout

  constructor(act: () => void) {
    this.#timer = setInterval(() => {
      const now = performance.now()
      // After a pause no more than a second is made up for.
      this.#owed = Math.min(this.#owed + (this.#perSecond * (now - this.#last)) / 1000, Math.max(1, this.#perSecond))
      this.#last = now
      for (; this.#owed >= 1; this.#owed--) act()
    }, TICK_MS)
    this.#timer.unref()
  }

  get perSecond(): number {
    return this.#perSecond
  }

  set(perSecond: number): void {
    this.#perSecond = perSecond
    this.#owed = 0
  }

  stop(): void {
    clearInterval(this.#timer)
  }
}
