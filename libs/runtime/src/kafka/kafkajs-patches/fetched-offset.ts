import type { EachBatchPayload } from 'kafkajs'
import { Fault } from '../../fault.js'

/**
 * The offset from which a batch was fetched, which is not its first record's where compaction has emptied the offsets before. kafkajs 2.2.4 keeps it on the batch and
 * leaves it out of its types. Throws a Fault, not retryable, where it does not.
 */
export function fetchedOffsetOf({ batch }: Pick<EachBatchPayload, 'batch'>): bigint {
  const fetched: unknown = Reflect.get(batch, 'fetchedOffset')
  if (typeof fetched !== 'string') throw new Fault('kafkajs does not say what it fetched', { retryable: false })
  return BigInt(fetched)
}
