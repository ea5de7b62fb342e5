import type { Pool, PoolClient } from 'pg'
import { isConnectionLost, pgFault } from './pg-fault.js'

/** Runs `work` in the transaction that a client is in; for a pool in one of its own, like `transact`. */
export async function transactIn<T>(db: Pool | PoolClient, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return 'totalCount' in db ? transact(db, work) : work(db)
}

/**
 * Runs `work` in a transaction: committed when it resolves, rolled back when it throws. A lost connection, a deadlock or a failed
 * serialization becomes a retryable Fault (after a lost connection the commit's outcome is unknown); other errors pass as they are. `begin` may hold
 * further statements, each of which sees what was committed before it.
 */
export async function transact<T>(pool: Pool, work: (client: PoolClient) => Promise<T>, begin = 'begin'): Promise<T> {
  let client: PoolClient
  try {
    client = await pool.connect()
  } catch (error) {
    throw pgFault(error)
  }
  let broken: Error | undefined
  const onError = (error: Error): void => void (broken ??= error)
  client.on('error', onError)
  try {
    await client.query(begin)
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    if (isConnectionLost(error)) broken ??= error instanceof Error ? error : new Error(String(error))
    else
      await client
        .query('rollback')
        .catch((failed: unknown) => (broken ??= failed instanceof Error ? failed : new Error(String(failed))))
    throw pgFault(error)
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}
