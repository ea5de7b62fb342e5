import type { Instant } from '@trellis/pipeline'
import type { Pool, PoolClient } from 'pg'
import { Fault } from '../fault.js'
import { transactIn } from '../postgres/transact.js'
import { lockListings } from './lock-listings.js'
import { confirmSuspects } from './suspect.js'

/*
 * The one module that writes `ops.absence_hold`: resources of which more is missing than goes without a person's word (rule E4).
 * SQL by hand: under the lock of the resource's listings (`lockListings`), together with its suspects.
 */

/** Begins to hold a resource, or counts again what is held. */
export async function holdResource(
  client: PoolClient,
  connection: string,
  resource: string,
  { since, suspects, alive }: { readonly since: Instant; readonly suspects: number; readonly alive: number },
): Promise<void> {
  await client.query(
    `insert into ops.absence_hold (connection_id, resource, since_us, suspects, alive) values ($1, $2, $3, $4, $5)
     on conflict (connection_id, resource) do update set suspects = excluded.suspects, alive = excluded.alive`,
    [connection, resource, since, suspects, alive],
  )
}

/** Holds a resource no longer. False where it was not held. */
export async function endHold(client: PoolClient, connection: string, resource: string): Promise<boolean> {
  const { rowCount } = await client.query('delete from ops.absence_hold where connection_id = $1 and resource = $2', [
    connection,
    resource,
  ])
  return rowCount !== 0
}

/**
 * A person has confirmed that what is missing of a resource is gone (rule E4): its suspects need not wait any longer. Each is still asked for by name,
 * twice and overlap apart, before it is removed. Gives how many they are. Throws a Fault where nothing of the resource waits.
 */
export async function confirmAbsences(db: Pool | PoolClient, connection: string, resource: string): Promise<number> {
  return transactIn(db, async (client) => {
    await lockListings(client, connection, resource)
    if (!(await endHold(client, connection, resource)))
      throw new Fault(`Nothing of ${resource} waits for a confirmation`, { retryable: false })
    return confirmSuspects(client, connection, resource)
  })
}
