/** A part of one partition: the offsets from `from` up to, not including, `to`. */
export interface Stretch {
  readonly partition: number
  readonly from: bigint
  readonly to: bigint
}

/** What is left to be read of some parts of a topic, each partition in its order. Overlapping parts are read once. */
export class Stretches {
  private readonly left = new Map<number, Stretch[]>()
  private readonly all: bigint
  private passed = 0n

  constructor(stretches: readonly Stretch[]) {
    const sorted = stretches.filter(({ from, to }) => from < to).toSorted((a, b) => (a.from < b.from ? -1 : 1))
    for (const stretch of sorted) this.add(stretch)
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
  next(partition: number): Stretch | undefined {
    return this.left.get(partition)?.[0]
  }

  /** Is the offset still to be read? */
  includes(partition: number, offset: bigint): boolean {
    const stretch = this.left.get(partition)?.find(({ to }) => to > offset)
    return stretch !== undefined && stretch.from <= offset
  }

  /** Everything before `offset` was read. */
  pass(partition: number, offset: bigint): void {
    for (let stretch = this.next(partition); stretch && stretch.from < offset; stretch = this.next(partition)) {
      const until = offset < stretch.to ? offset : stretch.to
      this.passed += until - stretch.from
      const rest = this.left.get(partition)?.slice(1) ?? []
      if (until < stretch.to) rest.unshift({ ...stretch, from: until })
      if (rest.length > 0) this.left.set(partition, rest)
      else this.left.delete(partition)
    }
  }

  private add(stretch: Stretch): void {
    const list = this.left.get(stretch.partition) ?? []
    const last = list.at(-1)
    if (last && stretch.from <= last.to) list[list.length - 1] = { ...last, to: stretch.to > last.to ? stretch.to : last.to }
    else list.push(stretch)
    this.left.set(stretch.partition, list)
  }
}
