import { PROBLEM_CODES, type Position } from '@trellis/pipeline'
import type { Pool } from '@trellis/runtime'

/** A problem as it is kept: names and ids, and where the raw event behind it stands. */
export interface StoredProblem {
  readonly id: string
  readonly connection: string
  readonly code: string
  readonly resource: string | null
  readonly key: string | null
  readonly column: string | null
  readonly rawId: string
  readonly kind: string
  readonly action: string | null
  /** Null where the problem's message named none. */
  readonly position: Position | null
  /** ISO 8601 */
  readonly seenAt: string
  readonly resolvedAt: string | null
}

/** Which problems are asked for. */
interface ProblemFilter {
  readonly code?: string | undefined
  readonly resource?: string | undefined
  readonly connection?: string | undefined
  readonly ids?: readonly string[] | undefined
  /** `open`: not resolved yet. */
  readonly which: 'open' | 'all'
  readonly limit?: number | undefined
}

/** The newest first. Throws an Error for a code that there is none of. */
export async function storedProblems(pool: Pool, filter: ProblemFilter): Promise<readonly StoredProblem[]> {
  const { code, resource, connection, ids, which, limit } = filter
  if (code !== undefined && !PROBLEM_CODES.some((known) => known === code))
    throw new Error(`There is no code '${code}'. There is: ${PROBLEM_CODES.join(', ')}`)
  const { rows } = await pool.query<Row>(
    `select * from ops.problem
     where ($1::text is null or code = $1) and ($2::text is null or resource = $2) and ($3::text is null or connection_id = $3)
       and ($4::text[] is null or id = any($4)) and ($5 or resolved_at is null)
     order by seen_at desc, id limit $6`,
    [code ?? null, resource ?? null, connection ?? null, ids ?? null, which === 'all', limit ?? null],
  )
  return rows.map(problemOf)
}

/** How many there are by code and resource. */
export async function countProblems(pool: Pool): Promise<{ readonly open: number; readonly resolved: number }> {
  const { rows } = await pool.query<{ open: number; resolved: number }>(
    'select count(*) filter (where resolved_at is null)::int as open, count(resolved_at)::int as resolved from ops.problem',
  )
  return rows[0] ?? { open: 0, resolved: 0 }
}

/** The problem of an id, or of the beginning of one. Throws an Error where there is none, or several. */
export async function problemNamed(pool: Pool, id: string): Promise<StoredProblem> {
  const { rows } = await pool.query<Row>(
    `select * from ops.problem where id = $1 or starts_with(id, $1) order by (id = $1) desc, id limit 5`,
    [id],
  )
  const [first, ...others] = rows
  if (!first) throw new Error(`There is no problem '${id}'. \`problems list --all\` has them all`)
  if (first.id !== id && others.length > 0)
    throw new Error(`Several problems begin with '${id}': ${rows.map((row) => row.id).join(', ')}`)
  return problemOf(first)
}

/** Marks them. Returns how many were open before. */
export async function resolveProblems(pool: Pool, ids: readonly string[]): Promise<number> {
  const { rowCount } = await pool.query('update ops.problem set resolved_at = now() where id = any($1) and resolved_at is null', [
    ids,
  ])
  return rowCount ?? 0
}

interface Row {
  readonly id: string
  readonly connection_id: string
  readonly code: string
  readonly resource: string | null
  readonly key: string | null
  readonly column_name: string | null
  readonly raw_id: string
  readonly kind: string
  readonly action: string | null
  readonly raw_topic: string | null
  readonly raw_partition: number | null
  readonly raw_offset: string | null
  readonly seen_at: Date
  readonly resolved_at: Date | null
}

function problemOf(row: Row): StoredProblem {
  const { raw_topic: topic, raw_partition: partition, raw_offset: offset } = row
  return {
    id: row.id,
    connection: row.connection_id,
    code: row.code,
    resource: row.resource,
    key: row.key,
    column: row.column_name,
    rawId: row.raw_id,
    kind: row.kind,
    action: row.action,
    position: topic !== null && partition !== null && offset !== null ? { topic, partition, offset } : null,
    seenAt: row.seen_at.toISOString(),
    resolvedAt: row.resolved_at?.toISOString() ?? null,
  }
}
