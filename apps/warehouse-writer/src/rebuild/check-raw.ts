import { RAW_TOPIC } from '@trellis/greenhouse'
import { Fault, type EventLog } from '@trellis/runtime'
import { rawStarts } from './raw-ends.js'

/** Throws a Fault where raw does not reach back to its beginning: tables made of the rest would lack rows without anybody noticing. */
export async function checkRaw(log: EventLog): Promise<void> {
  const starts = await rawStarts(log)
  const cut = [...starts].filter(([, offset]) => offset > 0n)
  if (cut.length === 0) return
  const where = cut.map(([partition, offset]) => `partition ${partition} begins at ${offset}`).join(', ')
  throw new Fault(`${RAW_TOPIC} no longer reaches back to its beginning (${where}): restore it first`, { retryable: false })
}
