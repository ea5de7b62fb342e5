import { NEVER } from '@trellis/pipeline'
import type { Pool, PoolClient } from 'pg'
import { isAlive } from './alive.js'

/** Keys of entities that are alive as far as is known, those that were shown last first. */
export async function knownKeys(
  db: Pool | PoolClient,
  connection: string,
  resource: string,
  limit: number,
): Promise<readonly string[]> {
  const { rows } = await db.query<{ key: string }>(
    `select key from ops.listed_record where connection_id = $1 and resource = $2 and version > $3 and ${isAlive()}
     order by seen_us desc, key limit $4`,
    [connection, resource, NEVER, limit],
  )
  return rows.map(({ key }) => key)
}
