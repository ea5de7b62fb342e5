import { setTimeout as pause } from 'node:timers/promises'
import { RAW_TOPIC } from '@trellis/greenhouse'
import { isRetryable, pgFault, positionsOf, type EventLog, type Logger, type Pool } from '@trellis/runtime'
import { RAW_READER_GROUP } from './raw-reader.controller.js'

/** What waiting at the gate needs. */
export interface Gate {
  readonly log: EventLog
  readonly pool: Pool
  readonly logger: Logger
  /** Is it still worth waiting? */
  readonly isHeld: () => boolean
  readonly signal: AbortSignal
}

const LOOK_AGAIN_MS = 200

/**
 * Waits until the reader of raw has come to where raw ended when this was called, so the known entities have every append of an earlier poller:
 * one that ended between its append and its write to the known entities, or before the database was restored (rule L2). False where waiting ended before that.
 */
export async function registerKnows(gate: Gate): Promise<boolean> {
  let ends: ReadonlyMap<number, bigint> | undefined
  for (let isWaiting = false; !gate.signal.aborted && gate.isHeld(); isWaiting = true) {
    try {
      ends ??= await gate.log.endOffsets(RAW_TOPIC)
      const behind = await offsetsBehind(gate.pool, ends)
      if (behind === 0n) return true
      if (!isWaiting) gate.logger.info({ behind: String(behind) }, 'waiting for the register to be read up to the end of raw')
    } catch (error) {
      if (!isRetryable(pgFault(error))) throw error
      gate.logger.warn({ err: error }, 'how far the register was read is not known')
    }
    await pause(LOOK_AGAIN_MS, undefined, { signal: gate.signal }).catch(() => undefined)
  }
  return false
}

async function offsetsBehind(pool: Pool, ends: ReadonlyMap<number, bigint>): Promise<bigint> {
  const positions = await positionsOf(pool, RAW_READER_GROUP, RAW_TOPIC)
  return [...ends].reduce((sum, [partition, end]) => {
    const at = positions.get(partition) ?? 0n
    return at < end ? sum + (end - at) : sum
  }, 0n)
}
