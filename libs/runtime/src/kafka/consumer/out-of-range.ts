import type { Admin } from 'kafkajs'
import { Fault } from '../../fault.js'

/** A partition's first kept offset and the offset after its last record. */
export interface Watermarks {
  readonly low: bigint
  readonly high: bigint
}

/** A reader stands where the log has nothing: records were removed before they were read, or the topic was recreated. Nothing is skipped silently. */
export class OutOfRange extends Fault {
  override readonly name = 'OutOfRange'
  constructor(group: string, topic: string, partition: number, next: bigint | undefined, { low, high }: Watermarks) {
    const where = next === undefined ? 'an offset' : `offset ${next}`
    const why =
      next !== undefined && next > high
        ? 'The log is shorter than what was read: the topic was recreated or lost its end. Restore it, or rebuild what was made from it'
        : 'Records were removed before they were read. Rebuild what was made from them'
    super(
      `${group} is at ${where} of ${topic}/${partition}, which holds ${low} to ${high}. ${why}; ` +
        `then set the reader's position to an offset the log holds, on purpose.`,
      { retryable: false },
    )
  }
}

/** By partition; asks the cluster. `topic` as the cluster knows it. */
export async function watermarksOf(admin: Admin, topic: string): Promise<ReadonlyMap<number, Watermarks>> {
  const offsets = await admin.fetchTopicOffsets(topic)
  return new Map(offsets.map(({ partition, low, high }) => [partition, { low: BigInt(low), high: BigInt(high) }]))
}

/** Throws OutOfRange for the first partition whose next offset the log does not hold. */
export function checkRange(
  group: string,
  topic: string,
  next: ReadonlyMap<number, bigint>,
  watermarks: ReadonlyMap<number, Watermarks>,
): void {
  for (const [partition, offset] of next) {
    const marks = watermarks.get(partition) ?? { low: 0n, high: 0n }
    if (offset < marks.low || offset > marks.high) throw new OutOfRange(group, topic, partition, offset, marks)
  }
}
