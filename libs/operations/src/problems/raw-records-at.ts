import { RAW_TOPIC } from '@trellis/greenhouse'
import type { Position } from '@trellis/pipeline'
import type { EventLog, LogRecord } from '@trellis/runtime'

/** What is at a place of raw: a record, or nothing any more (it was erased), or a place that this log never had. */
export type RawAt = LogRecord | 'erased' | 'elsewhere'

/** `partition/offset` */
export function placeOf({ partition, offset }: Position): string {
  return `${partition}/${offset}`
}

/** Hands over the records at places of raw, some at a time; resolves with the places that hold none. */
export async function rawRecordsAt(
  log: EventLog,
  positions: readonly Position[],
  handler: (records: readonly LogRecord[]) => Promise<void>,
  onProgress?: (done: number, total: number) => void,
): Promise<ReadonlyMap<string, 'erased' | 'elsewhere'>> {
  const ends = await log.endOffsets(RAW_TOPIC)
  const starts = await log.startOffsets(RAW_TOPIC)
  const missing = new Map<string, 'erased' | 'elsewhere'>()
  for (const position of positions) {
    const { topic, partition, offset } = position
    const isThere = topic === RAW_TOPIC && BigInt(offset) < (ends.get(partition) ?? 0n)
    missing.set(placeOf(position), isThere && BigInt(offset) >= (starts.get(partition) ?? 0n) ? 'erased' : 'elsewhere')
  }
  const ranges = positions
    .filter(({ topic }) => topic === RAW_TOPIC)
    .map(({ partition, offset }) => ({ partition, from: BigInt(offset), to: BigInt(offset) + 1n }))
  await log.scan(
    RAW_TOPIC,
    async (records) => {
      for (const { position } of records) missing.delete(placeOf(position))
      await handler(records)
      return undefined
    },
    { ranges, ...(onProgress && { onProgress }) },
  )
  return missing
}

/** The one record at a place of raw. */
export async function rawRecordAt(log: EventLog, position: Position): Promise<RawAt> {
  let found: LogRecord | undefined
  const missing = await rawRecordsAt(log, [position], (records) => {
    found = records[0]
    return Promise.resolve()
  })
  return found ?? missing.get(placeOf(position)) ?? 'elsewhere'
}
