import { copyField, copyText } from '../rows/copy-text.js'
import { HISTORY_COLUMNS } from '../resource/history-columns.js'
import type { HistoryEntry } from '../rows/history.js'
import type { Resource } from '../resource/resource.js'
import { ident, literal } from './sql.js'
import { NEVER } from '../events/version.js'

/** The views over what was, one for each resource that declares a history. */
export const HISTORY_SCHEMA = 'recruiting_history'

/** The table behind a resource's history in a generation. */
export function historyTable(of: Pick<Resource, 'name'>): string {
  return `${of.name}__history`
}

/** The history's columns, in the order of a line of `historyLine`. */
export const ENTRY_COLUMNS = ['connection_id', 'id', '_version', 'raw_id', 'kind', 'action', 'cells'] as const

/** One row for each event that mentioned it, with its cells as JSON; no cells are a removal. */
export function createHistoryTable(schema: string, of: Resource): string {
  return `create table if not exists ${ident(schema, historyTable(of))} (
  connection_id text not null,
  id ${of.key.sql} not null,
  _version text collate "C" not null,
  raw_id text not null,
  kind text not null,
  action text,
  cells jsonb,
  primary key (connection_id, id, _version)
)`
}

/** Copies entries into the table, as `historyLine` writes them; fails where one of them is there already. */
export function copyToHistory(schema: string, of: Resource): string {
  return `copy ${ident(schema, historyTable(of))} (${ENTRY_COLUMNS.join(', ')}) from stdin`
}

/** An entry as a line of COPY text format. Lines in the order of texts are in an order of entities, the same for every writer. */
export function historyLine(entry: HistoryEntry): string {
  const { connection, key, version, rawId, kind, action, cells } = entry
  return `${copyText(connection)}\t${copyText(key)}\t${version}\t${copyText(rawId)}\t${kind}\t${copyField('text', action)}\t${copyField('jsonb', cells)}\n`
}

type Types = ReadonlyMap<string, string>
const NONE: Types = new Map()

/**
 * `recruiting_history.<resource>`: `historyOf` in SQL. `types` are the columns' types in the generation's table, which has the say where the declaration
 * was changed; `shown` the names that the view shows already, in its order, and their types (rule N3).
 * The newest word on each column is the greatest, since each begins with its version; the text behind it is the value.
 */
export function selectHistory(schema: string, of: Resource, types: Types = NONE, shown: Types = NONE): string {
  const history = of.history ?? []
  const typeOf = (name: string): string => types.get(name) ?? of.columns[name]?.sql ?? 'jsonb'
  const fixed = Object.keys(HISTORY_COLUMNS)
  const names = [...shown.keys(), ...[...fixed, ...history].filter((name) => !shown.has(name))]
  const selected = names.map((name) => {
    const at = history.indexOf(name)
    const own = at >= 0 ? `substr(said[${at + 2}], 2)::${typeOf(name)}` : `null::${shown.get(name) ?? 'text'}`
    return `${HISTORY_COLUMNS[name]?.sql ?? own} as ${ident(name)}`
  })
  const newest = (word: string, where: string): string =>
    `substr(max((_version || ${word}) collate "C") filter (where ${where}) over so_far, ${NEVER.length + 1})`
  const said = history.map((name) => {
    const value = textOf(typeOf(name), literal(name))
    return `nullif(${newest(`coalesce('=' || (${value}), '')`, `cells ? ${literal(name)}`)}, '')`
  })
  const existence = newest(`case when cells is null then 'gone' else 'there' end`, `cells is null or kind = 'record'`)
  return `select ${selected.join(', ')}
from (
  select *, lag(said) over (partition by connection_id, id order by _version) is distinct from said as is_news
  from (
    select connection_id, id, _version, raw_id, kind, action, to_timestamp(('x' || lpad(left(_version, 14), 16, '0'))::bit(64)::bigint / 1000000.0) as valid_from,
      array[coalesce(${existence}, 'there'), ${said.join(', ')}] as said
    from ${ident(schema, historyTable(of))}
    window so_far as (partition by connection_id, id order by _version)
  ) entries
) changes where is_news`
}

/** A cell as text that is the same wherever the value is. */
function textOf(type: string, name: string): string {
  if (type === 'jsonb') return `nullif(cells->${name}, 'null')::text`
  return type === 'numeric' ? `trim_scale((cells->>${name})::numeric)::text` : `cells->>${name}`
}

/** What the view and its columns mean, for users of psql. */
export function commentOnHistory(of: Resource): readonly string[] {
  const view = ident(HISTORY_SCHEMA, of.name)
  const columns = [
    ...Object.entries(HISTORY_COLUMNS).map(([name, { about }]) => [name, about] as const),
    ...(of.history ?? []).map((name) => [name, of.columns[name]?.about ?? ''] as const),
  ]
  return [
    `comment on view ${view} is ${literal(`How each row of ${of.name} was over time: one row for each change of these columns.`)}`,
    ...columns.map(([name, about]) => `comment on column ${view}.${ident(name)} is ${literal(about)}`),
  ]
}
