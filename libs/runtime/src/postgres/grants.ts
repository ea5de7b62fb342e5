import { ident } from '@trellis/pipeline'
import type { Pool, PoolClient } from './pool.js'

/** A right of a role on a part of the database. `name` is empty for a schema; `column` where it is a right on one column. */
export interface Grant {
  readonly on: 'schema' | 'table'
  readonly schema: string
  readonly name: string
  readonly privilege: string
  readonly column: string
  readonly role: string
}

/** A right on a schema. */
export function onSchema(schema: string, privilege: 'USAGE' | 'CREATE', role: string): Grant {
  return { on: 'schema', schema, name: '', privilege, column: '', role }
}

/** A right on a table or view, or on a column of it. */
export function onTable(schema: string, name: string, privilege: TablePrivilege, role: string, column = ''): Grant {
  return { on: 'table', schema, name, privilege, column, role }
}

export type TablePrivilege = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE'

/** What these roles were granted in these schemas; what belongs to one of them is not granted to it. */
export async function grantsFound(
  client: Pool | PoolClient,
  schemas: readonly string[],
  roles: readonly string[],
): Promise<readonly Grant[]> {
  const { rows } = await client.query<Grant>(FOUND, [schemas, roles])
  return rows
}

const FOUND = `with granted as (
  select 'schema' as "on", n.nspname as schema, '' as name, '' as "column", n.nspowner as owner, g.* from pg_namespace n cross join aclexplode(n.nspacl) g
  union all
  select 'table', n.nspname, c.relname, '', c.relowner, g.* from pg_class c join pg_namespace n on n.oid = c.relnamespace
    cross join aclexplode(c.relacl) g where c.relkind in ('r', 'v')
  union all
  select 'table', n.nspname, c.relname, a.attname, c.relowner, g.* from pg_attribute a join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace cross join aclexplode(a.attacl) g where c.relkind in ('r', 'v') and not a.attisdropped
)
select "on", schema::text, name::text, privilege_type as privilege, "column"::text, r.rolname::text as role
from granted join pg_roles r on r.oid = grantee
where schema = any ($1) and r.rolname = any ($2) and grantee <> owner`

/** The statements that make what was found what is wanted: nothing where it is so already. */
export function changeGrants(wanted: readonly Grant[], found: readonly Grant[]): readonly string[] {
  const [wantedKeys, foundKeys] = [new Set(wanted.map(keyOf)), new Set(found.map(keyOf))]
  const revoked = found.filter((grant) => !wantedKeys.has(keyOf(grant)))
  const granted = wanted.filter((grant) => !foundKeys.has(keyOf(grant)))
  return [...statements(revoked, 'revoke', 'from'), ...statements(granted, 'grant', 'to')]
}

function keyOf({ on, schema, name, privilege, column, role }: Grant): string {
  return JSON.stringify([on, schema, name, privilege, column, role])
}

/** One statement for all columns of a table that a role is granted alike. */
function statements(grants: readonly Grant[], verb: string, preposition: string): readonly string[] {
  const together = new Map<string, { readonly of: Grant; readonly columns: Set<string> }>()
  for (const of of grants) {
    const key = keyOf({ ...of, column: of.column === '' ? '' : 'some' })
    const { columns } = together.get(key) ?? together.set(key, { of, columns: new Set() }).get(key) ?? { columns: new Set() }
    if (of.column !== '') columns.add(of.column)
  }
  return [...together.values()].map(({ of, columns }) => {
    const some = columns.size > 0 ? ` (${[...columns].map((column) => ident(column)).join(', ')})` : ''
    const object = of.on === 'schema' ? `schema ${ident(of.schema)}` : ident(of.schema, of.name)
    return `${verb} ${of.privilege.toLowerCase()}${some} on ${object} ${preposition} ${ident(of.role)}`
  })
}
