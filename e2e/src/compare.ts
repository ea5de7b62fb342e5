import { isDeepStrictEqual } from 'node:util'
import { resources } from '@trellis/greenhouse'
import type { RunningSandbox } from '@trellis/greenhouse-sandbox'
import type { Pool } from '@trellis/runtime'

/** One difference between the sandbox's truth and a table: ids and names only, and both values (the people are invented). */
export interface Difference {
  readonly table: string
  readonly id: string
  readonly column: string
  readonly truth: unknown
  readonly row: unknown
}

/**
 * Compares every record and every field of the frozen sandbox with the tables. Field and column have one name; instants are compared as instants.
 * What is another at every reading, as a signed address is, has only to be there.
 * Written without the readers of `libs/greenhouse`: it is the witness, not the accused.
 */
export async function differences(sandbox: RunningSandbox, pool: Pool, connection: string): Promise<readonly Difference[]> {
  const found: Difference[] = []
  // One table after the other: all at once would wait for the pool's few connections, and some in vain on a busy machine.
  for (const { name, columns } of resources) {
    const { rows } = await pool.query<{ id: string; row: Readonly<Record<string, unknown>> }>(
      `select id::text, to_jsonb(t) as row from recruiting."${name}" t where connection_id = $1`,
      [connection],
    )
    const differing = compareTable(name, sandbox.truth(name), new Map(rows.map(({ id, row }) => [id, row])))
    found.push(
      ...differing.filter(({ column, row }) => columns[column]?.isVolatile !== true || row === undefined || row === null),
    )
  }
  return found
}

function compareTable(
  table: string,
  truth: readonly Readonly<Record<string, unknown>>[],
  rows: Map<string, Readonly<Record<string, unknown>>>,
): readonly Difference[] {
  const found: Difference[] = []
  for (const record of truth) {
    const id = String(record['id'])
    const row = rows.get(id)
    rows.delete(id)
    if (!row) found.push({ table, id, column: '(the row)', truth: 'listed', row: undefined })
    else
      for (const [column, value] of Object.entries(record).flatMap((field) => cellsOf(field, row)))
        compareCell(found, { table, id, column, truth: value, row: row[column] })
  }
  for (const id of rows.keys()) found.push({ table, id, column: '(the row)', truth: undefined, row: 'live' })
  return found
}

/** A field within a field has a column of its own: `type.name` is `type_name`. */
function cellsOf(
  [name, value]: readonly [string, unknown],
  row: Readonly<Record<string, unknown>>,
): readonly [string, unknown][] {
  if (name in row || typeof value !== 'object' || value === null) return [[name, value]]
  return Object.entries(value).map(([inner, cell]) => [`${name}_${inner}`, cell])
}

function compareCell(found: Difference[], cell: Difference): void {
  if (cell.row === undefined || !isDeepStrictEqual(comparable(cell.truth), comparable(cell.row))) found.push(cell)
}

/** Instants as milliseconds, whole-number texts as texts of the same digits, everything else as it is. */
function comparable(value: unknown): unknown {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return Date.parse(value)
  return typeof value === 'number' ? String(value) : value
}
