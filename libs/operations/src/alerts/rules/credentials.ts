import { listingsByConnection, type AlertFacts } from '../alert-facts.js'
import type { Finding } from '../finding.js'

/** So often in a row, which takes some seconds, a token was refused. */
const REFUSED_AFTER = 3
/** What the poller notes of Harvest's 401, and of credentials that show another company. */
const UNAUTHORIZED = 'unauthorized'
const ANOTHER_COMPANY = /^credentials refused: they show none/

/** Credentials that Greenhouse refuses, or that belong to another company. */
export function credentialsRule(facts: AlertFacts): readonly Finding[] {
  return listingsByConnection(facts).flatMap(([{ connection, isPolled }, listings]): readonly Finding[] => {
    if (!isPolled) return []
    if (listings.some(({ lastError }) => ANOTHER_COMPANY.test(lastError ?? '')))
      return [{ code: 'credentials-of-another-company', connection, facts: {} }]
    const refused = listings
      .flatMap(({ failing }) => failing)
      .filter(({ why, attempts }) => why === UNAUTHORIZED && attempts >= REFUSED_AFTER)
    if (refused.length === 0) return []
    const sinceMs = Math.min(...refused.map((each) => each.sinceMs))
    return [
      {
        code: 'credentials-refused',
        connection,
        sinceMs,
        facts: { attempts: Math.max(...refused.map((each) => each.attempts)) },
      },
    ]
  })
}
