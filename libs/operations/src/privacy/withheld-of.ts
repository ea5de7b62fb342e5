import { ALL_WITHHELD, withheldBy, type Withheld } from '@trellis/pipeline'
import { leaveOutOf, type Pool, type PoolClient } from '@trellis/runtime'

/** What is not kept of a connection (rule P1): of one that is not in use, nothing that any switch is about. */
export async function withheldOf(db: Pool | PoolClient, connection: string): Promise<Withheld> {
  const leaveOut = await leaveOutOf(db, connection)
  return leaveOut ? withheldBy(leaveOut) : ALL_WITHHELD
}
