import { ACTIONS, resources } from '@trellis/greenhouse'
import { claimsOn } from '@trellis/pipeline'
import type { Pool } from '@trellis/runtime'

/** Whether a claimed webhook action ever came, and whether what it tells of was seen otherwise. */
export interface WebhookArrivals {
  readonly action: string
  readonly arrivals: number
  /** ISO 8601; null where none ever came. */
  readonly lastAt: string | null
  /** It never came, and listings have shown changes of what it is about, or somebody was found gone: it may be switched off in Greenhouse. */
  readonly isMissed: boolean
}

/** Every action that a resource claims. What windows have brought counts as its effect; of a deletion, that somebody was found gone. */
export async function webhookArrivals(pool: Pool, connection: string): Promise<readonly WebhookArrivals[]> {
  const [{ rows: arrived }, { rows: effects }] = await Promise.all([
    pool.query<{ action: string; arrivals: string; last_us: string }>(
      'select action, arrivals, last_us from ops.webhook_action where connection_id = $1',
      [connection],
    ),
    pool.query<{ resource: string; told: string; gone: string }>(
      `select split_part(resource, '?', 1) as resource, sum(new_records + changed_records) as told, sum(absences) as gone
       from ops.listing_progress where connection_id = $1 group by 1`,
      [connection],
    ),
  ])
  const counts = new Map(arrived.map((each) => [each.action, each]))
  const told = new Set(effects.filter(({ told: count }) => Number(count) > 0).map(({ resource }) => resource))
  const gone = new Set(effects.filter(({ gone: count }) => Number(count) > 0).map(({ resource }) => resource))
  return ACTIONS.flatMap((action): readonly WebhookArrivals[] => {
    const about = resources.filter((of) => claimsOn(of, action).some(({ isRequired }) => isRequired)).map(({ name }) => name)
    if (about.length === 0) return []
    const came = counts.get(action)
    const effect = /^delete_|_deleted$/.test(action) ? gone : told
    return [
      {
        action,
        arrivals: Number(came?.arrivals ?? 0),
        lastAt: came ? new Date(Number(came.last_us) / 1000).toISOString() : null,
        isMissed: !came && about.some((name) => effect.has(name)),
      },
    ]
  })
}
