import { isObject, parseJson, formatInstant, instantOfMs, parseInstant, type Message } from '@trellis/pipeline'
import type { LogRecord } from '@trellis/runtime'

/** The format of the file: a line of JSON that says so, a line per record, and a line that says how many there were. */
const FORMAT = 'trellis.raw'
const VERSION = 1

/** The file's first line. */
interface RawHead {
  readonly format: typeof FORMAT
  readonly version: typeof VERSION
  readonly exportedAt: string
  readonly connection?: string
  readonly until?: string
}

/** Writes the first line. */
export function headLine(about: Pick<RawHead, 'exportedAt' | 'connection' | 'until'>): string {
  return JSON.stringify({ format: FORMAT, version: VERSION, ...about } satisfies RawHead)
}

/** One record: what was on the log, when it was appended there, and where it stood. The value's bytes are base64. */
export function recordLine({ message, position, appendedAtMs }: LogRecord): string {
  const { key, headers, value } = message
  return JSON.stringify({
    appendedAtMs,
    at: `${position.partition}/${position.offset}`,
    key,
    headers,
    value: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64'),
  })
}

/** The file's last line: a file without it is not whole. */
export function tailLine(records: number): string {
  return JSON.stringify({ records })
}

/** What a line of the file is. */
type RawLine = { readonly type: 'record'; readonly message: Message } | { readonly type: 'tail'; readonly records: number }

/** Throws an Error where the line is not the first one of a file that this version reads. */
export function checkHead(line: string): void {
  const head = parseJson(line)
  if (!isObject(head) || head['format'] !== FORMAT) throw new Error('This is no export of raw events')
  if (head['version'] !== VERSION)
    throw new Error(
      `This export has version ${JSON.stringify(head['version'])} of the format; this program reads version ${VERSION}`,
    )
}

/**
 * Reads a line. The header time becomes the earlier of header and first append, which is the instant of the event's version (rule V2): whenever it is
 * appended again, its version stays the same. Throws an Error where the line is none of ours.
 */
export function readLine(line: string): RawLine {
  const read = parseJson(line)
  if (!isObject(read)) throw new Error('is not JSON')
  const { appendedAtMs, key, headers, value, records } = read
  if (typeof records === 'number') return { type: 'tail', records }
  if (typeof appendedAtMs !== 'number' || typeof key !== 'string' || typeof value !== 'string' || !isObject(headers))
    throw new Error('is no record')
  const texts = Object.entries(headers).map(
    ([name, text]) => [name, typeof text === 'string' ? text : JSON.stringify(text)] as const,
  )
  const given = Object.fromEntries(texts)
  return {
    type: 'record',
    message: { key, value: Buffer.from(value, 'base64'), headers: { ...given, ...earlier(given, appendedAtMs) } },
  }
}

function earlier({ ce_time: time }: Readonly<Record<string, string>>, appendedAtMs: number): Readonly<Record<string, string>> {
  const at = time === undefined ? undefined : parseInstant(time)
  const appendedAt = instantOfMs(appendedAtMs)
  return at !== undefined && at > appendedAt ? { ce_time: formatInstant(appendedAt) } : {}
}
