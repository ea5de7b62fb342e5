import { storedConnections, type Pool, type StoredConnection } from '@trellis/runtime'
import { Refusal } from '../refusal.js'

/** The connection of this id, in use or removed; throws a Refusal that names the others where there is none. */
export async function connectionNamed(pool: Pool, id: string): Promise<StoredConnection> {
  const all = await storedConnections(pool)
  const found = all.find((connection) => connection.id === id)
  if (found) return found
  throw new Refusal(
    'not found',
    `There is no connection '${id}'. There is: ${all.map((connection) => connection.id).join(', ') || 'none'}`,
  )
}
