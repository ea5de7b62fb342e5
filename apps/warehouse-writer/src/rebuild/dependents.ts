import { ident, literal } from '@trellis/pipeline'
import type { PoolClient } from '@trellis/runtime'

/** Something in the database that stands on a view of ours, with all that is needed to make it again. */
interface Dependent {
  /** `view insights.funnel (owner analyst)` */
  readonly description: string
  readonly drop: string
  readonly restore: readonly string[]
}

/** How a relation or function is called in statements. */
type Kind = 'view' | 'materialized view' | 'function' | 'procedure'

interface Found {
  readonly oid: string
  readonly kind: Kind
  readonly name: string
  readonly owner: string
  readonly definition: string
}

/**
 * The views, materialized views, functions and procedures that stand on these views, directly or through one another, those first that others stand
 * on. What else does (a table with a column of the view's row type) is not found: dropping the view fails with its name.
 */
export async function dependentsOf(client: PoolClient, views: readonly string[]): Promise<readonly Dependent[]> {
  if (views.length === 0) return []
  const { rows } = await client.query<Found>(FIND, [views])
  const dependents: Dependent[] = []
  for (const found of rows) dependents.push(await describe(client, found))
  return dependents
}

/** Statements that give a relation its owner, grants and comments again, as they are now; run after it was recreated. */
export async function belongings(client: PoolClient, view: string): Promise<readonly string[]> {
  const { rows } = await client.query<Found>(
    `select c.oid::text, 'view' as kind, c.oid::regclass::text as name, c.relowner::regrole::text as owner, '' as definition
     from pg_class c where c.oid = $1::regclass`,
    [view],
  )
  return rows[0] ? restoreBelongings(client, rows[0]) : []
}

const FIND = `with recursive standing (class, oid, depth) as (
  select 'pg_class'::regclass::oid, view::regclass::oid, 0 from unnest($1::text[]) view
  union
  select x.class, x.oid, s.depth + 1 from standing s cross join lateral (
    select 'pg_class'::regclass::oid as class, w.ev_class as oid
    from pg_depend d join pg_rewrite w on w.oid = d.objid
    where d.classid = 'pg_rewrite'::regclass and d.refclassid = s.class and d.refobjid = s.oid and not (s.class = 'pg_class'::regclass and w.ev_class = s.oid)
    union
    select d.classid, d.objid from pg_depend d
    where d.classid = 'pg_proc'::regclass and d.deptype = 'n'
      and ((d.refclassid = s.class and d.refobjid = s.oid) or (s.class = 'pg_class'::regclass and d.refclassid = 'pg_type'::regclass
        and d.refobjid in (select t.oid from pg_type t where t.typrelid = s.oid union select t.typarray from pg_type t where t.typrelid = s.oid)))
  ) x where s.depth < 40
), ranked as (select class, oid, max(depth) as depth from standing group by 1, 2)
select r.oid::text,
  case when c.relkind = 'm' then 'materialized view' when c.relkind = 'v' then 'view' when p.prokind = 'p' then 'procedure' else 'function' end as kind,
  coalesce(c.oid::regclass::text, p.oid::regprocedure::text) as name,
  coalesce(c.relowner, p.proowner)::regrole::text as owner,
  case when c.oid is not null then pg_get_viewdef(c.oid) else pg_get_functiondef(p.oid) end as definition
from ranked r
left join pg_class c on r.class = 'pg_class'::regclass and c.oid = r.oid
left join pg_proc p on r.class = 'pg_proc'::regclass and p.oid = r.oid
where r.depth > 0 order by r.depth, name`

async function describe(client: PoolClient, found: Found): Promise<Dependent> {
  const { kind, name, owner } = found
  return {
    description: `${kind} ${name} (owner ${owner})`,
    drop: `drop ${kind} ${name}`,
    restore: [...(await create(client, found)), ...(await restoreBelongings(client, found))],
  }
}

async function create(client: PoolClient, { oid, kind, name, definition }: Found): Promise<readonly string[]> {
  if (kind === 'function' || kind === 'procedure') return [definition]
  const { rows } = await client.query<{ options: readonly string[] | null; is_populated: boolean; indexes: readonly string[] }>(
    `select c.reloptions as options, c.relispopulated as is_populated,
       array(select pg_get_indexdef(i.indexrelid) from pg_index i where i.indrelid = c.oid) as indexes from pg_class c where c.oid = $1::oid`,
    [oid],
  )
  const { options, is_populated: isPopulated = true, indexes = [] } = rows[0] ?? {}
  const withOptions = options && options.length > 0 ? ` with (${options.join(', ')})` : ''
  const body = definition.trimEnd().replace(/;$/, '')
  const withData = kind === 'materialized view' ? ` with ${isPopulated ? '' : 'no '}data` : ''
  return [`create ${kind} ${name}${withOptions} as ${body}${withData}`, ...indexes]
}

async function restoreBelongings(client: PoolClient, { oid, kind, name, owner }: Found): Promise<readonly string[]> {
  const isRoutine = kind === 'function' || kind === 'procedure'
  const { rows: grants } = await client.query<{ grantee: string; privilege: string; column: string | null; grantable: boolean }>(
    isRoutine ? ROUTINE_GRANTS : RELATION_GRANTS,
    [oid],
  )
  const { rows: comments } = await client.query<{ column: string | null; comment: string }>(
    `select a.attname as "column", d.description as comment from pg_description d
     left join pg_attribute a on d.classoid = 'pg_class'::regclass and a.attrelid = d.objoid and a.attnum = d.objsubid and d.objsubid > 0
     where d.objoid = $1::oid and d.classoid = $2::regclass`,
    [oid, isRoutine ? 'pg_proc' : 'pg_class'],
  )
  const object = isRoutine ? `${kind} ${name}` : name
  // Without any there are the defaults, which it gets by itself.
  const bare = grants.some(({ column }) => column === null) ? [`revoke all on ${object} from public, ${owner}`] : []
  return [
    `alter ${kind} ${name} owner to ${owner}`,
    ...bare,
    ...comments.map(({ column, comment }) =>
      column === null
        ? `comment on ${kind} ${name} is ${literal(comment)}`
        : `comment on column ${name}.${ident(column)} is ${literal(comment)}`,
    ),
    ...grants.map(
      ({ grantee, privilege, column, grantable }) =>
        `grant ${privilege}${column === null ? '' : ` (${ident(column)})`} on ${object} to ${grantee}${grantable ? ' with grant option' : ''}`,
    ),
  ]
}

const GRANT = `case when g.grantee = 0 then 'public' else g.grantee::regrole::text end as grantee, g.privilege_type as privilege, g.is_grantable as grantable`
const RELATION_GRANTS = `select ${GRANT}, null::text as "column" from pg_class c cross join aclexplode(c.relacl) g where c.oid = $1::oid
  union all select ${GRANT}, a.attname::text from pg_attribute a join pg_class c on c.oid = a.attrelid cross join aclexplode(a.attacl) g
  where a.attrelid = $1::oid`
const ROUTINE_GRANTS = `select ${GRANT}, null::text as "column" from pg_proc p cross join aclexplode(p.proacl) g where p.oid = $1::oid`
