import { randomBytes } from 'node:crypto'
import { createPool, rolesNamed, type AccessRoles, type Pool, type RolePurpose } from '@trellis/runtime'
import { applyRoles } from '../access/change-roles.js'

/** Roles of a spec's own in its own database, which a server's other databases know as well. */
export interface OwnRoles {
  readonly prefix: string
  readonly names: AccessRoles
  /** The database as an account of that role sees it. */
  urlAs(purpose: RolePurpose): Promise<string>
  poolAs(purpose: RolePurpose): Promise<Pool>
  /** An account of a person's, with these roles. */
  account(...purposes: readonly RolePurpose[]): Promise<Pool>
  /** To be called once the database is gone: until then something may belong to them. */
  drop(): Promise<void>
}

/** Makes them by `trellis roles --apply`, as the role that the URL names. */
export async function ownRoles(databaseUrl: string): Promise<OwnRoles> {
  const prefix = `spec_${randomBytes(4).toString('hex')}_`
  const names = rolesNamed(prefix)
  await applyRoles(databaseUrl, prefix)
  const server = new URL(databaseUrl)
  server.pathname = '/postgres'
  const admin = createPool(server.href, { max: 1, applicationName: 'spec' })
  const pools: Pool[] = []
  const accounts: string[] = []
  const urls = new Map<string, string>()
  const urlOf = async (role: string): Promise<string> => {
    const known = urls.get(role)
    if (known !== undefined) return known
    const password = randomBytes(8).toString('hex')
    const { href } = Object.assign(new URL(databaseUrl), { username: role, password })
    // Another call must not set another password.
    urls.set(role, href)
    await admin.query(`alter role ${role} login password '${password}'`)
    return href
  }
  const poolOf = async (role: string): Promise<Pool> => {
    const pool = createPool(await urlOf(role), { max: 4, applicationName: role })
    pools.push(pool)
    return pool
  }
  return {
    prefix,
    names,
    urlAs: (purpose) => urlOf(names[purpose]),
    poolAs: (purpose) => poolOf(names[purpose]),
    account: async (...purposes) => {
      const role = `${prefix}account_${accounts.length}`
      accounts.push(role)
      await admin.query(`create role ${role}`)
      for (const purpose of purposes) await admin.query(`grant ${names[purpose]} to ${role}`)
      return poolOf(role)
    },
    drop: async () => {
      await Promise.all(pools.map((pool) => pool.end()))
      await admin.query(`drop role ${[...accounts, ...Object.values(names)].join(', ')}`)
      await admin.end()
    },
  }
}
