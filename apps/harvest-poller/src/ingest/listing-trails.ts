import type { Resource } from '@trellis/pipeline'
import { type AuditPageTask, taskName, type PageTask } from '../schedule/task.js'
import { ListingTrail } from './listing-trail.js'
import type { ConnectionContext } from '../connection-context.js'

/**
 * The trails of the listings under way, in memory: a poller that is restarted goes on from the cursor that is kept, and notices a circle after one more
 * round.
 */
export class ListingTrails {
  private readonly trails = new Map<string, ListingTrail>()

  /** The trail that leads to a task's page; a new one where the listing begins, or was moved by another. */
  of(task: PageTask | AuditPageTask): ListingTrail {
    const name = taskName(task)
    const known = this.trails.get(name)
    if (known?.leadsTo(task.cursor)) return known
    const trail = new ListingTrail(task.listing.name, task.cursor)
    this.trails.set(name, trail)
    return trail
  }
}

/** Checks a page before it is appended. Throws NoProgress (rule L9). */
export async function checkProgress(
  { pool, connection }: Pick<ConnectionContext, 'pool' | 'connection'>,
  of: Resource,
  trail: ListingTrail,
  keys: readonly string[],
  next: string | undefined,
): Promise<void> {
  trail.check(keys, next)
  if (next === undefined || !trail.isToBeCounted) return
  const { rows } = await pool.query<{ n: string }>(
    'select count(*) as n from ops.listed_record where connection_id = $1 and resource = $2',
    [connection, of.name],
  )
  trail.checkAgainst(Number(rows[0]?.n ?? 0))
}
