import type { Pool, PoolClient } from 'pg'

/*
 * The one module that writes `ops.permission_check`. SQL by hand: answers are added as they come, and only by the run that was begun last.
 */

/** Whether candidates that are private are shown: none may mean that there is none. `hidden`: our tables hold some. */
export type PrivateCandidates = 'seen' | 'none seen' | 'hidden'

/** What an account was asked last. `asked` is JSON that this module does not look into. */
export interface PermissionCheck {
  readonly connection: string
  readonly begunAt: string
  readonly endedAt: string | null
  readonly asked: readonly unknown[]
  readonly privateCandidates: PrivateCandidates | null
  /** Why it was not asked to the end. */
  readonly failure: string | null
}

/** After so long a check that has not ended never will: the process that was at it is gone. */
const LOST = `interval '30 seconds'`

/** Begins a check; false where one is under way. `run` names it. */
export async function beginPermissionCheck(client: PoolClient, connection: string, run: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into ops.permission_check as t (connection_id, run) values ($1, $2)
     on conflict (connection_id) do update set
       run = excluded.run, begun_at = now(), ended_at = null, asked = '[]', private_candidates = null, failure = null
     where t.ended_at is not null or t.begun_at < now() - ${LOST}`,
    [connection, run],
  )
  return rowCount === 1
}

/** Keeps what was answered so far. */
export async function notePermissionAnswers(db: Pool | PoolClient, run: string, asked: readonly unknown[]): Promise<void> {
  await db.query('update ops.permission_check set asked = $2 where run = $1 and ended_at is null', [run, JSON.stringify(asked)])
}

/** How a check has ended. */
interface EndedCheck {
  readonly asked: readonly unknown[]
  readonly privateCandidates: PrivateCandidates | null
  readonly failure: string | null
}

/** Keeps that it ended, and with what. */
export async function endPermissionCheck(
  db: Pool | PoolClient,
  run: string,
  { asked, privateCandidates, failure }: EndedCheck,
): Promise<void> {
  await db.query(
    'update ops.permission_check set asked = $2, private_candidates = $3, failure = $4, ended_at = now() where run = $1 and ended_at is null',
    [run, JSON.stringify(asked), privateCandidates, failure],
  )
}

/** The last one of a connection; undefined before the first. One that its process has left is given as ended, with the failure `lost`. */
export async function permissionCheckOf(db: Pool | PoolClient, connection: string): Promise<PermissionCheck | undefined> {
  const { rows } = await db.query<Row>(
    `select begun_at, ended_at, asked, private_candidates, failure, ended_at is null and begun_at < now() - ${LOST} as is_lost
     from ops.permission_check where connection_id = $1`,
    [connection],
  )
  const [row] = rows
  if (!row) return undefined
  return {
    connection,
    begunAt: row.begun_at.toISOString(),
    endedAt: row.is_lost ? row.begun_at.toISOString() : (row.ended_at?.toISOString() ?? null),
    asked: row.asked,
    privateCandidates: row.private_candidates,
    failure: row.is_lost ? 'lost' : row.failure,
  }
}

interface Row {
  readonly begun_at: Date
  readonly ended_at: Date | null
  readonly asked: readonly unknown[]
  readonly private_candidates: PrivateCandidates | null
  readonly failure: string | null
  readonly is_lost: boolean
}
