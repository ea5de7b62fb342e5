import type { Message } from '@trellis/pipeline'

/** Limits, in bytes and milliseconds. */
export interface AppendLimits {
  readonly maxQueuedBytes: number
  readonly maxBatchBytes: number
  readonly maxBatchMessages: number
  readonly maxMessageBytes: number
  readonly deadlineMs: number
  /** Between attempts while the log is away: doubles from the first to the second. */
  readonly pauseMs: readonly [number, number]
}

export const APPEND_LIMITS: AppendLimits = {
  maxQueuedBytes: 64 * 1024 * 1024,
  maxBatchBytes: 4 * 1024 * 1024,
  // kafkajs copies a partition's messages once per message while it groups them.
  maxBatchMessages: 1_000,
  maxMessageBytes: 16 * 1024 * 1024,
  deadlineMs: 10_000,
  pauseMs: [50, 1_000],
}

/** A record's bytes, headers and the protocol's own share included. */
export function sizeOf({ key, value, headers }: Message): number {
  let bytes = 64 + Buffer.byteLength(key) + value.byteLength
  for (const [name, text] of Object.entries(headers)) bytes += 4 + name.length + Buffer.byteLength(text)
  return bytes
}
