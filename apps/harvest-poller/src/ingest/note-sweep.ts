import { moveSweep, type PoolClient } from '@trellis/runtime'
import { judgeSweep } from '../absence/judge-sweep.js'
import { listingsOf } from '../harvest/listings.js'
import type { AskedPage } from './ask-page.js'
import type { PageTask } from '../schedule/task.js'
import type { ConnectionContext } from '../connection-context.js'

/** What a sweep's page tells beside its records. `control` is an entity that it shows, if it shows any. */
export interface SweptPage extends Pick<AskedPage, 'cursor' | 'requestedAt'> {
  readonly control: string | undefined
}

/**
 * Moves a sweep on in the caller's transaction, which holds the lease; a backfill is the first one. Whatever begins without a cursor begins anew: its
 * own first request is what rule E3 goes by. After the last page the resource is judged.
 */
export async function noteSweep(
  context: ConnectionContext,
  client: PoolClient,
  { listing, ...task }: Extract<PageTask, { type: 'sweep' | 'backfill' }>,
  { requestedAt, cursor, control }: SweptPage,
): Promise<void> {
  const { connection } = context
  const isFirst = task.cursor === undefined
  const isLast = cursor === undefined
  await moveSweep(client, connection, listing.name, {
    ...{ isFirst, isLast, requestedAt, control },
    cursor: task.type === 'sweep' ? cursor : undefined,
  })
  if (isLast) await judgeSweep(context, client, listing.of, listingsOf(listing.of), requestedAt)
}
