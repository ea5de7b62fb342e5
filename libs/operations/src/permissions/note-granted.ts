import { forgetMissingPermissions, type Pool, type PoolClient } from '@trellis/runtime'
import type { AskedResource } from './ask-permissions.js'

/**
 * Notes for the poller which listings are granted by now that it waits for: it asks them again at once. Gives how many those are. Does nothing where the
 * database has no listings yet. Throws a Fault where it does not answer.
 */
export async function noteGranted(db: Pool | PoolClient, connection: string, asked: readonly AskedResource[]): Promise<number> {
  const granted = asked.flatMap(({ resource, permission }) => (permission === 'granted' ? [resource] : []))
  const { rows } = await db.query<{ is_there: boolean }>(`select to_regclass('ops.listing_progress') is not null as is_there`)
  return rows[0]?.is_there === true ? forgetMissingPermissions(db, connection, granted) : 0
}
