import { ident, isWithheld, whyWithheld, type Resource, type Withheld } from '@trellis/pipeline'
import type { Pool, PoolClient } from '../postgres/pool.js'
import { shapeOf } from '../postgres/table-shape.js'

/** Rows of a connection in which a table holds what may not be kept any more (rule P1). */
export interface HeldCells {
  readonly resource: string
  /** Null where the whole row is meant. */
  readonly column: string | null
  readonly rows: number
}

/** Looks through a generation's tables, row by row. Tables and columns that hold nothing of it are missing. */
export async function heldCells(
  db: Pool | PoolClient,
  schema: string,
  connection: string,
  withheld: Withheld,
  resources: readonly Resource[],
): Promise<readonly HeldCells[]> {
  if (withheld.size === 0) return []
  const shape = await shapeOf(db, schema)
  const held: HeldCells[] = []
  for (const of of resources) {
    const names = [...(shape.get(of.name)?.keys() ?? [])].filter((name) => !BOOKKEEPING.has(name))
    const columns = isWithheld(of, withheld) ? [null] : names.filter((name) => whyWithheld(of, name, withheld) !== undefined)
    if (names.length > 0 && columns.length > 0) held.push(...(await countIn(db, ident(schema, of.name), connection, of, columns)))
  }
  return held
}

async function countIn(
  db: Pool | PoolClient,
  table: string,
  connection: string,
  { name: resource }: Resource,
  columns: readonly (string | null)[],
): Promise<readonly HeldCells[]> {
  const counts = columns.map((name, index) =>
    name === null ? `count(*) as "c${index}"` : `count(*) filter (where ${holdsSomething(name)}) as "c${index}"`,
  )
  const { rows } = await db.query<Record<string, string>>(`select ${counts.join(', ')} from ${table} where connection_id = $1`, [
    connection,
  ])
  return columns
    .map((column, index): HeldCells => ({ resource, column, rows: Number(rows[0]?.[`c${index}`]) }))
    .filter((each) => each.rows > 0)
}

/** An empty map says nothing of anybody. */
function holdsSomething(name: string): string {
  return `${ident(name)} is not null and ${ident(name)}::text <> '{}'`
}

const BOOKKEEPING: ReadonlySet<string> = new Set([
  ...['connection_id', 'id', '_version', '_cell_versions', '_removal', '_removed'],
])
