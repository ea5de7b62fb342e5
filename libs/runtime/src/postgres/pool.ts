import { Pool } from 'pg'
import { connecting, type DatabaseUrl } from './database-url.js'

export type { Pool, PoolClient } from 'pg'

/** Nest's token for a pool. */
export const POOL = Symbol('pool')

/** How a pool introduces itself and how many connections it may hold. */
interface PoolOptions {
  readonly max: number
  readonly applicationName: string
  /** Called with the errors of idle connections that break. */
  readonly onError?: (error: Error) => void
}

/** A pool of connections in UTC. int8 stays text: offsets and ids outgrow a double. */
export function createPool(url: DatabaseUrl, { max, applicationName, onError }: PoolOptions): Pool {
  const pool = new Pool({
    ...connecting(url),
    max,
    application_name: applicationName,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    options: '-c timezone=UTC',
  })
  // Without listeners, a connection that breaks while idle or between two queries ends the process; the next query finds out by itself.
  pool.on('error', (error) => onError?.(error))
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** Throws where Postgres does not answer; for readiness. */
export async function checkPool(pool: Pool): Promise<void> {
  await pool.query('select 1')
}
