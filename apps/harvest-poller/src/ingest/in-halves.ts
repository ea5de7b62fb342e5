import type { HarvestError } from '@trellis/greenhouse'
import { isForFewer } from '../harvest/harvest-client.js'

/**
 * Asks again for each half of what Harvest did not take together: a key that it does not take, or whose record is too large to be read, must not keep the
 * others from being read. The second half is asked for where the first was not refused. Gives undefined where the refusal is another one, or of one key.
 */
export async function inHalves<T>(
  keys: readonly T[],
  error: HarvestError,
  ask: (half: readonly T[]) => Promise<HarvestError | undefined>,
): Promise<{ readonly refused: HarvestError | undefined } | undefined> {
  if (!isForFewer(error) || keys.length < 2) return undefined
  const middle = keys.length >> 1
  return { refused: (await ask(keys.slice(0, middle))) ?? (await ask(keys.slice(middle))) }
}
