import type { Message, Position } from '@trellis/pipeline'
import { Fault } from '../../fault.js'
import { APPEND_LIMITS, sizeOf, type AppendLimits, type Tombstone } from './append-limits.js'
import { Forbidden, IdentityRefused, TooLarge, UnknownTopic } from '../client/kafka-fault.js'
import { LogBusy } from './log-busy.js'
import { MessageRefused } from './message-refused.js'

/** One message on its way to the log. */
export interface QueuedMessage {
  readonly topic: string
  readonly message: Message | Tombstone
  readonly bytes: number
}

/** The way to the log: resolves with a position per message, in order, once every in-sync replica has them all. */
export type SendBatch = (batch: readonly QueuedMessage[]) => Promise<readonly Position[]>

interface Append {
  /** Where its first message stands in what was to be appended. */
  readonly from: number
  readonly positions: (Position | undefined)[]
  missing: number
  /** Attempts that brought nothing of it onto the log. */
  failures: number
  isOver: boolean
  settle(error?: Error): void
}

interface Entry extends QueuedMessage {
  readonly append: Append
  readonly index: number
  /** On the log, or refused. */
  isDone: boolean
}

/**
 * Group commit: while one request is under way, messages gather; then they go as one. One request at a time keeps the order of appends and
 * makes retries safe without idempotent producers. A request that fails for the world's sake is repeated until its appends' deadlines are over, or
 * until the log is away: then an append is given up after its second failed attempt, and others at once while it is tried. One that fails for its
 * content's sake is halved until the guilty message is alone. One that fails for our own sake, since the cluster does not know or does not allow us, is given up.
 */
export class AppendQueue {
  private queue: Entry[] = []
  private held = 0
  private running: Promise<void> | undefined
  private lastFailure: unknown
  /** Attempts in a row of which nothing came onto the log, and when the first of them failed. */
  private failures = { count: 0, since: 0 }
  private isSweeping = false
  private isClosed = false

  constructor(
    private readonly send: SendBatch,
    private readonly limits: AppendLimits = APPEND_LIMITS,
    private readonly onFailure: (error: unknown) => void = () => undefined,
  ) {}

  /** Bytes waiting or under way. */
  get heldBytes(): number {
    return this.held
  }

  /**
   * Resolves when all are on the log. A long append goes in parts, one after the other, each within the deadline: what the log takes in that time
   * bounds no append. Rejects with LogBusy, with MessageRefused, or with a Fault at the deadline (some may be, or still come, on the log).
   */
  async append(topic: string, messages: readonly (Message | Tombstone)[]): Promise<readonly Position[]> {
    const sizes = messages.map(sizeOf)
    const tooLarge = sizes.flatMap((size, index) => (size > this.limits.maxMessageBytes ? [index] : []))
    if (tooLarge.length > 0) {
      const largest = sizes.reduce((most, size) => Math.max(most, size))
      throw new MessageRefused(`a message of ${largest} bytes is too large for ${topic}`, tooLarge)
    }
    const positions: (readonly Position[])[] = []
    for (const [from, to] of partsOf(sizes, this.limits))
      positions.push(await this.appendPart(topic, messages.slice(from, to), sizes.slice(from, to), from))
    return positions.flat()
  }

  private appendPart(
    topic: string,
    messages: readonly (Message | Tombstone)[],
    sizes: readonly number[],
    from: number,
  ): Promise<readonly Position[]> {
    if (this.isClosed) return Promise.reject(new Fault('the log was closed', { retryable: false }))
    if (this.running && this.isAway) return Promise.reject(this.away(topic))
    const bytes = sizes.reduce((sum, size) => sum + size, 0)
    if (this.held > 0 && this.held + bytes > this.limits.maxQueuedBytes)
      return Promise.reject(new LogBusy(`${this.held} bytes wait for the log already`, { cause: this.lastFailure }))
    return new Promise((resolve, reject) => {
      const append = this.begin(topic, messages.length, from, resolve, reject)
      for (const [index, message] of messages.entries()) {
        this.queue.push({ topic, message, bytes: sizes[index] ?? 0, append, index, isDone: false })
      }
      this.held += bytes
      this.running ??= this.run()
    })
  }

  /** Takes no more; resolves when nothing is waiting or under way. */
  async close(): Promise<void> {
    this.isClosed = true
    await this.running
  }

  private begin(
    topic: string,
    count: number,
    from: number,
    resolve: (at: readonly Position[]) => void,
    reject: (error: Error) => void,
  ): Append {
    const append: Append = {
      from,
      positions: new Array<Position | undefined>(count),
      missing: count,
      failures: 0,
      isOver: false,
      settle: (error) => {
        if (append.isOver) return
        append.isOver = true
        clearTimeout(timer)
        if (error) reject(error)
        else resolve(append.positions.filter((position) => position !== undefined))
      },
    }
    const timer = setTimeout(() => {
      const text = `${topic} has not acknowledged ${append.missing} of ${count} messages within ${this.limits.deadlineMs} ms`
      append.settle(new Fault(text, { cause: this.lastFailure }))
      this.sweep()
    }, this.limits.deadlineMs)
    return append
  }

  private async run(): Promise<void> {
    const [first, longest] = this.limits.pauseMs
    let pause = first
    // Appends of the same tick travel together.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.queue.length > 0) {
      const batch = this.take()
      try {
        if (batch.length > 0) {
          await this.deliver(batch)
          this.failures = { count: 0, since: 0 }
        }
        pause = first
      } catch (error) {
        this.lastFailure = error
        this.onFailure(error)
        const unsent = batch.filter(({ isDone }) => !isDone)
        this.queue.unshift(...unsent)
        this.noteFailure(batch, unsent, error)
        this.sweep()
        await new Promise((resolve) => setTimeout(resolve, pause))
        pause = Math.min(pause * 2, longest)
      }
    }
    this.running = undefined
  }

  private get isAway(): boolean {
    const { count, since } = this.failures
    return count >= 2 && performance.now() - since >= this.limits.awayAfterMs
  }

  private away(topic: string): Fault {
    return new Fault(`${topic} is not reached: the log is away`, { cause: this.lastFailure })
  }

  /** An unknown topic says nothing of the log, and neither does an attempt that brought some of it there. */
  private noteFailure(batch: readonly Entry[], unsent: readonly Entry[], error: unknown): void {
    if (unsent.length < batch.length || error instanceof UnknownTopic) {
      this.failures = { count: 0, since: 0 }
      return
    }
    const { count, since } = this.failures
    this.failures = { count: count + 1, since: count === 0 ? performance.now() : since }
    const appends = new Map(unsent.map(({ append, topic }) => [append, topic]))
    for (const [append, topic] of appends) {
      append.failures += 1
      if (append.failures >= 2 && this.isAway) append.settle(this.away(topic))
    }
  }

  private take(): readonly Entry[] {
    let bytes = 0
    let count = 0
    for (const entry of this.queue) {
      if (count > 0 && (bytes + entry.bytes > this.limits.maxBatchBytes || count >= this.limits.maxBatchMessages)) break
      bytes += entry.bytes
      count += 1
    }
    const taken = this.queue.splice(0, count)
    const wanted = taken.filter(({ append }) => !append.isOver)
    this.held -= bytes - bytesOf(wanted)
    return wanted
  }

  private async deliver(batch: readonly Entry[]): Promise<void> {
    let positions: readonly Position[]
    try {
      positions = await this.send(batch)
    } catch (error) {
      return this.deliverParts(batch, error)
    }
    for (const [at, { append, index }] of batch.entries()) {
      append.positions[index] = positions[at]
      append.missing -= 1
    }
    this.done(batch)
    for (const { append } of batch) if (append.missing === 0) append.settle()
  }

  /** Before anybody hears of it: who appends in answer must find the room. */
  private done(entries: readonly Entry[]): void {
    for (const entry of entries) entry.isDone = true
    this.held -= bytesOf(entries)
  }

  /** After a failure that has to do with what was sent, innocent neighbours go on without the guilty. */
  private async deliverParts(batch: readonly Entry[], error: unknown): Promise<void> {
    if (error instanceof IdentityRefused) return this.giveUp(batch, error)
    const topics = [...new Set(batch.map(({ topic }) => topic))]
    if (topics.length > 1 && isAboutContent(error)) {
      const results = []
      for (const topic of topics) results.push(await settled(this.deliver(batch.filter((entry) => entry.topic === topic))))
      const failed = results.find((result) => result !== undefined)
      if (failed) throw failed.error
      return
    }
    if (!isRefusal(error)) throw error
    if (error instanceof Forbidden) return this.giveUp(batch, error)
    const [first] = batch
    if (first && batch.length === 1) {
      this.done(batch)
      first.append.settle(error instanceof TooLarge ? refusal(first, error) : error)
      return
    }
    const middle = batch.length >> 1
    await this.deliver(batch.slice(0, middle))
    await this.deliver(batch.slice(middle))
  }

  /** No part of it would fare better. */
  private giveUp(batch: readonly Entry[], error: Fault): never {
    this.done(batch)
    for (const { append } of batch) append.settle(error)
    throw error
  }

  /** What no caller waits for any more is dropped, once per turn of the loop. */
  private sweep(): void {
    if (this.isSweeping) return
    this.isSweeping = true
    setImmediate(() => {
      this.isSweeping = false
      const kept = this.queue.filter(({ append }) => !append.isOver)
      this.held -= bytesOf(this.queue) - bytesOf(kept)
      this.queue = kept
    })
  }
}

/** From where to where the parts of an append reach, each what one request takes at most; a message that is larger goes alone. */
function partsOf(
  sizes: readonly number[],
  { maxPartBytes, maxBatchMessages }: Pick<AppendLimits, 'maxPartBytes' | 'maxBatchMessages'>,
): readonly (readonly [number, number])[] {
  const parts: [number, number][] = []
  let [from, bytes] = [0, 0]
  for (const [index, size] of sizes.entries()) {
    if (index > from && (bytes + size > maxPartBytes || index - from >= maxBatchMessages)) {
      parts.push([from, index])
      from = index
      bytes = 0
    }
    bytes += size
  }
  return sizes.length > 0 ? [...parts, [from, sizes.length]] : parts
}

function refusal({ append, index }: Entry, error: TooLarge): MessageRefused {
  return new MessageRefused(error.message, [append.from + index], { cause: error })
}

/** A refusal would be repeated: too large, not allowed, invalid. */
function isRefusal(error: unknown): error is Fault {
  return error instanceof Fault && !error.retryable
}

function isAboutContent(error: unknown): boolean {
  return isRefusal(error) || error instanceof UnknownTopic
}

async function settled(work: Promise<void>): Promise<{ readonly error: unknown } | undefined> {
  try {
    await work
    return undefined
  } catch (error) {
    return { error }
  }
}

function bytesOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, { bytes }) => sum + bytes, 0)
}
