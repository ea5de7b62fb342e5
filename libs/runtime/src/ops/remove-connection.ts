import type { Pool, PoolClient } from 'pg'
import { Fault } from '../fault.js'
import { transactIn } from '../postgres/transact.js'
import { markRemoved } from './connection-record.js'

/** Tables of what we know on a connection's behalf; it goes with the connection. In the order in which everybody locks them, and their rows (decision 4). */
export const FORGOTTEN_WITH_CONNECTION: Readonly<Record<string, string>> = {
  listed_record: 'resource, key',
  webhook_action: 'action',
  webhook_refusal: 'hour_us, cause, endpoint',
  webhook_refusal_example: 'cause',
  webhook_endpoint: 'endpoint',
  webhook_delivery: 'arrived_us, raw_id',
  due_read: 'resource, of, key',
  listing_progress: 'listing',
  suspect: 'resource, key',
  absence_hold: 'resource',
  webhook_seen: 'connection_id',
  reader_connection: 'reader',
  withheld: 'resource, what',
  permission_check: 'connection_id',
  connection_hand_over: 'token_hash',
}

/**
 * Marks the connection as removed and deletes its secrets, cursors, known entities, due re-reads and suspicions (rule N5). Its id stays taken indefinitely. A poller
 * that is still at it ends within seconds; doing it again forgets what that one wrote meanwhile. Throws a Fault where there is no such connection.
 */
export async function removeConnection(db: Pool | PoolClient, id: string): Promise<void> {
  await transactIn(db, async (client) => {
    if (!(await markRemoved(client, id))) throw new Fault(`there is no connection '${id}'`, { retryable: false })
    for (const [table, order] of Object.entries(FORGOTTEN_WITH_CONNECTION)) {
      const locked = `select 1 from ops.${table} where connection_id = $1 order by ${order} for update`
      await client.query(`select count(*) from (${locked}) as locked`, [id])
      await client.query(`delete from ops.${table} where connection_id = $1`, [id])
    }
  })
}
