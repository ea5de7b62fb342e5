import { PROBLEMS_TOPIC, RAW_TOPIC, recordEventId } from '@trellis/greenhouse'
import { encodeProblem, encodeRaw, type Instant, type Problem, type RawEvent } from '@trellis/pipeline'
import { MessageRefused, newRawKey } from '@trellis/runtime'
import type { ConnectionContext } from '../connection-context.js'

/**
 * Appends records or absences. One that the log will never take, for its size, becomes a problem that names it, and the others are appended: else it would
 * stop its collection indefinitely (rule L9). Returns the refused ones. Throws like `EventLog.append`.
 */
export async function appendRaws(
  { log, connection, metrics }: Pick<ConnectionContext, 'log' | 'connection' | 'metrics'>,
  raws: readonly RawEvent[],
): Promise<ReadonlySet<RawEvent>> {
  const refused = new Set<RawEvent>()
  let left = raws
  for (;;) {
    const found = await refusedOf(() =>
      log.append(
        RAW_TOPIC,
        left.map((raw) => encodeRaw(raw, newRawKey(connection))),
      ),
    )
    if (found.length === 0) break
    for (const index of found) for (const raw of left.slice(index, index + 1)) refused.add(raw)
    left = left.filter((raw) => !refused.has(raw))
  }
  await log.append(
    PROBLEMS_TOPIC,
    [...refused].map((raw) => encodeProblem(problemOf(raw), raw.at)),
  )
  for (const { resource } of refused) metrics.listed(resource ?? '', 'refused', 1)
  return refused
}

async function refusedOf(append: () => Promise<unknown>): Promise<readonly number[]> {
  try {
    await append()
    return []
  } catch (error) {
    if (error instanceof MessageRefused && error.indices.length > 0) return error.indices
    throw error
  }
}

/** It stands nowhere on the log, so its id is made of what it says alone: however often it is listed, it is one problem. */
function problemOf({ connection, kind, resource = '', key, body }: RawEvent): Problem {
  const rawId = recordEventId(connection, resource, 0 as Instant, body)
  return { code: 'too_large', connection, cause: { rawId, kind }, resource, ...(key !== undefined && { key }) }
}
