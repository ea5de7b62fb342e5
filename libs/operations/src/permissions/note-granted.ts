import { forgetMissingPermissions, type Pool } from '@trellis/runtime'
import type { AskedResource } from './ask-permissions.js'

/**
 * Notes for the poller which listings are granted by now that it waits for: it asks them again at once. Gives how many those are. Does nothing where the
 * database has no listings yet. Throws a Fault where it does not answer.
 */
export async function noteGranted(pool: Pool, connection: string, asked: readonly AskedResource[]): Promise<number> {
  const granted = asked.flatMap(({ resource, permission }) => (permission === 'granted' ? [resource] : []))
  const { rows } = await pool.query<{ is_there: boolean }>(`select to_regclass('ops.listing_progress') is not null as is_there`)
  return rows[0]?.is_there === true ? forgetMissingPermissions(pool, connection, granted) : 0
}
