import { resourcesKept } from '@trellis/greenhouse'
import { withheldBy } from '@trellis/pipeline'
import { leaveOutOf, listAudits, readFreshness, type AuditedResource, type ListedAudit, type Pool } from '@trellis/runtime'
import type { ConnectionCompletenessAnswer, LastAuditAnswer } from './completeness.dto.js'

/** Audits that are looked at for the last one of each resource. */
const AUDITS = 50
/** Those of them that are listed. */
const LISTED = 10

/** How complete the tables of a connection are, as far as sweeps and audits have shown. */
export async function completenessOf(pool: Pool, connection: string): Promise<ConnectionCompletenessAnswer> {
  const [{ listings, suspects }, leaveOut, audits] = await Promise.all([
    readFreshness(pool, connection),
    leaveOutOf(pool, connection),
    listAudits(pool, connection, AUDITS),
  ])
  const last = lastAudits(audits)
  // What a privacy switch leaves out is swept no more, and a sweep of it would be awaited without end (rule P1).
  const kept = new Set(resourcesKept(withheldBy(leaveOut ?? [])).map(({ name }) => name))
  const missing = new Map(suspects.map((each) => [each.resource, each.suspects]))
  return {
    connection,
    listings: listings
      .filter(({ listing }) => kept.has(listing.split('?', 1)[0] ?? ''))
      .map(({ listing, sweepAgeSeconds, sweep, permission }) => ({
        ...{ listing, sweepAgeSeconds, sweep },
        isPermitted: permission === null ? null : permission === 'granted',
        suspects: missing.get(listing) ?? 0,
        lastAudit: last.get(listing) ?? null,
      })),
    held: suspects.flatMap(({ resource, held }) =>
      held ? [{ resource, since: new Date(held.sinceMs).toISOString(), suspects: held.suspects, alive: held.alive }] : [],
    ),
    audits: audits
      .slice(0, LISTED)
      .map(({ id, state, resources, askedAt, finishedAt }) => ({ audit: id, state, resources, askedAt, finishedAt })),
  }
}

/** The newest finding of each resource, by its name. */
function lastAudits(audits: readonly ListedAudit[]): ReadonlyMap<string, LastAuditAnswer> {
  const last = new Map<string, LastAuditAnswer>()
  for (const { id, report } of audits)
    for (const found of report?.resources ?? [])
      if (report && !last.has(found.resource)) last.set(found.resource, lastOf(id, report.finishedAt, found))
  return last
}

function lastOf(audit: string, finishedAt: string, found: AuditedResource): LastAuditAnswer {
  const { notAsked, inGreenhouse, inTables, missing, extra, different, notAskedAgain, oldestChange, examples } = found
  return {
    ...{ audit, finishedAt, notAsked, inGreenhouse, inTables, missing, extra, different, notAskedAgain, oldestChange },
    examples: examples.map(({ key }) => key),
  }
}
