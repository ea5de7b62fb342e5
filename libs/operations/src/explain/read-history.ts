import { ident, type Json, type Resource } from '@trellis/pipeline'
import type { Pool } from '@trellis/runtime'

const HISTORY_SCHEMA = 'recruiting_history'
const MOST = 20

/** What a cell once held, and for how long; ISO 8601, null for "still". */
export interface Past {
  readonly value: Json
  readonly from: string
  readonly until: string | null
}

/** What each of the cells held before, the newest first; cells without a history are missing. */
export async function readHistory(
  pool: Pool,
  of: Resource,
  { connection, key }: { readonly connection: string; readonly key: string },
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly Past[]>> {
  const { rows: columns } = await pool.query<{ name: string }>(
    'select column_name as name from information_schema.columns where table_schema = $1 and table_name = $2',
    [HISTORY_SCHEMA, of.name],
  )
  const kept = names.filter((name) => columns.some((column) => column.name === name))
  if (kept.length === 0) return new Map()
  const cells = kept.map((name) => `to_jsonb(${ident(name)}) as ${ident(name)}`)
  const { rows } = await pool.query<Readonly<Record<string, Json>>>(
    `select to_jsonb(valid_from) as valid_from, to_jsonb(valid_to) as valid_to, ${cells.join(', ')} from ${ident(HISTORY_SCHEMA, of.name)}
     where connection_id = $1 and id = $2::${of.key.sql} order by valid_from`,
    [connection, key],
  )
  return new Map(kept.map((name) => [name, pastOf(name, rows)]))
}

/** Versions in which the cell stayed as it was are one. */
function pastOf(name: string, rows: readonly Readonly<Record<string, Json>>[]): readonly Past[] {
  const past: Past[] = []
  for (const row of rows) {
    const value = row[name] ?? null
    const last = past.at(-1)
    const until = isoOf(row['valid_to'])
    if (last && JSON.stringify(last.value) === JSON.stringify(value)) past[past.length - 1] = { ...last, until }
    else past.push({ value, from: isoOf(row['valid_from']) ?? '', until })
  }
  return past
    .filter(({ until }) => until !== null)
    .toReversed()
    .slice(0, MOST)
}

function isoOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? new Date(value).toISOString() : null
}
