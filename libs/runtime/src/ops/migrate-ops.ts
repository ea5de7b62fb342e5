import type { Pool, PoolClient } from 'pg'
import type { DataSource } from 'typeorm'
import { Fault } from '../fault.js'
import type { Logger } from '../telemetry/logger.js'
import { OPS_MIGRATIONS } from './migrations/index.js'

/** Names the lock under which one process at a time migrates `ops`; any constant will do. */
const MIGRATION_LOCK = 7_355_608

/** What is between the database and this release: migrations that it lacks, and those of a newer release that it has. */
export interface MigrationState {
  readonly missing: readonly string[]
  readonly newer: readonly string[]
}

/** Reads it. `ops.migration` is TypeORM's own list of what was done. */
export async function migrationState(db: Pool | PoolClient): Promise<MigrationState> {
  const { rows: tables } = await db.query<{ exists: boolean }>(`select to_regclass('ops.migration') is not null as exists`)
  const { rows } =
    tables[0]?.exists === true ? await db.query<{ name: string }>('select name from ops.migration order by id') : { rows: [] }
  const done = rows.map(({ name }) => name)
  const ours = OPS_MIGRATIONS.map(({ name }) => name)
  return { missing: ours.filter((name) => !done.includes(name)), newer: done.filter((name) => !ours.includes(name)) }
}

/** Says in a log what was migrated now, and what a newer release has done. */
export function migrationsTo(logger: Logger): (state: MigrationState) => void {
  return ({ missing, newer }) => {
    if (missing.length > 0) logger.info({ migrations: missing }, 'ops is migrated')
    if (newer.length > 0) logger.warn({ migrations: newer }, 'a newer release has migrated ops')
  }
}

/**
 * Migrates `ops` to today's shape where something is missing; several processes may do so at once. A role that may not alter `ops` waits for one that
 * may: it gets a retryable Fault that says so.
 */
export async function migrateOps(pool: Pool, data: DataSource): Promise<MigrationState> {
  const state = await migrationState(pool)
  if (state.missing.length === 0) return state
  await checkRights(pool, state.missing)
  await runMigrations(pool, data)
  return state
}

async function runMigrations(pool: Pool, data: DataSource): Promise<void> {
  const client = await pool.connect()
  try {
    // Of the session, not of a transaction: the migrations run on a connection of their own while we hold it.
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    // Even where it is there, to make it needs a right on the database, which its owner has no use for.
    const { rows } = await client.query<{ exists: boolean }>(`select to_regnamespace('ops') is not null as exists`)
    if (rows[0]?.exists !== true) await client.query('create schema ops')
    if (!data.isInitialized) await data.initialize()
    await data.runMigrations({ transaction: 'all' })
  } finally {
    // Ends the session, and the lock with it, however we got here.
    client.release(true)
  }
}

async function checkRights(pool: Pool, missing: readonly string[]): Promise<void> {
  const { rows } = await pool.query<{ may: boolean; role: string }>(
    `select case when to_regnamespace('ops') is null then has_database_privilege(current_database(), 'CREATE')
       else has_schema_privilege('ops', 'CREATE') end as may, current_user::text as role`,
  )
  const [found] = rows
  if (found?.may === true) return
  throw new Fault(
    `ops lacks ${missing.length} migrations of this release (${missing.join(', ')}), and ${found?.role ?? 'this role'} may not make them: run \`trellis migrate\` as the owner of ops`,
  )
}
