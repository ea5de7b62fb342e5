import { withheldBy } from '@trellis/pipeline'
import { leaveOutByConnection, type LeaveOutByConnection, type Pool, type PoolClient } from '@trellis/runtime'
import type { WithheldByConnection } from './events-for.js'

/** What may not be kept of each connection in use, as it is at this moment (rule P1). */
export async function withheldByConnection(db: Pool | PoolClient): Promise<WithheldByConnection> {
  return withheldOf(await leaveOutByConnection(db))
}

/** The same of switches that were read. */
export function withheldOf(leaveOut: ReadonlyMap<string, readonly string[]>): WithheldByConnection {
  return new Map([...leaveOut].map(([id, switches]) => [id, withheldBy(switches)]))
}

/** The switches that are off, as a generation keeps them: connections of which everything is read are missing. */
export async function leaveOutNow(db: Pool | PoolClient): Promise<LeaveOutByConnection> {
  const leaveOut = await leaveOutByConnection(db)
  return Object.fromEntries([...leaveOut].filter(([, switches]) => switches.length > 0))
}
