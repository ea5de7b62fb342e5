import { ENTRY_COLUMNS, historyTable } from './history-table.js'
import type { Resource } from '../resource/resource.js'
import { cellNames } from '../rows/sparse.js'
import { memoized } from '../resource/memoized.js'
import { ident } from './sql.js'
import { sqlType, tableColumns } from './table.js'

/** Lines of COPY text format for one table, and on which of the stage's columns each of their fields stands. */
export interface Staged {
  readonly table: string
  readonly columns: readonly string[]
  readonly lines: Iterable<string>
}

/** Where on the stage the fields of a history's entry stand that are not on the columns of a row. */
const OF_ENTRIES: ReadonlyMap<string, StageColumn> = new Map([
  ['raw_id', { name: 'text_1', type: 'text' }],
  ['kind', { name: 'text_2', type: 'text' }],
  ['action', { name: 'text_3', type: 'text' }],
  ['cells', { name: 'jsonb_1', type: 'jsonb' }],
])

/**
 * The stage for all that goes into the tables of these resources, made once per connection and empty again after each transaction. There is one for all:
 * what a commit costs grows with the number of temporary tables that it has to empty, and one COPY for several tables is one way to Postgres and back. It
 * has a column for each that a resource may have of a type, and the declared types, not those of a table: tables come and go under a connection,
 * declarations do not.
 */
export function createStage(resources: readonly Resource[]): string {
  const all = [OF_ENTRIES, ...resources.map(stageColumns)].flatMap((placed) => [...placed.values()])
  const columns = new Map(all.map(({ name, type }) => [name, type]))
  const typed = [...columns].map(([name, type]) => `${ident(name)} ${type}, `)
  return `create temp table if not exists stage (table_name text, connection_id text, ${typed.join('')}_version text, _cell_versions jsonb storage main, _removal text, _removed jsonb) with (toast_tuple_target = 4080) on commit delete rows`
}

/** Empties the stage before the transaction's end. It costs as much as reading past some thousand rows of other tables. */
export const EMPTY_STAGE = 'truncate stage'

/** Rows of a resource, as `JoinedRows` gives them. */
export function stagedRows(of: Resource, lines: Iterable<string>): Staged {
  return { table: of.name, columns: columnsOfRows(of), lines }
}

/** Entries of a resource's history, as `historyLine` gives them. */
export function stagedHistory(of: Resource, lines: Iterable<string>): Staged {
  return { table: historyTable(of), columns: columnsOfEntries(of), lines }
}

/** Where the columns of a table's rows stand on the stage, in the order of `tableColumns`. */
export function columnsOfRows(of: Resource): readonly string[] {
  const cells = stageColumns(of)
  return tableColumns(of).map((name) => ident(cells.get(name)?.name ?? name))
}

/** Where the fields of a history's entries stand on the stage, in the order of `historyLine`. */
export function columnsOfEntries(of: Resource): readonly string[] {
  const key = stageColumns(of).get('id')
  return ENTRY_COLUMNS.map((name) => ident((name === 'id' ? key : OF_ENTRIES.get(name))?.name ?? name))
}

/** Several tables' lines go onto the stage by one COPY in text format, as `stageLines` gives them. */
export function copyToStage(staged: readonly Staged[]): string {
  return `copy stage (table_name, ${columnsOfAll(staged).join(', ')}) from stdin`
}

/** The lines of several tables, each behind its table's name, with a null where another table has a column and this one has none. */
export function* stageLines(staged: readonly Staged[]): Generator<string> {
  const columns = columnsOfAll(staged)
  for (const { table, columns: own, lines } of staged) {
    if (columns.every((column, at) => own[at] === column)) for (const line of lines) yield `${table}\t${line}`
    else {
      const places = columns.map((column) => own.indexOf(column))
      for (const line of lines) yield `${table}${placed(line, places)}`
    }
  }
}

/** Of several tables the columns of the first stand first, in its order. */
function columnsOfAll(staged: readonly Staged[]): readonly string[] {
  return [...new Set(staged.flatMap(({ columns }) => columns))]
}

/** A tab within a field is written as two other characters: each that stands in a line ends a field. */
function placed(line: string, places: readonly number[]): string {
  const fields = line.slice(0, -1).split('\t')
  let placed = ''
  for (const place of places) placed += place < 0 ? '\t\\N' : `\t${fields[place] ?? ''}`
  return `${placed}\n`
}

interface StageColumn {
  readonly name: string
  readonly type: string
}

/** Where on the stage the key and each cell of a resource stand: the nth of a type on the nth column of that type. */
const stageColumns = memoized((of: Resource): ReadonlyMap<string, StageColumn> => {
  const counts = new Map<string, number>()
  const typed = [['id', of.key.sql] as const, ...cellNames(of).map((name) => [name, sqlType(of, name)] as const)]
  return new Map(
    typed.map(([cell, type]) => {
      const count = (counts.get(type) ?? 0) + 1
      counts.set(type, count)
      return [cell, { name: `${type}_${count}`, type }]
    }),
  )
})
