import type { ConnectionStatus, ResourceStatus } from '../../api/status-query.js'
import type { State } from '../../components/state-badge.js'

type Freshness = ConnectionStatus['drift']

/** Listings lag behind a change by up to a quarter of an hour: what is older than that, and than expected, is behind. */
const USUAL_SECONDS = 15 * 60

/** The named state of one resource. */
export function listingState({ resource, backfill, state }: ResourceStatus, { listings, expected }: Freshness): State {
  if (backfill === 'permission missing') return 'no permission'
  if (state === 'stuck') return 'needs you'
  if (state === 'retrying') return 'retrying'
  if (backfill === 'waiting') return 'never'
  if (backfill === 'under way') return 'loading'
  const age = listings.find(({ listing }) => listing === resource)?.freshnessSeconds ?? null
  if (age === null) return 'unknown'
  // Settings are asked for less often, and a connection's own budget may allow for less than usual.
  const slowest = expected ? Math.max(...Object.values(expected.freshnessSeconds)) : 0
  return age > Math.max(USUAL_SECONDS, 2 * slowest) ? 'catching up' : 'live'
}
