import type { Message, Position } from '@trellis/pipeline'

/** One record as it was read. `position.topic` has no prefix. */
export interface LogRecord {
  readonly message: Message
  readonly position: Position
  /** The record's timestamp: the append time where the topic says LogAppendTime. Milliseconds since the epoch. */
  readonly appendedAtMs: number
}

/** A slice of one partition, in the log's order; the payload of a handler declared with `@EventPattern(topic)`. */
export interface LogBatch {
  /** Without prefix. */
  readonly topic: string
  readonly partition: number
  /** Tombstones are left out; a batch of nothing but tombstones is empty. */
  readonly records: readonly LogRecord[]
  /** The offset that was asked for: where this reader was before the batch. */
  readonly fetchedFrom: bigint
  /** The offset to read from after the batch; past the last record and any tombstones behind it. */
  readonly nextOffset: bigint
  /** The partition's end when the batch was fetched. */
  readonly highWatermark: bigint
  /** Sends the group a heartbeat; a timer does so too. Never rejects: where the group is gone, `signal` is aborted. */
  heartbeat(): Promise<void>
  /** Aborted when the partition is being given to another member, or when closing takes too long. */
  readonly signal: AbortSignal
  /** Is it in vain to go on? Then the handler may return early: the batch comes again, here or at another member. */
  isStale(): boolean
}

/** What a handler may answer: read on from there instead (rule "positions live with the rows"). Nothing is committed then. */
export interface SeekTo {
  readonly seekTo: bigint
}
