import { ACTIONS, isAskedFor, type Action } from '@trellis/greenhouse'
import { instantOfMs } from '@trellis/pipeline'
import { countDeliveries, KEPT_DELIVERIES, readEndpoints, readRefusals, type Pool, type StoredEndpoint } from '@trellis/runtime'
import { webhookArrivals } from '../audit/webhook-arrivals.js'
import { applicationChanges, type ApplicationChanges } from './application-changes.js'

const DAY_MS = 86_400_000

/** How it stands with the webhook of one event. Instants are ISO 8601, null for never. */
export interface WebhookState {
  readonly event: Action
  /** One of the 21 that an account is asked to send; the other eight are of use as well. */
  readonly isAskedFor: boolean
  /** `saved`: Greenhouse pinged the event's own URL. `seen`: the event came, by whichever URL. */
  readonly state: 'never' | 'saved' | 'seen'
  readonly lastPingAt: string | null
  /** The last ping whose signature fitted: it proves the secret. */
  readonly lastSignedPingAt: string | null
  readonly lastArrivalAt: string | null
  /** Of the last seven days: how many came, how many of those could not be read whole, and how many were refused at the event's own URL. */
  readonly arrivals: number
  readonly failures: number
  readonly refusals: number
  /** How many of other events ever came by its own URL. */
  readonly differing: number
  /** What its silence is held to; null where nothing says that one should have come. */
  readonly missed: MissedWebhook | null
}

/** What listings have shown and no webhook reported. */
export interface MissedWebhook {
  /** How many changes of that kind were read from the API within seven days, while no webhook of it came; null where they are not counted. */
  readonly changes: number | null
  /** When the last of what it reports was seen otherwise; null where they are counted instead. */
  readonly seenAt: string | null
}

/** The webhooks of a connection. */
export interface WebhookStates {
  readonly connection: string
  readonly days: number
  /** What came by the common URL; null where nothing ever did. */
  readonly common: StoredEndpoint | null
  /** Every event that there is, those that are asked for first. */
  readonly events: readonly WebhookState[]
}

/** Of the last seven days. It takes its time where the history is long. */
export function recentChanges(pool: Pool, connection: string): Promise<ApplicationChanges> {
  return applicationChanges(pool, connection, instantOfMs(Date.now() - KEPT_DELIVERIES.days * DAY_MS))
}

/** How it stands with each event's webhook: was it set up, does it come, and should it have come. `changed` gives the recent changes, now or as they were a moment ago. */
export async function webhookStates(
  pool: Pool,
  connection: string,
  changed = () => recentChanges(pool, connection),
): Promise<WebhookStates> {
  const { days } = KEPT_DELIVERIES
  const [endpoints, counts, refused, arrivals, changes] = await Promise.all([
    readEndpoints(pool, connection),
    countDeliveries(pool, connection),
    readRefusals(pool, connection),
    webhookArrivals(pool, connection),
    changed(),
  ])
  const stateOf = (event: Action): WebhookState => {
    const own = endpoints.find((each) => each.event === event)
    const count = counts.find(({ action }) => action === event)
    const ever = arrivals.find(({ action }) => action === event)
    const lastArrivalAt = ever?.lastAt ?? null
    return {
      ...{ event, isAskedFor: isAskedFor(event), lastArrivalAt },
      state: lastArrivalAt !== null ? 'seen' : own && own.pings > 0 ? 'saved' : 'never',
      lastPingAt: own?.pingedAt ?? null,
      lastSignedPingAt: own?.signedPingAt ?? null,
      arrivals: count?.arrivals ?? 0,
      failures: count?.failures ?? 0,
      refusals: refused.reduce((sum, { endpoint, refusals }) => (endpoint === event ? sum + refusals : sum), 0),
      differing: own?.differing ?? 0,
      missed: missedOf(count?.arrivals ?? 0, changes[event] ?? 0, ever?.isMissed === true ? ever.seenAt : null),
    }
  }
  const asked = ACTIONS.filter((action) => isAskedFor(action))
  const further = ACTIONS.filter((action) => !isAskedFor(action))
  const common = endpoints.find(({ event }) => event === null) ?? null
  return { connection, days, common, events: [...asked, ...further].map(stateOf) }
}

function missedOf(arrivals: number, changes: number, seenAt: string | null): MissedWebhook | null {
  if (seenAt !== null) return { changes: null, seenAt }
  return changes > 0 && arrivals === 0 ? { changes, seenAt: null } : null
}
