import { setTimeout as pause } from 'node:timers/promises'
import type { EachBatchPayload, Offsets } from 'kafkajs'
import type { Logger } from '../../telemetry/logger.js'

/** How far a partition was handled. */
interface Handled {
  readonly topic: string
  readonly partition: number
  readonly next: bigint
}

interface Waiting extends Handled {
  readonly isCurrent: () => boolean
}

type Commit = EachBatchPayload['commitOffsetsIfNecessary']

/** Lag monitors see a reader as far behind as it was so long ago. */
const GATHER_MS = 100

/**
 * Commits a consumer's offsets, what was handled within a tenth of a second with one request that no handler waits for: a fetch of thirty partitions would
 * otherwise be thirty requests before the next. It is a courtesy to lag monitors and the next member: where a commit fails or is missing, records come
 * again.
 */
export class OffsetCommits {
  private waiting: Waiting[] = []
  private commit: Commit | undefined
  private running: Promise<void> | undefined
  private hurry = new AbortController()

  constructor(private readonly log: Logger) {}

  /** `isCurrent`: false where the group was joined again since; it is not committed then. The newest `commit` is used for all. */
  add(commit: Commit, handled: Handled, isCurrent: () => boolean): void {
    this.waiting.push({ ...handled, isCurrent })
    this.commit = commit
    this.running ??= this.run()
  }

  /** Resolves when everything added so far was committed, or could not be. */
  async flush(): Promise<void> {
    if (!this.running) return
    this.hurry.abort()
    await this.running
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      await pause(GATHER_MS, undefined, { signal: this.hurry.signal }).catch(() => undefined)
      this.hurry = new AbortController()
      const current = this.waiting.filter(({ isCurrent }) => isCurrent())
      const newest = new Map(current.map((each) => [`${each.topic}/${each.partition}`, each]))
      this.waiting = []
      try {
        await this.commit?.({ topics: byTopic([...newest.values()]) })
      } catch (error) {
        const fault = error instanceof Error ? error.message : String(error)
        this.log.warn({ partitions: newest.size, fault }, 'offsets were not committed')
      }
    }
    this.running = undefined
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
