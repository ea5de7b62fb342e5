import type { Resource } from '@trellis/pipeline'
import { lockListings, transact, type Pool } from '@trellis/runtime'

/**
 * Lets the suspects of a resource go that wait for a person's word (rule E4): each is still asked for by name, twice and overlap apart, before it is
 * removed. Gives how many they are. Throws an Error where nothing of the resource waits.
 */
export async function confirmAbsences(pool: Pool, connection: string, { name }: Resource): Promise<number> {
  return transact(pool, async (client) => {
    await lockListings(client, connection, name)
    const { rowCount: holds } = await client.query('delete from ops.absence_hold where connection_id = $1 and resource = $2', [
      connection,
      name,
    ])
    if (holds === 0) throw new Error(`Nothing of ${name} waits for a confirmation`)
    const { rowCount } = await client.query(
      `update ops.suspect set is_confirmed = true, due_us = asked_us where connection_id = $1 and resource = $2 and due_us is null`,
      [connection, name],
    )
    return rowCount ?? 0
  })
}
