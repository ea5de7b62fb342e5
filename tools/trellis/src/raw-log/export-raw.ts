import { RAW_TOPIC } from '@trellis/greenhouse'
import type { EventLog } from '@trellis/runtime'
import { openOutput } from './export-output.js'
import { headLine, recordLine, tailLine } from './raw-line.js'

/** What is exported, and where to. */
interface RawExport {
  /** A path, packed where it ends in `.gz` or `.gz.age`; `-` for standard output. */
  readonly file: string
  /** Recipients of age (`age1…`): they alone can read it. In clear where there are none. */
  readonly encryptTo?: readonly string[] | undefined
  /** Only its events. */
  readonly connection?: string | undefined
  /** Only what was appended until then, milliseconds since the epoch (rule N4). */
  readonly untilMs?: number | undefined
  readonly onProgress?: (done: number, total: number) => void
}

/**
 * Writes the log of raw events, as it is at this moment, to a file: append times, keys, headers and exact bytes (rule G3). What was erased is not in
 * it. The file gets its name when it is whole. Returns how many records it holds.
 */
export async function exportRaw(
  log: EventLog,
  { file, encryptTo = [], connection, untilMs, onProgress }: RawExport,
): Promise<number> {
  const ends = untilMs === undefined ? await log.endOffsets(RAW_TOPIC) : await log.offsetsAt(RAW_TOPIC, untilMs + 1)
  const ranges = [...ends].map(([partition, to]) => ({ partition, from: 0n, to }))
  const out = openOutput(file, encryptTo)
  let records = 0
  await out.write(
    headLine({
      exportedAt: new Date().toISOString(),
      ...(connection !== undefined && { connection }),
      ...(untilMs !== undefined && { until: new Date(untilMs).toISOString() }),
    }),
  )
  await log.scan(
    RAW_TOPIC,
    async (read) => {
      const wanted = read.filter(({ message }) => connection === undefined || message.headers['ce_connection'] === connection)
      for (const record of wanted) await out.write(recordLine(record))
      records += wanted.length
      return undefined
    },
    { ranges, ...(onProgress && { onProgress }) },
  )
  await out.write(tailLine(records))
  await out.close()
  return records
}
