import { listingsByConnection, type AlertFacts } from '../alert-facts.js'
import type { Finding } from '../finding.js'

/** A poller that ends gives its connections back, and another takes them within a quarter of a minute. */
const WITHOUT_LEASE_MS = 3 * 60_000
/** Windows are asked for every minute. */
const STILL_MS = 15 * 60_000

/**
 * Who watches is not who is watched: a poller that is away, or that holds a connection and gets nowhere, as its own traces in the database show it.
 * Credentials that are refused are not polled on purpose: they have a rule of their own.
 */
export function pollerStillRule(facts: AlertFacts): readonly Finding[] {
  return listingsByConnection(facts).flatMap(([about, listings]): readonly Finding[] => {
    const { connection, isPolled, createdMs, leaseUntilMs } = about
    if (!isPolled || listings.some(({ lastError }) => lastError?.startsWith('credentials refused:') === true)) return []
    const heldMs = leaseUntilMs ?? createdMs
    if (facts.nowMs - heldMs >= WITHOUT_LEASE_MS) return [{ code: 'poller-missing', connection, sinceMs: heldMs, facts: {} }]
    // A try that fails, or one that is put off, is a sign of life; where everything is refused, there is nothing to ask for.
    const tries = listings.flatMap(({ failing }) => failing.map(({ nextTryMs }) => nextTryMs))
    const movedMs = Math.max(createdMs, ...listings.flatMap(({ lastRequestMs }) => lastRequestMs ?? []), ...tries)
    const isRefused = listings.length > 0 && listings.every(({ permission }) => permission === 'missing')
    if (isRefused || facts.nowMs - movedMs < STILL_MS) return []
    return [{ code: 'poller-silent', connection, sinceMs: movedMs, facts: {} }]
  })
}
