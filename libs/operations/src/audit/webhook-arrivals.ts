import { ACTIONS, resources, type Action } from '@trellis/greenhouse'
import { claimsOn } from '@trellis/pipeline'
import type { Pool } from '@trellis/runtime'

/** Whether a claimed webhook action ever came, and whether what it reports was seen otherwise. */
export interface WebhookArrivals {
  readonly action: string
  readonly arrivals: number
  /** ISO 8601; null where none ever came. */
  readonly lastAt: string | null
  /** When listings last showed what this action reports, before any webhook did; null where they never did, or where nothing distinguishes it. */
  readonly seenAt: string | null
  /** It was seen after the action last came, if it ever did: it may be switched off in Greenhouse, or fail to be delivered. */
  readonly isMissed: boolean
}

/** What listings show of an event without its webhook. */
type Effect = 'new' | 'changed' | 'gone'
type SeenAt = Readonly<Record<Effect, number>>

/**
 * Every action that a resource claims, held to what listings have shown of the same event: an entity no event had mentioned, a change no webhook had reported, one
 * that was found gone. What happens to an application, such as a hire, or to an approval looks like any other change: of those nothing is concluded.
 */
export async function webhookArrivals(pool: Pool, connection: string): Promise<readonly WebhookArrivals[]> {
  const [{ rows: arrived }, { rows: seen }] = await Promise.all([
    pool.query<{ action: string; arrivals: string; last_us: string }>(
      'select action, arrivals, last_us from ops.webhook_action where connection_id = $1',
      [connection],
    ),
    pool.query<Readonly<Record<Effect, string | null>> & { readonly resource: string }>(
      `select resource, max(new_us) as new, max(changed_us) as changed, max(gone_us) as gone
       from ops.listing_progress where connection_id = $1 group by 1`,
      [connection],
    ),
  ])
  const counts = new Map(arrived.map((each) => [each.action, each]))
  const lastUs = (action: string): number => Number(counts.get(action)?.last_us ?? -1)
  const effects = new Map(seen.map(({ resource, ...at }) => [resource, at]))
  return ACTIONS.flatMap((action): readonly WebhookArrivals[] => {
    const about = resources.filter((of) => claimsOn(of, action).some(({ isRequired }) => isRequired)).map(({ name }) => name)
    if (about.length === 0) return []
    const effect = effectOf(action)
    const seenUs = effect ? Math.max(...about.map((name) => Number(effects.get(name)?.[effect] ?? -1))) : -1
    const came = Math.max(...sharing(action).map(lastUs))
    return [
      {
        action,
        arrivals: Number(counts.get(action)?.arrivals ?? 0),
        lastAt: isoOf(lastUs(action)),
        seenAt: isoOf(seenUs),
        isMissed: seenUs > came,
      },
    ]
  })
}

function effectOf(action: Action): keyof SeenAt | undefined {
  if (/_created$|^new_/.test(action)) return 'new'
  if (/_updated$|^update_/.test(action)) return 'changed'
  return /_deleted$|^delete_/.test(action) ? 'gone' : undefined
}

/** A new application is a candidate's or a prospect's: either action reports it. */
const NEW_APPLICATIONS: readonly Action[] = ['new_candidate_application', 'new_prospect_application']

function sharing(action: Action): readonly Action[] {
  return NEW_APPLICATIONS.includes(action) ? NEW_APPLICATIONS : [action]
}

function isoOf(us: number): string | null {
  return us < 0 ? null : new Date(us / 1000).toISOString()
}
