import { storedConnections, type Pool, type PoolClient, type StoredConnection } from '@trellis/runtime'
import { Refusal } from '../refusal.js'

/** The connection of this id, in use or removed; throws a Refusal that names the others where there is none. */
export async function connectionNamed(db: Pool | PoolClient, id: string): Promise<StoredConnection> {
  const all = await storedConnections(db)
  const found = all.find((connection) => connection.id === id)
  if (found) return found
  throw new Refusal(
    'not found',
    `There is no connection '${id}'. There is: ${all.map((connection) => connection.id).join(', ') || 'none'}`,
  )
}
