import { decodeRaw, type Position } from '@trellis/pipeline'
import type { EventLog } from '@trellis/runtime'
import { rawRecordAt } from '../problems/raw-records-at.js'

/** What a webhook said, as it came. */
export interface BodyOfDelivery {
  /** Bytes that are no text are replaced by U+FFFD. */
  readonly text: string
  /** False where only its beginning is given. */
  readonly isWhole: boolean
}

/** Reads a webhook's body where it stands; undefined where it is not on the log any more. Another connection's is none. */
export async function bodyOfDelivery(
  log: EventLog,
  connection: string,
  position: Position,
  mostBytes: number,
): Promise<BodyOfDelivery | undefined> {
  const record = await rawRecordAt(log, position)
  const raw = typeof record === 'string' ? undefined : decodeRaw(record.message, record.position, record.appendedAtMs)
  if (raw?.connection !== connection) return undefined
  const { body } = raw
  return { text: new TextDecoder().decode(body.subarray(0, mostBytes)), isWhole: body.byteLength <= mostBytes }
}
