/** Where reading stands in one partition. */
export interface Place {
  /** Where the handler is: everything before was handled. */
  readonly handled: bigint
  /** Where the next fetch starts. Ahead of `handled` where kafkajs passed over offsets that compaction had emptied. */
  readonly cursor: bigint
}

/** Where reading stands, by topic and partition, since the group was last joined. */
export class ReadingPlaces {
  private readonly places = new Map<string, Place>()
  private joins = 0

  /** Counts joins: a batch that began before a join does not move a place after it. */
  get generation(): number {
    return this.joins
  }

  forget(): void {
    this.joins += 1
    this.places.clear()
  }

  of(topic: string, partition: number): Place | undefined {
    return this.places.get(`${topic}/${partition}`)
  }

  moveTo(topic: string, partition: number, next: bigint): void {
    this.places.set(`${topic}/${partition}`, { handled: next, cursor: next })
  }

  /** kafkajs skipped a fetch that held nothing but offsets already compacted away. */
  passOver(topic: string, partition: number, next: bigint): void {
    const place = this.of(topic, partition)
    if (place) this.places.set(`${topic}/${partition}`, { ...place, cursor: next })
  }
}
