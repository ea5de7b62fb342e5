import { EXTRA, parentColumn, type Resource } from './resource.js'
import { cellNames } from './sparse.js'
import { ident, literal } from './sql.js'
import { NEVER } from './version.js'

/** The views that people read; a generation's schema stands behind them. */
export const LIVE_SCHEMA = 'recruiting'
export const REMOVED_SCHEMA = 'recruiting_removed'
/** The views over the one generation that shows what was known at an instant (rule N4). */
export const AS_OF_SCHEMA = 'recruiting_as_of'

/** The schema of a generation. */
export function generationSchema(generation: number): string {
  return `recruiting_g${generation}`
}

/** The stage's and the table's columns, in the order of a COPY row. */
export function tableColumns(of: Resource): readonly string[] {
  return ['connection_id', 'id', ...cellNames(of), '_version', '_cell_versions', '_removal', '_removed']
}

/**
 * The table of a resource in a generation: typed cells, key `(connection_id, id)`, and the row's bookkeeping.
 * `_version` is the newest listing that showed the row, `_cell_versions` the cells of another version, `_removal` the newest removal's version.
 * A tenth of each page is left free: a row that changes stays on its page, and its indexes need not hear of it. The versions are looked up for each
 * cell of a join: Postgres compresses other columns first, or it would unpack them each time. What decides whether a row is shown stands before its cells:
 * Postgres finds a column by walking over all before it.
 */
export function createTable(schema: string, of: Resource): string {
  const cells = cellNames(of).map((name) => `  ${ident(name)} ${sqlType(of, name)},\n`)
  return `create table if not exists ${ident(schema, of.name)} (
  connection_id text not null,
  id ${of.key.sql} not null,
  _version text collate "C" not null,
  _removal text collate "C" not null,
${cells.join('')}  _cell_versions jsonb storage main not null,
  _removed jsonb,
  primary key (connection_id, id)
) with (fillfactor = 90, toast_tuple_target = 4080)`
}

/** New columns of a declaration, added to a table that was made before they existed. */
export function addColumns(schema: string, of: Resource): string {
  const added = cellNames(of).map((name) => `add column if not exists ${ident(name)} ${sqlType(of, name)}`)
  return `alter table ${ident(schema, of.name)} ${added.join(', ')}`
}

/** The columns by which children are looked up from their parents (rule E6): those behind `harvest.of`. */
export function parentColumns(of: Resource): readonly string[] {
  return [...new Set(Object.keys(of.harvest.of ?? {}).flatMap((parent) => parentColumn(of, parent) ?? []))]
}

/** An index on one of them. Postgres names it: many a name would be too long. */
export function createParentIndex(schema: string, of: Resource, column: string): string {
  return `create index on ${ident(schema, of.name)} (connection_id, ${ident(column)})`
}

/**
 * The stage for rows of all these resources, made once per connection and empty again after each transaction. There is one for all: what a commit
 * costs grows with the number of temporary tables that it has to empty. It has a column for each that a resource may have of a type, and the declared
 * types, not those of a table: tables come and go under a connection, declarations do not.
 */
export function createStage(resources: readonly Resource[]): string {
  const columns = new Map(resources.flatMap((of) => [...stageColumns(of).values()].map(({ name, type }) => [name, type])))
  const typed = [...columns].map(([name, type]) => `${name} ${type}, `)
  return `create temp table if not exists stage (resource text, connection_id text, ${typed.join('')}_version text, _cell_versions jsonb storage main, _removal text, _removed jsonb) with (toast_tuple_target = 4080) on commit delete rows`
}

/** Empties the stage before the transaction's end. It costs as much as to pass over some thousand rows of other resources. */
export const EMPTY_STAGE = 'truncate stage'

/** Rows go onto the stage by COPY in text format, as `stageLines` gives them. */
export function copyToStage(of: Resource): string {
  const cells = stageColumns(of)
  return `copy stage (resource, ${tableColumns(of)
    .map((name) => cells.get(name)?.name ?? ident(name))
    .join(', ')}) from stdin`
}

/** Lines for a stage of many resources, each behind the name of its own. */
export function* stageLines({ name }: Pick<Resource, 'name'>, lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield `${name}\t${line}`
}

/** Where on the stage the key and each cell of a resource stand: the nth of a type on the nth column of that type. */
function stageColumns(of: Resource): ReadonlyMap<string, { readonly name: string; readonly type: string }> {
  const counts = new Map<string, number>()
  const typed = [['id', of.key.sql] as const, ...cellNames(of).map((name) => [name, sqlType(of, name)] as const)]
  return new Map(
    typed.map(([cell, type]) => {
      const count = (counts.get(type) ?? 0) + 1
      counts.set(type, count)
      return [cell, { name: ident(`${type}_${count}`), type }]
    }),
  )
}

/** Joins the resource's rows from the stage into the table: `join` of row.ts, in one statement (rule N6). */
export function joinStage(schema: string, of: Resource): string {
  const columns = tableColumns(of).map((name) => ident(name))
  const staged = stageColumns(of)
  const selected = tableColumns(of).map((name) => staged.get(name)?.name ?? ident(name))
  const cells = cellNames(of)
  const sets = [
    ...cells.map(
      (name) =>
        `${ident(name)} = case when ${version(of, 's', name)} > ${version(of, 't', name)} then excluded.${ident(name)} else t.${ident(name)} end`,
    ),
    `_version = ${NEWEST_LISTING}`,
    `_cell_versions = case when t._cell_versions = '{}' and excluded._cell_versions = '{}' then '{}' else ${joinedExceptions(of, cells)} end`,
    `_removal = greatest(t._removal, excluded._removal)`,
    `_removed = case when excluded._removal > t._removal then excluded._removed else t._removed end`,
  ]
  return `insert into ${ident(schema, of.name)} as t (${columns.join(', ')})
select ${selected.join(', ')} from stage where resource = ${literal(of.name)} order by 1, 2
on conflict (connection_id, id) do update set
  ${sets.join(',\n  ')}`
}

/**
 * Live rows, as readers see them. A view's columns can only be appended to, and that keeps dependants and grants (rule N3):
 * `shown` are the names that the view shows already, in its order; without them new columns must be declared last. `into` is the schema it stands in.
 */
export function createLiveView(schema: string, of: Resource, shown: readonly string[] = [], into: string = LIVE_SCHEMA): string {
  return `create or replace view ${ident(into, of.name)} as
${selectLive(schema, of, shown)}`
}

/** What the live view selects. */
export function selectLive(schema: string, of: Resource, shown: readonly string[] = []): string {
  const columns = appended(['connection_id', 'id', EXTRA, ...Object.keys(of.columns)], shown)
  return `select ${columns.map((name) => ident(name)).join(', ')} from ${ident(schema, of.name)} where _removal <= _version`
}

/** Removed rows, with when, how and by which raw event. `shown` as for the live view. */
export function createRemovedView(schema: string, of: Resource, shown: readonly string[] = []): string {
  return `create or replace view ${ident(REMOVED_SCHEMA, of.name)} as
${selectRemoved(schema, of, shown)}`
}

/** What the removed view selects. */
export function selectRemoved(schema: string, of: Resource, shown: readonly string[] = []): string {
  const columns = appended(['connection_id', 'id', ...Object.keys(REMOVED), EXTRA, ...Object.keys(of.columns)], shown)
  const selected = columns.map((name) => (Object.hasOwn(REMOVED, name) ? `${REMOVED[name] ?? ''} as ${name}` : ident(name)))
  return `select ${selected.join(', ')} from ${ident(schema, of.name)} where _removal > _version`
}

/** What the removed view shows of the register: when, how, by which raw event, and the survivor's id where it was a merge. */
const REMOVED: Readonly<Record<string, string>> = {
  removed_at: `to_timestamp(('x' || lpad(left(_removal, 14), 16, '0'))::bit(64)::bigint / 1000000.0)`,
  removed_by: `_removed->'how'->>'by'`,
  removed_by_event: `_removed->'cause'->>'rawId'`,
  removed_into: `_removed->'how'->>'into'`,
}

function appended(names: readonly string[], shown: readonly string[]): readonly string[] {
  return [...shown, ...names.filter((name) => !shown.includes(name))]
}

/** What the live view and its columns mean, for whoever looks with psql. */
export function commentOnView(of: Resource): readonly string[] {
  const view = ident(LIVE_SCHEMA, of.name)
  const columns = Object.entries(of.columns).filter(([, { about }]) => about !== '')
  return [
    `comment on view ${view} is ${literal(of.about)}`,
    ...columns.map(([name, { about }]) => `comment on column ${view}.${ident(name)} is ${literal(about)}`),
    `comment on column ${view}.${ident(EXTRA)} is 'What Greenhouse lists of the record and no column names.'`,
  ]
}

const NEWEST_LISTING = 'greatest(t._version, excluded._version)'

/** The version of a cell on one side of the join: its exception, or else the row's. */
function version(of: Resource, side: 's' | 't', name: string): string {
  const row = side === 's' ? 'excluded' : 't'
  const standard = of.columns[name]?.isWebhookOnly ? literal(NEVER) : `${row}._version`
  return `coalesce(${row}._cell_versions->>${literal(name)}, ${standard}) collate "C"`
}

/**
 * The joined row's exceptions, written as JSON: to build an object of all cells and take most of them out again takes twice as long. A call takes 100
 * arguments, and what is no exception is null, which concat_ws leaves out.
 */
function joinedExceptions(of: Resource, cells: readonly string[]): string {
  const pairs = cells.map((name) => {
    const standard = of.columns[name]?.isWebhookOnly ? literal(NEVER) : NEWEST_LISTING
    const newest = `greatest(${version(of, 's', name)}, ${version(of, 't', name)})`
    return `${literal(`${JSON.stringify(name)}:"`)} || nullif(${newest}, ${standard}) || '"'`
  })
  const calls: string[] = []
  for (let start = 0; start < pairs.length; start += 90)
    calls.push(`nullif(concat_ws(',', ${pairs.slice(start, start + 90).join(', ')}), '')`)
  return `('{' || concat_ws(',', ${calls.join(', ')}) || '}')::jsonb`
}

function sqlType(of: Resource, name: string): string {
  return of.columns[name]?.sql ?? 'jsonb'
}
