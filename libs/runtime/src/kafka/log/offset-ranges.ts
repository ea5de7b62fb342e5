/** A part of one partition: the offsets from `from` up to, not including, `to`. */
export interface OffsetRange {
  readonly partition: number
  readonly from: bigint
  readonly to: bigint
}

/** What is left to be read of some parts of a topic, each partition in its order. Overlapping parts are read once. */
export class OffsetRanges {
  private readonly left = new Map<number, OffsetRange[]>()
  private readonly all: bigint
  private passed = 0n

  constructor(ranges: readonly OffsetRange[]) {
    const sorted = ranges.filter(({ from, to }) => from < to).toSorted((a, b) => (a.from < b.from ? -1 : 1))
    for (const range of sorted) this.add(range)
    this.all = [...this.left.values()].flat().reduce((sum, { from, to }) => sum + (to - from), 0n)
  }

  /** Offsets to be passed, all together. */
  get total(): number {
    return Number(this.all)
  }

  get done(): number {
    return Number(this.passed)
  }

  get partitions(): readonly number[] {
    return [...this.left.keys()]
  }

  isOver(): boolean {
    return this.left.size === 0
  }

  /** What comes next in a partition; undefined where nothing does. */
  next(partition: number): OffsetRange | undefined {
    return this.left.get(partition)?.[0]
  }

  /** Is the offset still to be read? */
  includes(partition: number, offset: bigint): boolean {
    const range = this.left.get(partition)?.find(({ to }) => to > offset)
    return range !== undefined && range.from <= offset
  }

  /** Everything before `offset` was read. */
  pass(partition: number, offset: bigint): void {
    for (let range = this.next(partition); range && range.from < offset; range = this.next(partition)) {
      const until = offset < range.to ? offset : range.to
      this.passed += until - range.from
      const rest = this.left.get(partition)?.slice(1) ?? []
      if (until < range.to) rest.unshift({ ...range, from: until })
      if (rest.length > 0) this.left.set(partition, rest)
      else this.left.delete(partition)
    }
  }

  private add(range: OffsetRange): void {
    const list = this.left.get(range.partition) ?? []
    const last = list.at(-1)
    if (last && range.from <= last.to) list[list.length - 1] = { ...last, to: range.to > last.to ? range.to : last.to }
    else list.push(range)
    this.left.set(range.partition, list)
  }
}
