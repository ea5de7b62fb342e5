import { setTimeout as pause } from 'node:timers/promises'

/** So many times as long as reading takes, what was read is given again. */
const REST = 10
/** A screen may wait for so long; milliseconds. */
const QUICK_MS = 200

/** Reads something dear at most a tenth of the time, however often it is asked for. */
export class PacedReading<T> {
  private last: { readonly value: T; readonly atMs: number; readonly tookMs: number } | undefined
  private reading: Promise<T> | undefined

  constructor(
    private readonly read: () => Promise<T>,
    private readonly now = (): number => performance.now(),
    private readonly patience = (): Promise<undefined> => pause(QUICK_MS, undefined, { ref: false }),
  ) {}

  /** The same, but undefined where nothing was read yet and reading takes longer than a screen may wait. */
  soon(): Promise<T | undefined> {
    const value = this.value()
    return this.last ? value : Promise.race([value, this.patience()])
  }

  /** What was read last, where that was a short time ago; else what is read now. Where reading takes long, the value before is given meanwhile. */
  value(): Promise<T> {
    const { last } = this
    if (last && this.now() - last.atMs < REST * last.tookMs) return Promise.resolve(last.value)
    const reading = (this.reading ??= this.again().finally(() => (this.reading = undefined)))
    if (!last || last.tookMs < QUICK_MS) return reading
    // Where it fails, it is read again for the next who asks.
    reading.catch(() => undefined)
    return Promise.resolve(last.value)
  }

  private async again(): Promise<T> {
    const startedMs = this.now()
    const value = await this.read()
    const atMs = this.now()
    this.last = { value, atMs, tookMs: atMs - startedMs }
    return value
  }
}
