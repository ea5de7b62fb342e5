import {
  accessRoles,
  ALONE_WITH_GENERATION,
  openOps,
  rolesNamed,
  transact,
  type AccessRoles,
  type Pool,
  type PoolClient,
} from '@trellis/runtime'
import { opsChanges, roleChanges } from './role-changes.js'

const DEFAULT_PREFIX = 'trellis_'

/** The statements that are missing; the names begin with the prefix, or are those that the database has already. Changes nothing. */
export async function plannedChanges(pool: Pool, prefix?: string): Promise<readonly string[]> {
  return roleChanges(pool, await rolesFor(pool, prefix))
}

/** Makes roles and rights as they are to be, all of it or nothing; `ops` is migrated before where it is not yet. Gives the statements. */
export async function applyRoles(databaseUrl: string, prefix?: string): Promise<readonly string[]> {
  const ops = await openOps(databaseUrl, { applicationName: 'trellis roles', max: 1 })
  try {
    return await transact(ops.pool, async (client) => {
      // Writers would have tables locked in another order.
      await client.query(ALONE_WITH_GENERATION)
      await client.query(`set local lock_timeout = '10s'`)
      const roles = await rolesFor(client, prefix)
      return run(client, await roleChanges(client, roles))
    })
  } finally {
    await ops.close()
  }
}

/** What was migrated, and what else was changed. */
interface Migrated {
  readonly made: readonly string[]
  readonly newer: readonly string[]
  readonly granted: readonly string[]
}

/** Migrates `ops`, and gives the roles, where there are any, their rights on what is new. Throws a Fault where this role may not. */
export async function migrate(databaseUrl: string): Promise<Migrated> {
  let state = { missing: [] as readonly string[], newer: [] as readonly string[] }
  const ops = await openOps(databaseUrl, { applicationName: 'trellis migrate', max: 1, onMigrations: (found) => (state = found) })
  try {
    const granted = await transact(ops.pool, async (client) => {
      const roles = await accessRoles(client)
      return roles ? run(client, await opsChanges(client, roles)) : []
    })
    return { made: state.missing, newer: state.newer, granted }
  } finally {
    await ops.close()
  }
}

async function rolesFor(db: Pool | PoolClient, prefix: string | undefined): Promise<AccessRoles> {
  return (prefix === undefined ? await accessRoles(db) : undefined) ?? rolesNamed(prefix ?? DEFAULT_PREFIX)
}

async function run(client: PoolClient, statements: readonly string[]): Promise<readonly string[]> {
  for (const statement of statements) await client.query(statement)
  return statements
}
