import type { Instant } from '@trellis/pipeline'
import type { Pool, PoolClient } from 'pg'
import { isAlive } from './alive.js'

/** How an entity came to be missed: by a sweep, in a complete answer to a parent filter, by a re-read; `cascade` where a delivered word explains it. */
export type SuspicionCause = 'sweep' | 'parent' | 'reread' | 'cascade'

/** Who is to be asked for by name, and how far that has come (rule E2). */
export interface Suspect {
  readonly resource: string
  readonly key: string
  readonly why: SuspicionCause
  readonly parent: string | undefined
  /** The first lookup that did not find it. */
  readonly firstMissingAt: Instant | undefined
  /** A person has said that it may go (rule E4). */
  readonly isConfirmed: boolean
  readonly dueAt: Instant
}

/** Reads the suspects of a connection that are due, the longest first; those that are held are not. */
export async function dueSuspects(pool: Pool, connection: string, now: Instant): Promise<readonly Suspect[]> {
  const { rows } = await pool.query<SuspectRow>(
    `select ${COLUMNS} from ops.suspect where connection_id = $1 and due_us <= $2 order by due_us limit 1000`,
    [connection, now],
  )
  return rows.map(suspectOf)
}

/** Those of some keys that are suspects and due. */
export async function dueSuspectsAmong(
  client: PoolClient,
  connection: string,
  resource: string,
  keys: readonly string[],
  now: Instant,
): Promise<readonly Suspect[]> {
  const { rows } = await client.query<SuspectRow>(
    `select ${COLUMNS} from ops.suspect where connection_id = $1 and resource = $2 and key = any($3) and due_us <= $4 order by due_us`,
    [connection, resource, keys, now],
  )
  return rows.map(suspectOf)
}

/** Those of some keys that are suspects, with who is named beside them. */
export async function suspectsAmong(
  client: PoolClient,
  connection: string,
  resource: string,
  keys: readonly string[],
): Promise<readonly { readonly key: string; readonly parent: string | null }[]> {
  const { rows } = await client.query<{ key: string; parent: string | null }>(
    'select key, parent from ops.suspect where connection_id = $1 and resource = $2 and key = any($3)',
    [connection, resource, keys],
  )
  return rows
}

/** The suspects of a resource, or of some keys, that neither a delivered word explains nor a person has confirmed. */
export async function unexplainedSuspects(
  client: PoolClient,
  connection: string,
  resource: string,
  keys?: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await client.query<{ key: string }>(
    `select key from ops.suspect where connection_id = $1 and resource = $2 and why <> 'cascade' and not is_confirmed
       and ($3::text[] is null or key = any($3))`,
    [connection, resource, keys ?? null],
  )
  return rows.map(({ key }) => key)
}

/** How many of a resource wait for a person's word (rule E4). */
export async function countWaiting(db: Pool | PoolClient, connection: string, resource: string): Promise<number> {
  const { rows } = await db.query<{ waiting: number }>(
    'select count(*)::int as waiting from ops.suspect where connection_id = $1 and resource = $2 and due_us is null',
    [connection, resource],
  )
  return rows[0]?.waiting ?? 0
}

/** What is missing of a resource. */
export interface Missing {
  /** Suspects that no operator has confirmed, and those of them that no delivered webhook explains. */
  readonly suspects: number
  readonly unvouched: number
  /** With the suspects. */
  readonly alive: number
  /** Went since the last sweep, unvouched. */
  readonly absences: number
}

/** Counts what is missing of a resource. */
export async function countMissing(client: PoolClient, connection: string, resource: string): Promise<Missing> {
  const { rows } = await client.query<Record<keyof Missing, string | null>>(
    `select s.*, (select count(*) from ops.listed_record where connection_id = $1 and resource = $2 and ${isAlive()}) as alive,
       (select absences from ops.listing_progress where connection_id = $1 and listing = $2) as absences
     from (
       select count(*) as suspects, count(*) filter (where why <> 'cascade') as unvouched
       from ops.suspect where connection_id = $1 and resource = $2 and not is_confirmed
     ) as s`,
    [connection, resource],
  )
  const count = (name: keyof Missing): number => Number(rows[0]?.[name] ?? 0)
  return { suspects: count('suspects'), unvouched: count('unvouched'), alive: count('alive'), absences: count('absences') }
}

const COLUMNS = 'resource, key, why, parent, first_missing_us, is_confirmed, due_us'

interface SuspectRow {
  readonly resource: string
  readonly key: string
  readonly why: SuspicionCause
  readonly parent: string | null
  readonly first_missing_us: string | null
  readonly is_confirmed: boolean
  readonly due_us: string
}

function suspectOf({ resource, key, why, parent, first_missing_us, is_confirmed, due_us }: SuspectRow): Suspect {
  const firstMissingAt = first_missing_us === null ? undefined : (Number(first_missing_us) as Instant)
  const dueAt = Number(due_us) as Instant
  return { resource, key, why, parent: parent ?? undefined, firstMissingAt, isConfirmed: is_confirmed, dueAt }
}
