import type { RawEvent } from '@trellis/pipeline'

/** How a webhook stands to those that came before it. */
type Repetition = 'accepted' | 'repeated' | 'busy'

/** What bodies that come again are measured by. */
export interface RepeatLimits {
  /** Bodies that are remembered; beyond it the oldest is forgotten. */
  readonly maxKnown: number
  /** Bytes of repeats that wait for their pause to end. */
  readonly maxWaitingBytes: number
  /** From one append of a body to the next: four times as long each time, up to a day. */
  readonly firstPauseMs: number
}

const DAY_MS = 24 * 60 * 60 * 1_000
const LOOK_EVERY_MS = 1_000
const GROWTH = 4
export const REPEAT_LIMITS: RepeatLimits = { maxKnown: 100_000, maxWaitingBytes: 16 * 1024 * 1024, firstPauseMs: 60_000 }

/** A body that was appended. */
interface Known {
  /** Settles with the append that is under way. */
  appending: Promise<void> | undefined
  appendedAt: number
  pauseMs: number
  /** The newest event appended or waiting; a repeated delivery has one id. */
  newest: string
  /** Came again since, as another delivery. */
  waiting: RawEvent | undefined
}

/**
 * Remembers what was appended within a day, so a body that comes again and again cannot fill the log (rule G6). A repeat is answered without
 * an append once its body is durable. One that says it is another delivery may be another event: the newest of them is appended when the pause
 * of its body is over, with the instant at which it came.
 */
export class Repeats {
  /** In the order in which they were first appended. */
  private readonly known = new Map<string, Known>()
  private readonly waiting = new Set<Known>()
  private waitingBytes = 0
  private timer: NodeJS.Timeout | undefined

  constructor(
    /** Resolves once the event is durable. */
    private readonly append: (event: RawEvent) => Promise<void>,
    private readonly limits: RepeatLimits = REPEAT_LIMITS,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Looks after repeats that wait, until `close`. */
  start(): void {
    this.timer ??= setInterval(() => void this.look(), LOOK_EVERY_MS).unref()
  }

  /** `body` names connection and body. Resolves once the body is durable; rejects with what its append rejects with. */
  async take(body: string, event: RawEvent): Promise<Repetition> {
    const known = this.known.get(body)
    if (!known || (!known.appending && this.now() - known.appendedAt >= DAY_MS)) return this.first(body, event)
    await known.appending
    if (known.newest === event.id && event.delivery !== undefined) return 'repeated'
    return this.wait(known, event) ? 'repeated' : 'busy'
  }

  /** True where the body was appended within a day, or is about to be. */
  has(body: string): boolean {
    const known = this.known.get(body)
    return known !== undefined && (known.appending !== undefined || this.now() - known.appendedAt < DAY_MS)
  }

  /** Appends repeats whose pause is over. A failed one waits for the next look. */
  async look(): Promise<void> {
    const now = this.now()
    await this.appendWaiting([...this.waiting].filter(({ appendedAt, pauseMs }) => now - appendedAt >= pauseMs))
  }

  /** Appends all that wait: what was answered is not forgotten by an orderly end. */
  async close(): Promise<void> {
    clearInterval(this.timer)
    await this.appendWaiting([...this.waiting])
  }

  private async first(body: string, event: RawEvent): Promise<'accepted'> {
    const known: Known = {
      appending: undefined,
      appendedAt: 0,
      pauseMs: this.limits.firstPauseMs,
      newest: event.id,
      waiting: undefined,
    }
    this.known.delete(body)
    this.known.set(body, known)
    known.appending = this.append(event).then(() => {
      known.appendedAt = this.now()
      known.appending = undefined
    })
    try {
      await known.appending
    } catch (error) {
      // Not durable: no sender may be answered that it is known.
      if (this.known.get(body) === known) this.known.delete(body)
      throw error
    }
    this.forget()
    return 'accepted'
  }

  private wait(known: Known, event: RawEvent): boolean {
    const bytes = this.waitingBytes - (known.waiting?.body.byteLength ?? 0) + event.body.byteLength
    if (bytes > this.limits.maxWaitingBytes) return false
    this.waitingBytes = bytes
    known.waiting = event
    known.newest = event.id
    this.waiting.add(known)
    return true
  }

  private async appendWaiting(all: readonly Known[]): Promise<void> {
    await Promise.allSettled(
      all.map(async (known) => {
        const event = known.waiting
        if (!event) return
        await this.append(event)
        known.appendedAt = this.now()
        known.pauseMs = Math.min(known.pauseMs * GROWTH, DAY_MS)
        // A newer one may have come meanwhile.
        if (known.waiting !== event) return
        known.waiting = undefined
        this.waiting.delete(known)
        this.waitingBytes -= event.body.byteLength
      }),
    )
  }

  private forget(): void {
    const [oldest] = this.known.keys()
    if (this.known.size > this.limits.maxKnown && oldest !== undefined) this.known.delete(oldest)
  }
}
