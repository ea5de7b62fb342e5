import { EXTRA, parentColumn, type Resource } from '../resource/resource.js'
import { cellNames } from '../rows/sparse.js'
import { ident, literal } from './sql.js'

/** The views that people read; a generation's schema stands behind them. */
export const LIVE_SCHEMA = 'recruiting'
export const REMOVED_SCHEMA = 'recruiting_removed'
/** The views over the one generation that shows what was known at an instant (rule N4). */
export const AS_OF_SCHEMA = 'recruiting_as_of'

/** The schema of a generation. */
export function generationSchema(generation: number): string {
  return `recruiting_g${generation}`
}

/** The table's columns, in the order of a line of `JoinedRows`. */
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

/** SQL: a row is live, since no removal is newer than the newest listing that showed it. `at` is the table's alias with its point, where it has one. */
export function isLive(at: `${string}.` | '' = ''): string {
  return `${at}_removal <= ${at}_version`
}

/** SQL: the other way round. */
export function isNotLive(at: `${string}.` | '' = ''): string {
  return `${at}_removal > ${at}_version`
}

/**
 * Live rows, as readers see them. A view's columns can only be appended to, and that keeps dependants and grants (rule N3):
 * `shown` are the names that the view shows already, in its order; without them new columns must be declared last.
 */
export function selectLive(schema: string, of: Resource, shown: readonly string[] = []): string {
  const columns = appended(['connection_id', 'id', EXTRA, ...Object.keys(of.columns)], shown)
  return `select ${columns.map((name) => ident(name)).join(', ')} from ${ident(schema, of.name)} where ${isLive()}`
}

/** Removed rows, with when, how and by which raw event. `shown` as for the live view. */
export function selectRemoved(schema: string, of: Resource, shown: readonly string[] = []): string {
  const columns = appended(['connection_id', 'id', ...Object.keys(REMOVED_COLUMNS), EXTRA, ...Object.keys(of.columns)], shown)
  const selected = columns.map((name) =>
    Object.hasOwn(REMOVED_COLUMNS, name) ? `${REMOVED_COLUMNS[name] ?? ''} as ${name}` : ident(name),
  )
  return `select ${selected.join(', ')} from ${ident(schema, of.name)} where ${isNotLive()}`
}

/** What the removed view shows of the register: when, how, by which raw event, and the survivor's id where it was a merge. */
export const REMOVED_COLUMNS: Readonly<Record<string, string>> = {
  removed_at: `to_timestamp(('x' || lpad(left(_removal, 14), 16, '0'))::bit(64)::bigint / 1000000.0)`,
  removed_by: `_removed->'how'->>'by'`,
  removed_by_event: `_removed->'cause'->>'rawId'`,
  removed_into: `_removed->'how'->>'into'`,
}

function appended(names: readonly string[], shown: readonly string[]): readonly string[] {
  return [...shown, ...names.filter((name) => !shown.includes(name))]
}

/** What the live view and its columns mean, for users of psql. */
export function commentOnView(of: Resource): readonly string[] {
  const view = ident(LIVE_SCHEMA, of.name)
  const columns = Object.entries(of.columns).filter(([, { about }]) => about !== '')
  return [
    `comment on view ${view} is ${literal(of.about)}`,
    ...columns.map(([name, { about }]) => `comment on column ${view}.${ident(name)} is ${literal(about)}`),
    `comment on column ${view}.${ident(EXTRA)} is 'What Greenhouse lists of the record and no column names.'`,
  ]
}

/** The type of a cell's column. */
export function sqlType(of: Resource, name: string): string {
  return of.columns[name]?.sql ?? 'jsonb'
}
