import { RAW_TOPIC } from '@trellis/greenhouse'
import { decodeRaw, isObject, msOf, parseJson, type Instant, type Position, type RawEvent } from '@trellis/pipeline'
import type { EventLog, LogRecord, OffsetRange } from '@trellis/runtime'

/** A raw event where it stands on the log. */
export interface FoundRaw {
  readonly rawId: string
  readonly kind: string
  readonly action?: string
  readonly resource?: string
  /** When it arrived or was asked for, as its header says; ISO 8601. */
  readonly appendedAt: string
  readonly position: Position
  readonly bytes: number
}

/** How reading the log is watched and ended. */
export interface Watching {
  readonly onProgress: ((done: number, total: number) => void) | undefined
  readonly signal: AbortSignal | undefined
}

/** How far behind its instant an event is appended, at most: first what is usual, then what a stalled request or a late retry may take. */
const SPANS_MS = [30_000, 15 * 60_000]

/**
 * Looks for raw events near the instants of their versions. A listing's instant is its request's less settle, so it was appended later by settle and
 * by what the request took; an event that was imported from another log stands elsewhere, and is not found here.
 */
export async function findRaws(
  log: EventLog,
  wanted: ReadonlyMap<string, Instant>,
  { onProgress, signal }: Watching,
): Promise<ReadonlyMap<string, LogRecord>> {
  const found = new Map<string, LogRecord>()
  for (const spanMs of SPANS_MS) {
    const missing = [...wanted].filter(([id]) => !found.has(id))
    if (missing.length === 0) break
    const ranges = await Promise.all(missing.map(([, at]) => rangesFrom(log, msOf(at), spanMs)))
    await log.scan(
      RAW_TOPIC,
      (records) => {
        for (const record of records) {
          const id = record.message.headers['ce_id'] ?? ''
          // The same event may be there twice: the first one is the one that was late least.
          if (wanted.has(id) && !found.has(id)) found.set(id, record)
        }
        return found.size === wanted.size ? 'enough' : undefined
      },
      { ranges: ranges.flat(), ...(onProgress && { onProgress }), ...(signal && { signal }) },
    )
  }
  return found
}

/** What there is to say of a raw event, but for its body. */
export function foundRaw(record: LogRecord): FoundRaw {
  const { message, position, appendedAtMs } = record
  const raw = decodeRaw(message, position, appendedAtMs)
  const action = raw && actionOf(raw)
  return {
    rawId: message.headers['ce_id'] ?? '',
    kind: raw?.kind ?? 'unknown',
    ...(action !== undefined && { action }),
    ...(raw?.resource !== undefined && { resource: raw.resource }),
    appendedAt: new Date(appendedAtMs).toISOString(),
    position,
    bytes: message.value.byteLength,
  }
}

function actionOf({ kind, body }: RawEvent): string | undefined {
  const parsed = kind === 'webhook' ? parseJson(new TextDecoder().decode(body)) : undefined
  const action = isObject(parsed) ? parsed['action'] : undefined
  return typeof action === 'string' ? action : undefined
}

async function rangesFrom(log: EventLog, fromMs: number, spanMs: number): Promise<readonly OffsetRange[]> {
  const [from, to] = await Promise.all([log.offsetsAt(RAW_TOPIC, fromMs), log.offsetsAt(RAW_TOPIC, fromMs + spanMs)])
  return [...from].map(([partition, offset]) => ({ partition, from: offset, to: to.get(partition) ?? offset }))
}
