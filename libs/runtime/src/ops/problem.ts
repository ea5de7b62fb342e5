import type { Pool, PoolClient } from 'pg'

/*
 * The one module that writes `ops.problem`. SQL by hand: problems are added by sets in the transaction that moves a reader's position, and a person
 * looks them up by the beginning of an id.
 */

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
  readonly position: ProblemPlace | null
  /** ISO 8601 */
  readonly seenAt: string
  readonly resolvedAt: string | null
}

/** Where the raw event stands. */
export interface ProblemPlace {
  readonly topic: string
  readonly partition: number
  /** Decimal digits. */
  readonly offset: string
}

/** Adds problems, each once, whether it is resolved by now or not. Gives how many were new. */
export async function addProblems(
  client: Pool | PoolClient,
  problems: readonly Omit<StoredProblem, 'resolvedAt'>[],
): Promise<number> {
  const rows = problems.map(rowOf)
  const { rowCount } = await client.query(
    `insert into ops.problem (${NAMES.join(', ')})
     select * from unnest(${TYPES.map((type, index) => `$${index + 1}::${type}[]`).join(', ')}) order by 1
     on conflict (id) do nothing`,
    NAMES.map((name) => rows.map((row) => row[name])),
  )
  return rowCount ?? 0
}

/** Which problems are asked for. */
export interface ProblemFilter {
  readonly code?: string | undefined
  readonly resource?: string | undefined
  readonly connection?: string | undefined
  readonly ids?: readonly string[] | undefined
  /** Only those that were seen until then (ISO 8601). */
  readonly until?: string | undefined
  /** The id of a problem: only those that stand behind it in a list. */
  readonly before?: string | undefined
  /** `open`: not resolved yet. */
  readonly which: 'open' | 'all'
  readonly limit?: number | undefined
}

const MATCHES = `($1::text is null or code = $1) and ($2::text is null or resource = $2) and ($3::text is null or connection_id = $3)
  and ($4::text[] is null or id = any($4)) and ($5 or resolved_at is null) and ($6::timestamptz is null or seen_at <= $6)`

function parametersOf({ code, resource, connection, ids, which, until }: ProblemFilter): readonly unknown[] {
  return [code ?? null, resource ?? null, connection ?? null, ids ?? null, which === 'all', until ?? null]
}

/** The newest first. */
export async function findProblems(db: Pool | PoolClient, filter: ProblemFilter): Promise<readonly StoredProblem[]> {
  const { rows } = await db.query<Row>(
    `select * from ops.problem
     where ${MATCHES} and ($7::text is null or (
       seen_at <= (select seen_at from ops.problem where id = $7)
       and (seen_at < (select seen_at from ops.problem where id = $7) or id > $7)))
     order by seen_at desc, id limit $8`,
    [...parametersOf(filter), filter.before ?? null, filter.limit ?? null],
  )
  return rows.map(problemOf)
}

/** Problems of one code, of one resource of a connection. */
export interface ProblemGroup {
  readonly connection: string
  readonly code: string
  readonly resource: string | null
  readonly problems: number
  /** When the first and the last of them were seen; ISO 8601. */
  readonly oldestAt: string
  readonly newestAt: string
}

/** They by code, resource and connection, the largest groups first. */
export async function groupProblems(db: Pool | PoolClient, filter: ProblemFilter): Promise<readonly ProblemGroup[]> {
  const { rows } = await db.query<GroupRow>(
    `select connection_id as connection, code, resource, count(*)::int as problems, min(seen_at) as oldest, max(seen_at) as newest
     from ops.problem where ${MATCHES} group by 1, 2, 3 order by 4 desc, 1, 2, 3 limit $7`,
    [...parametersOf(filter), filter.limit ?? null],
  )
  return rows.map(({ oldest, newest, ...group }) => {
    return { ...group, oldestAt: oldest.toISOString(), newestAt: newest.toISOString() }
  })
}

interface GroupRow extends Omit<ProblemGroup, 'oldestAt' | 'newestAt'> {
  readonly oldest: Date
  readonly newest: Date
}

/** How many match, and on how many raw events they are. */
export async function countMatching(
  db: Pool | PoolClient,
  filter: ProblemFilter,
): Promise<{ readonly problems: number; readonly rawEvents: number; readonly withoutPlace: number }> {
  const { rows } = await db.query<{ problems: number; raw_events: number; without_place: number }>(
    `select count(*)::int as problems, count(distinct (raw_topic, raw_partition, raw_offset)) filter (where raw_offset is not null)::int as raw_events,
       count(*) filter (where raw_offset is null)::int as without_place
     from ops.problem where ${MATCHES}`,
    [...parametersOf(filter)],
  )
  const [row] = rows
  return { problems: row?.problems ?? 0, rawEvents: row?.raw_events ?? 0, withoutPlace: row?.without_place ?? 0 }
}

/** A few of those whose id begins so; one whose id is just that comes first. */
export async function findProblemsBeginning(db: Pool | PoolClient, id: string): Promise<readonly StoredProblem[]> {
  const { rows } = await db.query<Row>(
    `select * from ops.problem where id = $1 or starts_with(id, $1) order by (id = $1) desc, id limit 5`,
    [id],
  )
  return rows.map(problemOf)
}

/** How many there are. */
export async function countProblems(db: Pool | PoolClient): Promise<{ readonly open: number; readonly resolved: number }> {
  const { rows } = await db.query<{ open: number; resolved: number }>(
    'select count(*) filter (where resolved_at is null)::int as open, count(resolved_at)::int as resolved from ops.problem',
  )
  return rows[0] ?? { open: 0, resolved: 0 }
}

/** Marks them. Returns how many were open before. */
export async function resolveProblems(db: Pool | PoolClient, ids: readonly string[]): Promise<number> {
  const { rowCount } = await db.query('update ops.problem set resolved_at = now() where id = any($1) and resolved_at is null', [
    ids,
  ])
  return rowCount ?? 0
}

/** How many there are of a connection, resolved ones too. */
export async function countProblemsOf(db: Pool | PoolClient, connection: string): Promise<number> {
  const { rows } = await db.query<{ problems: number }>(
    'select count(*)::int as problems from ops.problem where connection_id = $1',
    [connection],
  )
  return rows[0]?.problems ?? 0
}

/** Forgets the problems of a connection whose events are erased. */
export async function forgetProblemsOf(db: Pool | PoolClient, connection: string): Promise<void> {
  await db.query('delete from ops.problem where connection_id = $1', [connection])
}

const TEXTS = ['id', 'connection_id', 'code', 'resource', 'key', 'column_name', 'raw_id', 'kind', 'action', 'raw_topic'] as const
const NAMES = [...TEXTS, 'raw_partition', 'raw_offset', 'seen_at'] as const
const TYPES = [...TEXTS.map(() => 'text'), 'int', 'bigint', 'timestamptz']

function rowOf(problem: Omit<StoredProblem, 'resolvedAt'>): Readonly<Record<(typeof NAMES)[number], string | number | null>> {
  const { id, connection, code, resource, key, column, rawId, kind, action, position, seenAt } = problem
  return {
    ...{ id, connection_id: connection, code, resource, key, column_name: column, raw_id: rawId, kind, action },
    raw_topic: position?.topic ?? null,
    raw_partition: position?.partition ?? null,
    raw_offset: position?.offset ?? null,
    seen_at: seenAt,
  }
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
