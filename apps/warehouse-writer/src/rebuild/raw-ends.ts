import { RAW_TOPIC } from '@trellis/greenhouse'
import { retryFault, type EventLog } from '@trellis/runtime'

const PATIENCE = { firstPauseMs: 200, longestPauseMs: 5_000, totalMs: 60_000 }

/** Where raw ends now, by partition. A broker that is away for a moment is asked again. */
export function rawEnds(log: EventLog): Promise<ReadonlyMap<number, bigint>> {
  return retryFault(() => log.endOffsets(RAW_TOPIC), PATIENCE)
}

/** Where raw begins. */
export function rawStarts(log: EventLog): Promise<ReadonlyMap<number, bigint>> {
  return retryFault(() => log.startOffsets(RAW_TOPIC), PATIENCE)
}
