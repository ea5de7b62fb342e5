const SEED = 0x9747b28c
const MULTIPLIER = 0x5bd1e995

/** The hash by which Kafka's own clients choose a key's partition: murmur2 of its bytes, as a signed number of 32 bits. */
export function murmur2(key: Uint8Array): number {
  const { length } = key
  const at = (index: number): number => key[index] ?? 0
  let hash = SEED ^ length
  const whole = length & ~3
  for (let index = 0; index < whole; index += 4) {
    let part = at(index) | (at(index + 1) << 8) | (at(index + 2) << 16) | (at(index + 3) << 24)
    part = Math.imul(part, MULTIPLIER)
    part = Math.imul(part ^ (part >>> 24), MULTIPLIER)
    hash = Math.imul(hash, MULTIPLIER) ^ part
  }
  if (length > whole) {
    for (let index = length - 1; index >= whole; index--) hash ^= at(index) << (8 * (index - whole))
    hash = Math.imul(hash, MULTIPLIER)
  }
  hash = Math.imul(hash ^ (hash >>> 13), MULTIPLIER)
  return hash ^ (hash >>> 15)
}

/** The partition of a key, as Kafka's own clients choose it. */
export function partitionOf(key: string, partitions: number): number {
  return (murmur2(Buffer.from(key)) & 0x7fffffff) % partitions
}
