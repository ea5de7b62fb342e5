import { ident } from '@trellis/pipeline'
import type { Pool, PoolClient } from '../postgres/pool.js'
import { TABLE_READERS, type AccessRoles } from './role-purpose.js'

/** A policy of ours: for which roles, and which rows. Its name has a number that is raised with its text. */
interface Policy {
  readonly name: string
  readonly roles: readonly string[]
  readonly using: string
}

/**
 * What counts is the role that looks at a view, not the view's owner: `current_user` is the same within it. In brackets both are asked once, not for each row.
 * Roles only add: without any, nothing is seen.
 */
function policiesFor(roles: AccessRoles): readonly Policy[] {
  const isMember = `pg_has_role('${roles.every_connection.replaceAll("'", "''")}', 'usage')`
  const connections = `select s.connection_id from ops.reader_connection s join pg_roles r on r.rolname = s.reader where pg_has_role(r.oid, 'usage')`
  return [
    {
      name: 'trellis_readers_1',
      roles: [roles.views],
      using: `(select ${isMember}) or connection_id = any (array(${connections}))`,
    },
    { name: 'trellis_services_1', roles: TABLE_READERS.map((purpose) => roles[purpose]), using: 'true' },
  ]
}

/** The statements that leave each table of a schema with our policies. Its owner, the writer, is not held up by them. */
export async function changePolicies(client: Pool | PoolClient, schema: string, roles: AccessRoles): Promise<readonly string[]> {
  const { rows } = await client.query<Found>(FOUND, [schema])
  return rows.flatMap((table) => changesOf(schema, table, policiesFor(roles)))
}

interface Found {
  readonly table: string
  readonly is_on: boolean
  readonly policies: Readonly<Record<string, readonly string[]>>
}

const FOUND = `
  select c.relname::text as "table", c.relrowsecurity as is_on, coalesce(
    (select jsonb_object_agg(p.polname, (select jsonb_agg(r.rolname order by r.rolname) from pg_roles r where r.oid = any (p.polroles)))
     from pg_policy p where p.polrelid = c.oid and p.polname like 'trellis\\_%'), '{}') as policies
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = $1 and c.relkind = 'r' order by 1`

function changesOf(schema: string, { table, is_on: isOn, policies }: Found, wanted: readonly Policy[]): readonly string[] {
  const at = ident(schema, table)
  const isKept = ({ name, roles }: Policy): boolean => String(policies[name]) === String(roles.toSorted())
  const outdated = Object.keys(policies).filter((name) => !wanted.some((policy) => policy.name === name && isKept(policy)))
  const missing = wanted.filter((policy) => !Object.hasOwn(policies, policy.name) || outdated.includes(policy.name))
  return [
    ...outdated.map((name) => `drop policy ${ident(name)} on ${at}`),
    ...missing.map(
      ({ name, roles, using }) =>
        `create policy ${ident(name)} on ${at} for select to ${roles.map((role) => ident(role)).join(', ')} using (${using})`,
    ),
    ...(isOn ? [] : [`alter table ${at} enable row level security`]),
  ]
}
