import { resources } from '@trellis/greenhouse'
import { AS_OF_SCHEMA, ident, VIEW_SCHEMAS } from '@trellis/pipeline'
import {
  accessRoles,
  changeGrants,
  changeOwners,
  generationChanges,
  generations,
  grantsFound,
  keepAccessRoles,
  MEMBERSHIPS,
  SERVICE_PURPOSES,
  type AccessRoles,
  type Pool,
  type PoolClient,
  type RolePurpose,
} from '@trellis/runtime'
import { opsGrants } from './ops-grants.js'

/** Sees when sessions of others began: before that is known, no tables are given to readers. */
const SEES_SESSIONS = 'pg_read_all_stats'

/** All statements between the database as it is and the roles with their rights, in their order; none where it is so. Changes nothing. */
export async function roleChanges(db: Pool | PoolClient, roles: AccessRoles): Promise<readonly string[]> {
  return [...(await rolesMissing(db, roles)), ...(await opsChanges(db, roles)), ...(await tableChanges(db, roles))]
}

/** Roles, memberships, and rights on the database. */
async function rolesMissing(db: Pool | PoolClient, roles: AccessRoles): Promise<readonly string[]> {
  const { rows: known } = await db.query<{ role: string }>('select rolname::text as role from pg_roles')
  const { rows: members } = await db.query<{ role: string; member: string }>(
    'select roleid::regrole::text as role, member::regrole::text as member from pg_auth_members',
  )
  const has = (role: string, member: string): boolean =>
    members.some((each) => unquoted(each.role) === role && unquoted(each.member) === member)
  const services = new Set<string>(SERVICE_PURPOSES.map((purpose) => roles[purpose]))
  const made = Object.values(roles).filter((role) => !known.some((each) => each.role === role))
  const wanted = [
    ...MEMBERSHIPS.map(([role, member]) => [roles[role], roles[member]] as const),
    [SEES_SESSIONS, roles.writer] as const,
  ]
  return [
    ...made.map((role) => `create role ${ident(role)} ${services.has(role) ? 'login' : 'nologin'}`),
    ...wanted.filter(([role, member]) => !has(role, member)).map(([role, member]) => `grant ${ident(role)} to ${ident(member)}`),
    ...(await databaseChanges(db, roles)),
    ...(await namesChanged(db, roles)),
  ]
}

function unquoted(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name
}

async function databaseChanges(db: Pool | PoolClient, roles: AccessRoles): Promise<readonly string[]> {
  const { rows } = await db.query<{ database: string; granted: readonly string[] }>(
    `select d.datname::text as database, array(select r.rolname || ' ' || g.privilege_type from aclexplode(d.datacl) g join pg_roles r on r.oid = g.grantee) as granted
     from pg_database d where d.datname = current_database()`,
  )
  const [{ database, granted } = { database: '', granted: [] }] = rows
  const wanted = [
    ...[...SERVICE_PURPOSES.map((purpose) => roles[purpose]), roles.public].map((role) => [role, 'CONNECT'] as const),
    // Schemas of generations, and the stage through which rows go.
    ...(['CREATE', 'TEMPORARY'] as const).map((right) => [roles.writer, right] as const),
  ]
  return wanted
    .filter(([role, right]) => !granted.includes(`${role} ${right}`))
    .map(([role, right]) => `grant ${right.toLowerCase()} on database ${ident(database)} to ${ident(role)}`)
}

async function namesChanged(db: Pool | PoolClient, roles: AccessRoles): Promise<readonly string[]> {
  const kept = await accessRoles(db)
  const isKept = kept && Object.entries(roles).every(([purpose, role]) => kept[purpose as RolePurpose] === role)
  return isKept ? [] : [keepAccessRoles(roles)]
}

/** What is missing of the rights on `ops`; after a migration its owner makes up for it. */
export async function opsChanges(db: Pool | PoolClient, roles: AccessRoles): Promise<readonly string[]> {
  const owners = await changeOwners(db, ['ops'], 'schemas and tables', roles.owner)
  const found = await grantsFound(db, ['ops'], Object.values(roles))
  return [...owners, ...changeGrants(opsGrants(roles), found)]
}

/** The same of every generation's tables, and of the views over them. */
async function tableChanges(db: Pool | PoolClient, roles: AccessRoles): Promise<readonly string[]> {
  const changes: string[] = []
  for (const { schema, isCurrent, asOfMs } of await generations(db)) {
    const shown = isCurrent ? VIEW_SCHEMAS : asOfMs === undefined ? [] : [AS_OF_SCHEMA]
    changes.push(...(await generationChanges(db, resources, { schema, shown }, roles)))
  }
  return changes
}
