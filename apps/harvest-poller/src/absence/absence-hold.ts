import type { Instant } from '@trellis/pipeline'
import { isAlive, type PoolClient } from '@trellis/runtime'

/** What goes without a person's word: so many, or this part of what is alive (rule E4). */
const FREELY = { rows: 20, part: 0.01 }

/** What is missing of a resource. */
export interface Missing {
  /** Suspects whom no person has confirmed, and those of them that no delivered word explains. */
  readonly suspects: number
  readonly unvouched: number
  /** With the suspects. */
  readonly alive: number
  /** Went since the last sweep, unvouched. */
  readonly absences: number
}

/** Whether these may go on their own word (rule E4). */
export function mayGo({ suspects, unvouched, alive, absences }: Missing): 'all' | 'cascades' | 'none' {
  // Where nothing would be left, nothing can be shown beside them either (rule E2).
  if (suspects > 0 && suspects >= alive) return 'none'
  const limit = Math.max(FREELY.rows, FREELY.part * (alive + absences))
  return unvouched > 0 && unvouched + absences > limit ? 'cascades' : 'all'
}

/**
 * Holds the suspects of a resource where they are too many or all of it, together with those that went since the last sweep; where a sweep has judged
 * it and they are not, lets them go on (rule E4). What a person has confirmed is not counted; what a delivered word explains only where nothing would be left.
 */
export async function applyHold(
  client: PoolClient,
  connection: string,
  resource: string,
  now: Instant,
  when: 'judged' | 'asked',
): Promise<void> {
  const missing = await countMissing(client, connection, resource)
  const free = mayGo(missing)
  if (free !== 'all') {
    await client.query(
      `insert into ops.absence_hold (connection_id, resource, since_us, suspects, alive) values ($1, $2, $3, $4, $5)
       on conflict (connection_id, resource) do update set suspects = excluded.suspects, alive = excluded.alive`,
      [connection, resource, now, free === 'none' ? missing.suspects : missing.unvouched, missing.alive],
    )
    await client.query(
      `update ops.suspect set due_us = null, questions = 0, first_missing_us = null
       where connection_id = $1 and resource = $2 and not is_confirmed and ($3 or why <> 'cascade')`,
      [connection, resource, free === 'none'],
    )
    return
  }
  if (when === 'asked') return
  await client.query('delete from ops.absence_hold where connection_id = $1 and resource = $2', [connection, resource])
  await client.query('update ops.suspect set due_us = $3 where connection_id = $1 and resource = $2 and due_us is null', [
    connection,
    resource,
    now,
  ])
}

async function countMissing(client: PoolClient, connection: string, resource: string): Promise<Missing> {
  const { rows } = await client.query<Record<keyof Missing, string | null>>(
    `select s.*, (select count(*) from ops.listed_record where connection_id = $1 and resource = $2 and ${isAlive()}) as alive,
       (select absences from ops.listing_progress where connection_id = $1 and resource = $2) as absences
     from (
       select count(*) as suspects, count(*) filter (where why <> 'cascade') as unvouched
       from ops.suspect where connection_id = $1 and resource = $2 and not is_confirmed
     ) as s`,
    [connection, resource],
  )
  const count = (name: keyof Missing): number => Number(rows[0]?.[name] ?? 0)
  return { suspects: count('suspects'), unvouched: count('unvouched'), alive: count('alive'), absences: count('absences') }
}
