import { BEYOND, permissionGroupOf } from '@trellis/greenhouse'
import type { ListingFacts } from '@trellis/runtime'
import { listingsByConnection, type AlertFacts } from '../alert-facts.js'
import type { Finding } from '../finding.js'

/** Permissions that were taken away, that were never granted, or all of them: one finding a connection for each. */
export function permissionsRule(facts: AlertFacts): readonly Finding[] {
  return listingsByConnection(facts).flatMap(([{ connection, isPolled }, listings]): readonly Finding[] => {
    const asked = listings.filter(({ resource }) => permissionGroupOf(resource)?.name !== BEYOND)
    const missing = asked.filter(({ permission }) => permission === 'missing')
    if (!isPolled || missing.length === 0) return []
    if (missing.length === asked.length) return [{ code: 'everything-refused', connection, facts: { listings: missing.length } }]
    const lost = missing.filter(({ isBackfillDone }) => isBackfillDone)
    const never = missing.filter(({ isBackfillDone }) => !isBackfillDone)
    return [
      ...(lost.length > 0 ? [{ code: 'permission-lost', connection, facts: { groups: groupsOf(lost) } } as const] : []),
      ...(never.length > 0 ? [{ code: 'permission-missing', connection, facts: { groups: groupsOf(never) } } as const] : []),
    ]
  })
}

function groupsOf(listings: readonly ListingFacts[]): readonly string[] {
  return [...new Set(listings.map(({ resource }) => permissionGroupOf(resource)?.name ?? resource))].toSorted()
}
