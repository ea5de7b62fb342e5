import type { Instant, Resource } from '@trellis/pipeline'
import { clearSuspects, forgetAbsences, suspectUnshown, sweptSince, type PoolClient } from '@trellis/runtime'
import { applyHold } from './absence-hold.js'
import { explainSuspects } from './explain-suspects.js'
import type { ResourceListing } from '../harvest/listings.js'
import type { ConnectionContext } from '../connection-context.js'

/**
 * After a complete sweep: an entity that is alive, was not shown by it, and was not mentioned for overlap before its first request is suspected to be gone
 * (rules E2, E3). Suspects that it has shown are cleared; what was held is assessed again (rule E4). A resource of several listings is assessed by the
 * oldest of their sweeps, once each has one; their progress is locked, so of two which end at the same moment the later one knows what the other
 * has shown.
 */
export async function findSuspectsAfterSweep(
  context: ConnectionContext,
  client: PoolClient,
  of: Resource,
  listings: readonly ResourceListing[],
  now: Instant,
): Promise<void> {
  const { connection, lag } = context
  const since = await sweptSince(
    client,
    connection,
    listings.map(({ name }) => name),
  )
  if (since === undefined) return
  await clearSuspects(client, connection, of.name)
  await suspectUnshown(client, connection, of.name, { sweptSince: since, dueAt: now }, lag)
  await explainSuspects(context, client, of.name)
  await forgetAbsences(client, connection, of.name)
  await applyHold(client, connection, of.name, now, 'swept')
}
