import type { Instant } from '@trellis/pipeline'
import { clearSuspects, dueSuspectsAmong, postponeMentioned, type PoolClient, type Suspect } from '@trellis/runtime'
import { applyHold } from './absence-hold.js'
import { explainSuspects } from './explain-suspects.js'
import type { ConnectionContext } from '../connection-context.js'

/**
 * Those of some suspects that are due for verification now. One that was mentioned or shown since is cleared; one that was mentioned within overlap waits for its end
 * (rule E3); and if they have become too many they are held (rule E4). The caller has locked the resource's listings.
 */
export async function dueForVerification(
  context: ConnectionContext,
  client: PoolClient,
  resource: string,
  keys: readonly string[],
  now: Instant,
): Promise<readonly Suspect[]> {
  const { connection, lag } = context
  await clearSuspects(client, connection, resource, keys)
  await explainSuspects(context, client, resource, keys)
  await applyHold(client, connection, resource, now, 'asked')
  await postponeMentioned(client, connection, resource, keys, now, lag)
  return dueSuspectsAmong(client, connection, resource, keys, now)
}
