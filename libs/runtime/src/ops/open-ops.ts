import 'reflect-metadata'
import { DataSource } from 'typeorm'
import { connecting, type DatabaseUrl } from '../postgres/database-url.js'
import { pgFault } from '../postgres/pg-fault.js'
import { createPool } from '../postgres/pool.js'
import { OPS_ENTITIES } from './entities.js'
import { migrateOps, type MigrationState } from './migrate-ops.js'
import { OPS_MIGRATIONS } from './migrations/index.js'
import type { Ops } from './ops.js'

/** How many connections the pool for SQL may hold, and what they are called in `pg_stat_activity`. */
interface OpsOptions {
  /** 4 */
  readonly max?: number
  /** `trellis` */
  readonly applicationName?: string
  /** Called with what was migrated now, and with what a newer release has done, where there was something of either. */
  readonly onMigrations?: (state: MigrationState) => void
}

/**
 * Opens `ops` in today's shape: migrated now where something is missing and this role may do so; several processes may at once. Throws a retryable Fault
 * where Postgres does not answer, or where another role has to migrate first.
 */
export async function openOps(url: DatabaseUrl, options: OpsOptions = {}): Promise<Ops> {
  const { max = 4, applicationName = 'trellis', onMigrations } = options
  const pool = createPool(url, { max, applicationName })
  const data = new DataSource({
    type: 'postgres',
    url: typeof url === 'string' ? url : url(),
    extra: connecting(url),
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
    const state = await migrateOps(pool, data)
    if (state.missing.length + state.newer.length > 0) onMigrations?.(state)
    if (!data.isInitialized) await data.initialize()
  } catch (error) {
    await close()
    throw pgFault(error)
  }
  return { data, pool, close }
}
