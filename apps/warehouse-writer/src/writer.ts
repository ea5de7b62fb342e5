import { GroupCommit, positionsOf, type AtPosition, type LogBatch, type Pool } from '@trellis/runtime'
import { isUnfit, type Care } from './events-for.js'
import { prepareGeneration, type Generation } from './generation.js'
import { GenerationMoved, readerOf, writeBatches, type Written } from './write-batch.js'

/** Nest's token for the writer. */
export const WRITER = Symbol('writer')

/** One group of batches is made ready while Postgres has another. */
const LANES = 2

/** Writes into whichever generation is current, and moves on with the readers when they are given another. */
export class Writer {
  private followed: number | undefined
  private readonly group = new GroupCommit<AtPosition<Written>>((batches) => this.writeAll(batches, 'trusting'), LANES)

  /** `preparing`: where somebody has made the generation ready already. */
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
    return positionsOf(this.pool, readerOf(await this.generation()), topic)
  }

  /** Writes a batch, in one transaction with others that wait. */
  write(batch: LogBatch): Promise<AtPosition<Written>> {
    return this.group.add(batch)
  }

  /** Data that Postgres refuses is looked for and left out, once: what it refuses then is an error. */
  private async writeAll(batches: readonly LogBatch[], care: Care): Promise<readonly AtPosition<Written>[]> {
    const preparing = this.generation()
    const generation = await preparing
    try {
      return await writeBatches(this.pool, generation, batches, care)
    } catch (error) {
      if (error instanceof GenerationMoved) {
        this.leave(preparing)
        return this.writeAll(batches, care)
      }
      if (care === 'trusting' && isUnfit(error)) return this.writeAll(batches, 'careful')
      throw error
    }
  }

  /**
   * Looks whether readers were given another generation, and tells so once. A batch finds out by itself; where none comes, the tables that readers were
   * given back would stay behind the topics until one does.
   */
  async follow(onMoved: () => Promise<void>): Promise<void> {
    const { rows } = await this.pool.query<{ number: number }>('select number from ops.generation where is_current')
    const preparing = this.generation()
    const { number } = await preparing
    if (rows[0]?.number !== number) this.leave(preparing)
    this.followed ??= number
    if (rows[0]?.number === this.followed) return
    await onMoved()
    this.followed = rows[0]?.number
  }

  /** Several batches may find out at once: what another has prepared since is kept. */
  private leave(preparing: Promise<Generation>): void {
    if (this.preparing === preparing) this.preparing = undefined
  }
}
