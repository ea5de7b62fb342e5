import { moveSweep, type PoolClient } from '@trellis/runtime'
import { findSuspectsAfterSweep } from '../absence/find-suspects-after-sweep.js'
import { listingsOf } from '../harvest/listings.js'
import type { AskedPage } from './ask-page.js'
import type { PageTask } from '../schedule/task.js'
import type { ConnectionContext } from '../connection-context.js'

/** What a sweep's page shows beside its records. `canary` is an entity that it shows, if it shows any. */
interface SweptPage extends Pick<AskedPage, 'cursor' | 'requestedAt'> {
  readonly canary: string | undefined
}

/**
 * Moves a sweep on in the caller's transaction, which holds the lease; a backfill is the first one. A listing that begins without a cursor begins again: its
 * own first request is what rule E3 counts from. After the last page the resource is assessed.
 */
export async function noteSweep(
  context: ConnectionContext,
  client: PoolClient,
  { listing, ...task }: Extract<PageTask, { type: 'sweep' | 'backfill' }>,
  { requestedAt, cursor, canary }: SweptPage,
): Promise<void> {
  const { connection } = context
  const isFirst = task.cursor === undefined
  const isLast = cursor === undefined
  await moveSweep(client, connection, listing.name, {
    ...{ isFirst, isLast, requestedAt, canary },
    cursor: task.type === 'sweep' ? cursor : undefined,
  })
  if (isLast) await findSuspectsAfterSweep(context, client, listing.of, listingsOf(listing.of), requestedAt)
}
