import { stateOf } from '@trellis/runtime'
import { listingsByConnection, type AlertFacts } from '../alert-facts.js'
import type { Finding } from '../finding.js'

/** What is only tried again is no alert before so long: most of it passes by itself. */
const RETRIED_FOR_MS = 15 * 60_000
const STUCK_FOR_MS = 5 * 60_000
/** Of those a rule of its own speaks. */
const UNAUTHORIZED = 'unauthorized'

/** Listings of which something goes wrong again and again: one finding a connection, which names them. */
export function listingStuckRule(facts: AlertFacts): readonly Finding[] {
  return listingsByConnection(facts).flatMap(([{ connection, isPolled }, listings]): readonly Finding[] => {
    if (!isPolled) return []
    const wrong = listings.flatMap(({ listing, failing, permission }) => {
      const others = permission === 'missing' ? [] : failing.filter(({ why }) => why !== UNAUTHORIZED)
      const state = stateOf(others)
      const sinceMs = Math.min(...others.map((each) => each.sinceMs))
      const forMs = state === 'stuck' ? STUCK_FOR_MS : RETRIED_FOR_MS
      return state !== 'ok' && facts.nowMs - sinceMs >= forMs ? [{ listing, sinceMs }] : []
    })
    if (wrong.length === 0) return []
    const sinceMs = Math.min(...wrong.map((each) => each.sinceMs))
    return [{ code: 'listing-stuck', connection, sinceMs, facts: { listings: wrong.map(({ listing }) => listing).toSorted() } }]
  })
}
