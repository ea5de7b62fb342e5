import type { Lag } from './read-lag.js'
import type { Status } from './status-now.js'

/** Whether every listing was read to its end, or is refused for want of a permission. */
export function isListed({ connections }: Pick<Status, 'connections'>): boolean {
  const listings = connections.flatMap(({ resources }) => resources)
  return listings.length > 0 && listings.every(({ backfill }) => backfill === 'done' || backfill === 'permission missing')
}

/** Whether any listing was read to its end: where all are refused, nothing was synced. */
export function hasListed({ connections }: Pick<Status, 'connections'>): boolean {
  return connections.some(({ resources }) => resources.some(({ backfill }) => backfill === 'done'))
}

/** Whether no reader is behind at this moment: with a company that lives on, that may never be seen. */
export function isCaughtUp({ lag }: Pick<Status, 'lag'>): boolean {
  return lag.every(({ records }) => records === 0)
}

/** What the readers have to pass. */
interface Mark {
  readonly reader: string
  readonly topic: string
  readonly partition: number
  readonly end: bigint
}

/**
 * Reports when the first sync is complete, also while new events keep coming: once everything is listed, the normalizer has to pass the log's end
 * of that moment, and then the writer that of the canonical topics. Show it every status until it says true.
 */
export class FirstSync {
  private raw: readonly Mark[] | undefined
  private canonical: readonly Mark[] | undefined

  isComplete(status: Status): boolean {
    if (!isListed(status)) return false
    this.raw ??= marksOf(status, 'normalizer')
    if (!isPast(status, this.raw)) return false
    this.canonical ??= marksOf(status, 'warehouse-writer')
    return isPast(status, this.canonical)
  }
}

function marksOf({ lag }: Status, reader: string): readonly Mark[] {
  return lag.filter((each) => each.reader === reader).flatMap(marks)
}

function marks({ reader, topic, partitions }: Lag): readonly Mark[] {
  return partitions.map(({ partition, end }) => ({ reader, topic, partition, end: BigInt(end) }))
}

function isPast({ lag }: Status, passed: readonly Mark[]): boolean {
  return passed.every(({ reader, topic, partition, end }) => {
    const readers = lag.find((each) => each.reader === reader && each.topic === topic)
    return BigInt(readers?.partitions.find((each) => each.partition === partition)?.next ?? 0) >= end
  })
}
