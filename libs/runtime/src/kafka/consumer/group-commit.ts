import type { LogBatch } from './log-batch.js'

/** A group takes no further batch beyond so many records, or so many bytes: the larger it is, the later it moves on. */
const MANY = 2_000
const MUCH = 8 * 1024 * 1024

interface Waiting<T> {
  readonly batch: LogBatch
  readonly resolve: (answer: T) => void
  readonly reject: (error: unknown) => void
}

/**
 * Batches gather while others are being written, and then go as one: webhooks come as a few events on each of many partitions, and a transaction for
 * each would cost more than what it writes. What a group throws, each of its batches does.
 */
export class GroupCommit<T> {
  private waiting: Waiting<T>[] = []
  private running = 0

  /** `write` answers in the order of the batches. Of `lanes` groups one is made ready while the database has another. */
  constructor(
    private readonly write: (batches: readonly LogBatch[]) => Promise<readonly T[]>,
    private readonly lanes: number,
  ) {}

  /** Resolves or rejects once the batch's group was written. */
  add(batch: LogBatch): Promise<T> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ batch, resolve, reject })
      if (this.running >= this.lanes) return
      this.running += 1
      void this.run()
    })
  }

  private async run(): Promise<void> {
    // What was fetched together is handed over in one turn of the loop.
    await new Promise((resolve) => setImmediate(resolve))
    for (let group = this.take(); group.length > 0; group = this.take()) {
      try {
        const answers = await this.write(group.map(({ batch }) => batch))
        for (const [at, { resolve, reject }] of group.entries()) {
          const answer = answers[at]
          if (answer === undefined) reject(new Error('a batch of a group was not answered'))
          else resolve(answer)
        }
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    }
    // In the turn in which nothing was found: what came in between would wait for no group to end.
    this.running -= 1
  }

  private take(): readonly Waiting<T>[] {
    let records = 0
    let bytes = 0
    let count = 0
    for (const { batch } of this.waiting) {
      const size = sizeOf(batch)
      if (count > 0 && (records + batch.records.length > MANY || bytes + size > MUCH)) break
      records += batch.records.length
      bytes += size
      count += 1
    }
    return this.waiting.splice(0, count)
  }
}

function sizeOf({ records }: LogBatch): number {
  let bytes = 0
  for (const { message } of records) bytes += message.value.byteLength
  return bytes
}
