import { literal } from '@trellis/pipeline'
import { ROLE_PURPOSES, type AccessRoles } from '../access/role-purpose.js'
import type { Pool, PoolClient } from '../postgres/pool.js'

/*
 * The one module that writes `ops.access_role`. SQL by hand: it is read in the transactions of the writer, which has no ORM at hand.
 */

/** The database's roles by what they are for; undefined where `trellis roles` has made none, and one role does everything. */
export async function accessRoles(client: Pool | PoolClient): Promise<AccessRoles | undefined> {
  const { rows } = await client.query<{ purpose: string; role: string }>('select purpose, role from ops.access_role')
  const roles = new Map(rows.map(({ purpose, role }) => [purpose, role]))
  // What a later release needs a role for, an earlier one's roles do not have.
  if (!ROLE_PURPOSES.every((purpose) => roles.has(purpose))) return undefined
  return Object.fromEntries(roles) as AccessRoles
}

/** The statement that keeps them; it is printed before it is run. */
export function keepAccessRoles(roles: AccessRoles): string {
  const rows = Object.entries(roles).map(([purpose, role]) => `(${literal(purpose)}, ${literal(role)})`)
  return `insert into ops.access_role (purpose, role) values ${rows.join(', ')} on conflict (purpose) do update set role = excluded.role`
}
