import type { IHeaders, KafkaMessage } from 'kafkajs'
import type { LogRecord } from './log-batch.js'

/** A fetch's records as ours. Tombstones are left out: what they erased is gone. */
export function readRecords(topic: string, partition: number, messages: readonly KafkaMessage[]): readonly LogRecord[] {
  return messages.flatMap(({ key, value, headers, offset, timestamp }) =>
    value === null
      ? []
      : [
          {
            message: { key: key?.toString('utf8') ?? '', value, headers: readHeaders(headers ?? {}) },
            position: { topic, partition, offset },
            appendedAtMs: instantIn(timestamp),
          },
        ],
  )
}

/** Where a topic takes the sender's word for the instant, it may be any: one that no calendar has is moved to its nearest end. */
function instantIn(timestamp: string): number {
  return Math.min(Math.max(Number(timestamp), 0), END_OF_YEAR_9999)
}

const END_OF_YEAR_9999 = 253_402_300_799_999

/** Of a name that occurs twice, the last value counts. */
function readHeaders(headers: IHeaders): Readonly<Record<string, string>> {
  if (areTexts(headers)) return headers
  const read: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    // kafkajs gives a null for a header without a value, and leaves that out of its types.
    const last = (Array.isArray(value) ? value.at(-1) : value)?.toString('utf8')
    if (last !== undefined) read[name] = last
  }
  return read
}

function areTexts(headers: IHeaders): headers is Record<string, string> {
  for (const name in headers) if (typeof headers[name] !== 'string') return false
  return true
}
