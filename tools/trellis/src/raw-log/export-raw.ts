import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Writable } from 'node:stream'
import { RAW_TOPIC } from '@trellis/greenhouse'
import type { EventLog } from '@trellis/runtime'
import { headLine, recordLine, tailLine } from './raw-line.js'

/** What is exported, and where to. */
interface RawExport {
  /** A path, packed where it ends in `.gz`; `-` for standard output. */
  readonly file: string
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
export async function exportRaw(log: EventLog, { file, connection, untilMs, onProgress }: RawExport): Promise<number> {
  const ends = untilMs === undefined ? await log.endOffsets(RAW_TOPIC) : await log.offsetsAt(RAW_TOPIC, untilMs + 1)
  const ranges = [...ends].map(([partition, to]) => ({ partition, from: 0n, to }))
  const out = openOutput(file)
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

interface Output {
  write(line: string): Promise<void>
  close(): Promise<void>
}

function openOutput(file: string): Output {
  const partial = `${file}.partial`
  const sink: Writable = file === '-' ? process.stdout : createWriteStream(partial)
  const gzip = file.endsWith('.gz') ? createGzip() : undefined
  gzip?.pipe(sink)
  const way = gzip ?? sink
  // A disk that is full must end the export, not the process: it comes up at the next write.
  let failure: unknown
  const failed = new AbortController()
  const onError = (error: unknown): void => {
    failure ??= error
    failed.abort()
  }
  for (const stream of new Set([way, sink])) stream.on('error', onError)
  const check = (): void => {
    if (failure !== undefined)
      throw failure instanceof Error ? failure : new Error('The file cannot be written', { cause: failure })
  }
  return {
    write: async (line) => {
      check()
      if (!way.write(`${line}\n`)) await once(way, 'drain', { signal: failed.signal }).catch(check)
      check()
    },
    close: async () => {
      if (file === '-') return
      way.end()
      await finished(sink)
      check()
      await rename(partial, file)
    },
  }
}
