/**
 * For how long records wait that were read and are not handled. The lag is counted where a batch ends, so it stands still while one is tried again and
 * again; this age grows. One serves the partitions of one reader.
 */
export class UnhandledRecords {
  private readonly oldest = new Map<string, { readonly topic: string; readonly appendedAtMs: number }>()

  constructor(private readonly nowMs: () => number = () => Date.now()) {}

  /** The oldest record of a partition that is not handled was appended then: the first of a batch, or the last before what is still to be fetched. */
  waits(topic: string, partition: number, appendedAtMs: number): void {
    this.oldest.set(`${topic}/${partition}`, { topic, appendedAtMs })
  }

  /** A partition is read to its end. */
  areHandled(topic: string, partition: number): void {
    this.oldest.delete(`${topic}/${partition}`)
  }

  /** The group is joined: who has which partition is not as it was. */
  forget(): void {
    this.oldest.clear()
  }

  /** Seconds since the oldest of each topic was appended; a topic that is read to its end has 0. */
  seconds(topics: readonly string[]): ReadonlyMap<string, number> {
    const now = this.nowMs()
    const seconds = new Map(topics.map((topic) => [topic, 0]))
    for (const { topic, appendedAtMs } of this.oldest.values())
      seconds.set(topic, Math.max(seconds.get(topic) ?? 0, (now - appendedAtMs) / 1_000))
    return seconds
  }
}
