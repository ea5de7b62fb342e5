import type { Instant } from '@trellis/pipeline'
import {
  countMissing,
  endHold,
  holdResource,
  holdSuspects,
  releaseSuspects,
  type Missing,
  type PoolClient,
} from '@trellis/runtime'

/** What goes without a person's word: so many, or this part of what is alive (rule E4). */
const FREELY = { rows: 20, part: 0.01 }

/** Whether these may go on their own word (rule E4). */
export function removalAllowed({ suspects, unvouched, alive, absences }: Missing): 'all' | 'cascades' | 'none' {
  // Where nothing would be left, nothing can be shown beside them either (rule E2).
  if (suspects > 0 && suspects >= alive) return 'none'
  const limit = Math.max(FREELY.rows, FREELY.part * (alive + absences))
  return unvouched > 0 && unvouched + absences > limit ? 'cascades' : 'all'
}

/**
 * Holds the suspects of a resource where they are too many or all of it, together with those that went since the last sweep; where a sweep has assessed
 * it and they are not, lets them go on (rule E4). What a person has confirmed is not counted; what a delivered word explains only where nothing would be left.
 */
export async function applyHold(
  client: PoolClient,
  connection: string,
  resource: string,
  now: Instant,
  when: 'swept' | 'asked',
): Promise<void> {
  const missing = await countMissing(client, connection, resource)
  const free = removalAllowed(missing)
  if (free !== 'all') {
    const { alive } = missing
    const suspects = free === 'none' ? missing.suspects : missing.unvouched
    await holdResource(client, connection, resource, { since: now, suspects, alive })
    await holdSuspects(client, connection, resource, free === 'none' ? 'all' : 'unexplained')
    return
  }
  if (when === 'asked') return
  await endHold(client, connection, resource)
  await releaseSuspects(client, connection, resource, now)
}
