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
            appendedAtMs: Number(timestamp),
          },
        ],
  )
}

/** Of a name that occurs twice, the last value counts. */
function readHeaders(headers: IHeaders): Readonly<Record<string, string>> {
  if (areTexts(headers)) return headers
  const read: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    const last = Array.isArray(value) ? value.at(-1) : value
    if (last !== undefined) read[name] = typeof last === 'string' ? last : last.toString('utf8')
  }
  return read
}

function areTexts(headers: IHeaders): headers is Record<string, string> {
  for (const name in headers) if (typeof headers[name] !== 'string') return false
  return true
}
