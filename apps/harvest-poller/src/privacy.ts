import { resourcesKept, withheldParts } from '@trellis/greenhouse'
import { NOTHING_WITHHELD, withheldBy, type Resource, type Withheld } from '@trellis/pipeline'
import { discardReads, endHold, Fault, forgetSuspects, leaveOutOf, lockListings, type Pool } from '@trellis/runtime'
import type { ConnectionContext } from './connection-context.js'
import { fenced, type Fence } from './known-entities/listed-register.js'

/** What is not asked of a connection (rule P1). Throws a Fault where that cannot be read: then nothing is asked of it. */
export async function readWithheld(pool: Pool, connection: string): Promise<Withheld> {
  const leaveOut = await leaveOutOf(pool, connection)
  if (!leaveOut) throw new Fault(`the privacy switches of ${connection} are not known: there is no such connection in use`)
  return withheldBy(leaveOut)
}

/** The collections that may be asked for. */
export function askedResources({ withheld = NOTHING_WITHHELD }: Pick<ConnectionContext, 'withheld'>): readonly Resource[] {
  return resourcesKept(withheld)
}

/** Forgets what waits to be asked of collections that are left out: it will not be asked, and what waits is reported as late. */
export async function forgetWithheld(
  { pool, connection }: Pick<ConnectionContext, 'pool' | 'connection'>,
  fence: Fence,
  withheld: Withheld,
): Promise<void> {
  for (const { name } of withheldParts(withheld).collections)
    await fenced(pool, fence, async (client) => {
      await discardReads(client, connection, name)
      await lockListings(client, connection, name)
      await forgetSuspects(client, connection, name)
      await endHold(client, connection, name)
    })
}
