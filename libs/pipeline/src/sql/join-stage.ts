import { ENTRY_COLUMNS, historyTable } from './history-table.js'
import type { Resource } from '../resource/resource.js'
import { cellNames } from '../rows/sparse.js'
import { ident, literal } from './sql.js'
import { columnsOfEntries, columnsOfRows } from './stage.js'
import { tableColumns } from './table.js'
import { NEVER } from '../events/version.js'

/** Joins the resource's rows from the stage into the table: `join` of row.ts, in one statement (rule N6). */
export function joinStage(schema: string, of: Resource): string {
  const columns = tableColumns(of).map((name) => ident(name))
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
select ${columnsOfRows(of).join(', ')} from stage where table_name = ${literal(of.name)} order by 1, 2
on conflict (connection_id, id) do update set
  ${sets.join(',\n  ')}`
}

/** Adds a history's entries from the stage; those that are there already stay as they are. */
export function insertHistory(schema: string, of: Resource): string {
  return `insert into ${ident(schema, historyTable(of))} (${ENTRY_COLUMNS.join(', ')})
select ${columnsOfEntries(of).join(', ')} from stage where table_name = ${literal(historyTable(of))} order by 1, 2, 3
on conflict do nothing`
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
