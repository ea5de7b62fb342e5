import { source } from '@trellis/greenhouse'
import { apply, decodeRaw, EMPTY_ROW, normalize, type CanonicalEvent, type Row } from '@trellis/pipeline'
import type { LogRecord } from '@trellis/runtime'

/** What records of the raw topic say. */
export function saidBy(records: readonly LogRecord[]): readonly CanonicalEvent[] {
  return records.flatMap(({ message, position, appendedAtMs }) => {
    const raw = decodeRaw(message, position, appendedAtMs)
    return raw ? normalize(source, raw).events : []
  })
}

/** The rows that events make, by `<connection>/<resource>/<key>`, versions included. */
export function rowsOf(events: readonly CanonicalEvent[]): Readonly<Record<string, Row>> {
  const rows: Record<string, Row> = {}
  for (const event of events) {
    const name = `${event.connection}/${event.resource}/${event.key}`
    rows[name] = apply(rows[name] ?? EMPTY_ROW, event)
  }
  return Object.fromEntries(Object.entries(rows).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
