import type { Instant, Lag } from '@trellis/pipeline'
import { clearSuspects, dueSuspectsAmong, postponeMentioned, type PoolClient, type Suspect } from '@trellis/runtime'
import { applyHold } from './absence-hold.js'
import { explainSuspects } from './explain-suspects.js'

/**
 * Those of some suspects who may be asked for now. Whoever was mentioned or shown since is cleared; who was mentioned within overlap waits for its end
 * (rule E3); and if they have become too many they are held (rule E4). The caller has locked the resource's listings.
 */
export async function questionable(
  client: PoolClient,
  connection: string,
  resource: string,
  keys: readonly string[],
  now: Instant,
  lag: Lag,
): Promise<readonly Suspect[]> {
  await clearSuspects(client, connection, resource, keys)
  await explainSuspects(client, connection, resource, lag, keys)
  await applyHold(client, connection, resource, now, 'asked')
  await postponeMentioned(client, connection, resource, keys, now, lag)
  return dueSuspectsAmong(client, connection, resource, keys, now)
}
