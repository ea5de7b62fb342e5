import { ident } from '@trellis/pipeline'
import type { Pool, PoolClient } from '../postgres/pool.js'
import { shapeOf } from '../postgres/table-shape.js'

/** How many rows a table has of a connection. */
export interface ConnectionRows {
  readonly table: string
  readonly rows: number
}

/** Counts them in every table of a generation, those of removed rows and of histories with them. Tables without any are missing. */
export async function connectionRows(
  db: Pool | PoolClient,
  schema: string,
  connection: string,
): Promise<readonly ConnectionRows[]> {
  const shape = await shapeOf(db, schema)
  const counted: ConnectionRows[] = []
  for (const [table, columns] of shape) {
    if (!columns.has('connection_id')) continue
    const counts = `select count(*) as rows from ${ident(schema, table)} where connection_id = $1`
    const { rows } = await db.query<{ rows: string }>(counts, [connection])
    counted.push({ table, rows: Number(rows[0]?.rows) })
  }
  return counted.filter(({ rows }) => rows > 0)
}
