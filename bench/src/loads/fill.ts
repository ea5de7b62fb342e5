import type { Message } from '@trellis/pipeline'
import type { EventLog } from '@trellis/runtime'

const AT_A_TIME = 5_000
const BYTES_AT_A_TIME = 16 * 1024 * 1024

/** Appends all messages to a topic that was empty, a bounded number at a time, and answers how many it holds: an append that was repeated left more. */
export async function fill(log: EventLog, topic: string, messages: Iterable<Message>): Promise<number> {
  let bytes = 0
  let batch: Message[] = []
  for (const message of messages) {
    batch.push(message)
    bytes += message.value.byteLength
    if (batch.length < AT_A_TIME && bytes < BYTES_AT_A_TIME) continue
    await log.append(topic, batch)
    batch = []
    bytes = 0
  }
  await log.append(topic, batch)
  return [...(await log.endOffsets(topic)).values()].reduce((sum, end) => sum + Number(end), 0)
}
