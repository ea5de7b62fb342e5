import type { Message } from '@trellis/pipeline'

/** Erases what stands under the key: compaction takes it away in time. Goes where what it erases is, whatever the partitions are now. */
export interface Tombstone {
  readonly key: string
  readonly value: null
  readonly headers: Readonly<Record<string, string>>
  readonly partition: number
}

/** Limits, in bytes and milliseconds. */
export interface AppendLimits {
  readonly maxQueuedBytes: number
  readonly maxBatchBytes: number
  readonly maxBatchMessages: number
  readonly maxMessageBytes: number
  /** A longer append goes in parts, one after the other: each has the deadline to itself, and others get their turn between them. */
  readonly maxPartBytes: number
  readonly deadlineMs: number
  /** Between attempts while the log is away: doubles from the first to the second. */
  readonly pauseMs: readonly [number, number]
  /** A log that has failed for so long, and twice, is away: callers do not wait for it any more. Shorter is a change of leader. */
  readonly awayAfterMs: number
}

export const APPEND_LIMITS: AppendLimits = {
  maxQueuedBytes: 64 * 1024 * 1024,
  maxBatchBytes: 4 * 1024 * 1024,
  // kafkajs copies a partition's messages once per message while it groups them.
  maxBatchMessages: 1_000,
  maxMessageBytes: 16 * 1024 * 1024,
  maxPartBytes: 1024 * 1024,
  deadlineMs: 10_000,
  pauseMs: [50, 1_000],
  awayAfterMs: 2_000,
}

/** A record's bytes, headers and the protocol's own share included. */
export function sizeOf({ key, value, headers }: Message | Tombstone): number {
  let bytes = 64 + Buffer.byteLength(key) + (value?.byteLength ?? 0)
  for (const name in headers) bytes += 4 + name.length + Buffer.byteLength(headers[name] ?? '')
  return bytes
}
