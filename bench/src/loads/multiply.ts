import type { Pool } from '@trellis/runtime'

/** A table that is to have more rows, all of them copies but for one column of its key. */
export interface Multiplied {
  readonly schema: string
  readonly table: string
  /** What the copies have in the place of a column, as SQL; `n` counts the copies from 1. */
  readonly other: Readonly<Record<string, string>>
  /** Which rows are copied, as SQL. */
  readonly where?: string
}

/** Far above the ids that a small company has. */
const FAR = 1_000_000_000_000

/** Another id: a number stays one. `column` is of SQL's type. */
export function otherId(column: string, type: string): string {
  if (type === 'bigint') return `${column} + n * ${FAR}`
  return `case when ${column} ~ '^\\d+$' then (${column}::bigint + n * ${FAR})::text else ${column} || '-' || n end`
}

/** Adds so many copies of each row; gives how many rows were added. A column that numbers rows by itself goes on doing so. */
export async function multiply(
  pool: Pool,
  { schema, table, other, where = 'true' }: Multiplied,
  copies: number,
): Promise<number> {
  const { rows } = await pool.query<{ readonly name: string; readonly type: string }>(
    `select quote_ident(attname) as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = format('%I.%I', $1::text, $2::text)::regclass and attnum > 0 and not attisdropped and attidentity = '' and attgenerated = ''
     order by attnum`,
    [schema, table],
  )
  const names = rows.map(({ name }) => name)
  const values = names.map((name) => other[name] ?? name)
  const inserted = await pool.query(
    `insert into "${schema}"."${table}" (${names.join(', ')})
     select ${values.join(', ')} from "${schema}"."${table}", generate_series(1, ${copies}) as n where ${where}`,
  )
  return inserted.rowCount ?? 0
}
