/** Where a reader is in one partition. */
export interface Position {
  /** Where the handler is: everything before was handled. */
  readonly handled: bigint
  /** Where the next fetch starts. Ahead of `handled` where kafkajs skipped offsets that compaction had emptied. */
  readonly cursor: bigint
}

/** Where a reader is, by topic and partition, since the group was last joined. */
export class PartitionPositions {
  private readonly positions = new Map<string, Position>()
  private joins = 0

  /** Counts joins: a batch that began before a join does not move a position after it. */
  get generation(): number {
    return this.joins
  }

  forget(): void {
    this.joins += 1
    this.positions.clear()
  }

  of(topic: string, partition: number): Position | undefined {
    return this.positions.get(`${topic}/${partition}`)
  }

  moveTo(topic: string, partition: number, next: bigint): void {
    this.positions.set(`${topic}/${partition}`, { handled: next, cursor: next })
  }

  /** kafkajs skipped a fetch that held nothing but offsets already compacted away. */
  advance(topic: string, partition: number, next: bigint): void {
    const position = this.of(topic, partition)
    if (position) this.positions.set(`${topic}/${partition}`, { ...position, cursor: next })
  }
}
