import type { HarvestError } from '@trellis/greenhouse'
import { changeProgress, discardReads, type PoolClient, type ProgressChange } from '@trellis/runtime'
import type { ConnectionContext } from '../connection-context.js'
import type { ResourceListing } from '../harvest/listings.js'
import { missingPermission } from '../harvest/permission-error.js'

/**
 * Writes that Harvest refused a listing, in the caller's transaction and in the same words for every task. Where the permission is missing, nothing of
 * the resource is due any more. Due reads are locked before progress: a caller that needs the listings' lock takes it for other refusals alone.
 */
export async function noteRefusal(
  client: PoolClient,
  { connection }: Pick<ConnectionContext, 'connection'>,
  { of, name }: ResourceListing,
  { kind }: HarvestError,
  change: ProgressChange = {},
): Promise<void> {
  if (kind !== 'forbidden') return changeProgress(client, connection, name, { ...change, lastError: kind })
  await discardReads(client, connection, of.name)
  await changeProgress(client, connection, name, { permission: 'missing', lastError: missingPermission(of) })
}
