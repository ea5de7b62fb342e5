/** How many records the offsets of a topic's partitions stand for together. */
export function sumOffsets(offsets: Iterable<bigint>): number {
  let total = 0n
  for (const offset of offsets) total += offset
  return Number(total)
}
