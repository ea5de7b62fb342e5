import type { Pool } from 'pg'
import { Fault } from '../fault.js'
import { transact } from '../postgres/transact.js'
import { lockListings } from './lock-listings.js'

/**
 * A person has confirmed that what is missing of a resource is gone (rule E4): its suspects need not wait any longer. Each is still asked for by name,
 * twice and overlap apart, before it is removed. Gives how many they are. Throws a Fault where nothing of the resource waits.
 */
export async function confirmAbsences(pool: Pool, connection: string, resource: string): Promise<number> {
  return transact(pool, async (client) => {
    await lockListings(client, connection, resource)
    const { rowCount: holds } = await client.query('delete from ops.absence_hold where connection_id = $1 and resource = $2', [
      connection,
      resource,
    ])
    if (holds === 0) throw new Fault(`Nothing of ${resource} waits for a confirmation`, { retryable: false })
    const { rowCount } = await client.query(
      `update ops.suspect set is_confirmed = true, due_us = asked_us where connection_id = $1 and resource = $2 and due_us is null`,
      [connection, resource],
    )
    return rowCount ?? 0
  })
}
