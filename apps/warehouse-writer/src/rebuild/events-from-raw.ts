import { MAX_VALUE_BYTES, source } from '@trellis/greenhouse'
import { decodeRaw, encodeCanonical, normalize, withhold, type CanonicalEvent } from '@trellis/pipeline'
import type { LogRecord } from '@trellis/runtime'
import type { WithheldByConnection } from '../events-for.js'

/** Which of raw's events are replayed. */
export interface ReplayFilter {
  /** Only what was appended until then (rule N4). */
  readonly asOfMs?: number
  /** Only the words on this resource. */
  readonly resource?: string
}

/** A smaller body cannot become a message that the log would refuse, however much its numbers grow when they are read. */
const SURELY_FITS = 32 * 1024

/** What the record says of what is being made; nothing of connections that were removed or never registered (rule N5), nor what may not be kept (P1). */
export function eventsFromRaw(
  record: LogRecord,
  { asOfMs, resource }: ReplayFilter,
  inUse: WithheldByConnection,
): readonly CanonicalEvent[] {
  if (asOfMs !== undefined && record.appendedAtMs > asOfMs) return []
  const raw = decodeRaw(record.message, record.position, record.appendedAtMs)
  const withheld = raw && inUse.get(raw.connection)
  if (!withheld) return []
  if (resource !== undefined && raw.resource !== undefined && raw.resource !== resource) return []
  const { events } = withhold(source, normalize(source, raw), withheld)
  const wanted = resource === undefined ? events : events.filter((event) => event.resource === resource)
  return raw.body.byteLength <= SURELY_FITS ? wanted : wanted.filter(fitsTheLog)
}

/** The normalizer makes a problem of an event that the log would not take: so no table has it. */
function fitsTheLog(event: CanonicalEvent): boolean {
  return encodeCanonical(event).value.byteLength <= MAX_VALUE_BYTES
}
