import { ident } from '@trellis/pipeline'
import type { Pool, PoolClient } from '../postgres/pool.js'

/** The statements that give to a role what is another's in these schemas. */
export async function changeOwners(
  client: Pool | PoolClient,
  schemas: readonly string[],
  what: 'schemas and tables' | 'views',
  owner: string,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ kind: string; schema: string; name: string | null }>(
    what === 'views' ? VIEWS : SCHEMAS_AND_TABLES,
    [schemas, owner],
  )
  return rows.map(
    ({ kind, schema, name }) => `alter ${kind} ${name === null ? ident(schema) : ident(schema, name)} owner to ${ident(owner)}`,
  )
}

const SCHEMAS_AND_TABLES = `
  select 'schema' as kind, n.nspname::text as schema, null as name from pg_namespace n
  where n.nspname = any ($1) and n.nspowner::regrole::text <> quote_ident($2)
  union all
  select 'table', n.nspname::text, c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any ($1) and c.relkind = 'r' and c.relowner::regrole::text <> quote_ident($2)
  order by kind, schema, name`

const VIEWS = `
  select 'view' as kind, n.nspname::text as schema, c.relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any ($1) and c.relkind = 'v' and c.relowner::regrole::text <> quote_ident($2)
  order by schema, name`
