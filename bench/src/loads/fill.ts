import type { Message } from '@trellis/pipeline'
import type { EventLog } from '@trellis/runtime'

const AT_A_TIME = 5_000
const BYTES_AT_A_TIME = 16 * 1024 * 1024

/** Appends all messages, a bounded number at a time, and answers how many there were. */
export async function fill(log: EventLog, topic: string, messages: Iterable<Message>): Promise<number> {
  let count = 0
  let bytes = 0
  let batch: Message[] = []
  for (const message of messages) {
    batch.push(message)
    bytes += message.value.byteLength
    count += 1
    if (batch.length < AT_A_TIME && bytes < BYTES_AT_A_TIME) continue
    await log.append(topic, batch)
    batch = []
    bytes = 0
  }
  await log.append(topic, batch)
  return count
}
