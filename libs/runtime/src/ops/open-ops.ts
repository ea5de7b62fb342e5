import 'reflect-metadata'
import type { Pool } from 'pg'
import { DataSource } from 'typeorm'
import { pgFault } from '../postgres/pg-fault.js'
import { createPool } from '../postgres/pool.js'
import { OPS_ENTITIES } from './entities.js'
import { OPS_MIGRATIONS } from './migrations/index.js'
import type { Ops } from './ops.js'

/** How many connections the pool for SQL may hold, and what they are called in `pg_stat_activity`. */
interface OpsOptions {
  /** 4 */
  readonly max?: number
  /** `trellis` */
  readonly applicationName?: string
}

/** Names the lock under which one process at a time migrates `ops`; any constant will do. */
const MIGRATION_LOCK = 7_355_608

/** Opens `ops`, migrated to today's shape; several processes may do so at once. Throws a retryable Fault where Postgres does not answer. */
export async function openOps(url: string, { max = 4, applicationName = 'trellis' }: OpsOptions = {}): Promise<Ops> {
  const pool = createPool(url, { max, applicationName })
  const data = new DataSource({
    type: 'postgres',
    url,
    schema: 'ops',
    entities: OPS_ENTITIES,
    migrations: OPS_MIGRATIONS,
    migrationsTableName: 'migration',
    applicationName: `${applicationName} (orm)`,
    poolSize: 2,
    // Queries carry secrets and names as parameters.
    logging: false,
  })
  const close = async (): Promise<void> => {
    if (data.isInitialized) await data.destroy()
    await pool.end()
  }
  try {
    await migrate(pool, data)
  } catch (error) {
    await close()
    throw pgFault(error)
  }
  return { data, pool, close }
}

async function migrate(pool: Pool, data: DataSource): Promise<void> {
  const client = await pool.connect()
  try {
    // Of the session, not of a transaction: the migrations run on a connection of their own while we hold it.
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await client.query('create schema if not exists ops')
    await data.initialize()
    await data.runMigrations({ transaction: 'all' })
  } finally {
    // Ends the session, and the lock with it, however we got here.
    client.release(true)
  }
}
