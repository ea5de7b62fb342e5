import type { LogRecord } from './log-batch.js'

/** How much of a batch is worked on in one turn of the event loop. */
interface SliceLimits {
  readonly records: number
  readonly bytes: number
  /** A record of more bytes is a slice of its own. */
  readonly alone: number
}

/** Records that are worked on together. */
interface Slice {
  readonly records: readonly LogRecord[]
  readonly bytes: number
}

/**
 * A batch's records in slices; the large ones come last, each alone: small ones need not wait for them. For readers that do not depend on the order.
 */
export function* slicesOf(records: readonly LogRecord[], limits: SliceLimits): Generator<Slice> {
  const large = records.filter(({ message }) => message.value.byteLength > limits.alone)
  let slice: LogRecord[] = []
  let bytes = 0
  for (const record of records) {
    const size = record.message.value.byteLength
    if (size > limits.alone) continue
    if (slice.length > 0 && (slice.length >= limits.records || bytes + size > limits.bytes)) {
      yield { records: slice, bytes }
      slice = []
      bytes = 0
    }
    slice.push(record)
    bytes += size
  }
  if (slice.length > 0) yield { records: slice, bytes }
  for (const record of large) yield { records: [record], bytes: record.message.value.byteLength }
}
