import {
  currentGeneration,
  GroupCommit,
  isRefused,
  narrowDown,
  positionsOf,
  writerReader,
  type AtPosition,
  type LogBatch,
  type Pool,
} from '@trellis/runtime'
import { prepareGeneration, type Generation } from './generation.js'
import { GenerationMoved, joinWritten, skipRefused, writeBatches, type Written } from './write-batch.js'

/** Nest's token for the writer. */
export const WRITER = Symbol('writer')

/** One group of batches is made ready while Postgres has another. */
const LANES = 2

/** Writes into whichever generation is current, and moves on with the readers when they are given another. */
export class Writer {
  private followed: number | undefined
  private readonly group = new GroupCommit<AtPosition<Written>>((batches) => this.writeAll(batches), LANES)

  /** `preparing`: where another process has made the generation ready already. */
  constructor(
    private readonly pool: Pool,
    private preparing?: Promise<Generation>,
  ) {}

  /** The generation that is written, made ready where that was not done yet. Throws like `prepareGeneration`. */
  generation(): Promise<Generation> {
    const preparing = (this.preparing ??= prepareGeneration(this.pool))
    preparing.catch(() => this.leave(preparing))
    return preparing
  }

  /** Where reading a topic goes on, by partition. */
  async positions(topic: string): Promise<ReadonlyMap<number, bigint>> {
    return positionsOf(this.pool, writerReader((await this.generation()).number), topic)
  }

  /** Writes a batch, in one transaction with others that wait. */
  write(batch: LogBatch): Promise<AtPosition<Written>> {
    return this.group.add(batch)
  }

  /** What is refused is validated, and left out of its event; an event that is refused then is skipped, alone. */
  private async writeAll(batches: readonly LogBatch[]): Promise<readonly AtPosition<Written>[]> {
    try {
      return await this.inCurrent((generation) => writeBatches(this.pool, generation, batches))
    } catch (error) {
      if (!isRefused(error)) throw error
      return narrowDown(batches, {
        write: (parts) => this.inCurrent((generation) => writeBatches(this.pool, generation, parts, 'validate')),
        skip: (batch) => this.inCurrent((generation) => skipRefused(this.pool, generation, batch)),
        join: joinWritten,
      })
    }
  }

  /** Does the work with the current generation; once more where readers were given another meanwhile. */
  private async inCurrent<T>(work: (generation: Generation) => Promise<T>): Promise<T> {
    const preparing = this.generation()
    const generation = await preparing
    try {
      return await work(generation)
    } catch (error) {
      if (!(error instanceof GenerationMoved)) throw error
      this.leave(preparing)
      return this.inCurrent(work)
    }
  }

  /**
   * Looks whether readers were given another generation, and reports so once. A batch finds out by itself; where none comes, the tables that readers were
   * given back would stay behind the topics until one does.
   */
  async follow(onMoved: () => Promise<void>): Promise<void> {
    const current = await currentGeneration(this.pool)
    const preparing = this.generation()
    const { number } = await preparing
    if (current?.number !== number) this.leave(preparing)
    this.followed ??= number
    if (current?.number === this.followed) return
    await onMoved()
    this.followed = current?.number
  }

  /** Several batches may find out at once: what another has prepared since is kept. */
  private leave(preparing: Promise<Generation>): void {
    if (this.preparing === preparing) this.preparing = undefined
  }
}
