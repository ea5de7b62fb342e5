import type { EachBatchPayload, Offsets } from 'kafkajs'
import type { Logger } from '../telemetry/logger.js'

/** How far a partition was handled. */
export interface Handled {
  readonly topic: string
  readonly partition: number
  readonly next: bigint
}

interface Waiting extends Handled {
  readonly isCurrent: () => boolean
}

type Commit = EachBatchPayload['commitOffsetsIfNecessary']

/**
 * Commits of a consumer's offsets, one request at a time: what is handled meanwhile goes with the next. A fetch of thirty partitions that are handled
 * together would otherwise be thirty requests. A courtesy to lag monitors and the next member: where a commit fails, records come again.
 */
export class OffsetCommits {
  private waiting: Waiting[] = []
  private gathering: Promise<void> | undefined
  private underWay: Promise<void> = Promise.resolve()

  constructor(private readonly log: Logger) {}

  /** Resolves when the offset was committed, or could not be. `isCurrent`: false where the group was joined again since; it is not committed then. */
  add(commit: Commit, handled: Handled, isCurrent: () => boolean): Promise<void> {
    this.waiting.push({ ...handled, isCurrent })
    this.gathering ??= this.underWay = this.afterwards(commit)
    return this.gathering
  }

  private async afterwards(commit: Commit): Promise<void> {
    await this.underWay
    // What is handled together is told of in one turn of the loop.
    await new Promise((resolve) => setImmediate(resolve))
    const handled = this.waiting.filter(({ isCurrent }) => isCurrent())
    this.waiting = []
    this.gathering = undefined
    try {
      await commit({ topics: byTopic(handled) })
    } catch (error) {
      const fault = error instanceof Error ? error.message : String(error)
      this.log.warn({ partitions: handled.length, fault }, 'offsets were not committed')
    }
  }
}

function byTopic(handled: readonly Handled[]): Offsets['topics'] {
  const topics = new Map<string, { partition: number; offset: string }[]>()
  for (const { topic, partition, next } of handled) {
    const partitions = topics.get(topic) ?? []
    partitions.push({ partition, offset: String(next) })
    topics.set(topic, partitions)
  }
  return [...topics].map(([topic, partitions]) => ({ topic, partitions }))
}
