import { randomUUID } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'

/*
 * The one module that writes `ops.audit_log`. SQL by hand: of each act two rows are only ever inserted, and the database itself says when, and by which of its
 * roles.
 */

/** What a person does that changes something. */
export interface Act {
  /** Who acts: `user@host`, or a name that a platform gives. */
  readonly who: string
  /** The command or the route. */
  readonly what: string
  /** By name; never a secret. */
  readonly arguments: Readonly<Record<string, ActArgument>>
}

export type ActArgument = string | number | boolean | readonly (string | number | boolean)[]

/** An act that was begun. */
export interface BegunAct extends Act {
  readonly id: string
}

/** Keeps that an act begins; it is done only once this was kept. */
export async function beginAct(db: Pool | PoolClient, act: Act): Promise<BegunAct> {
  const begun = { ...act, id: randomUUID() }
  await insert(db, begun, 'begun', null)
  return begun
}

/** Keeps how it ended: well, with an exit code of 0, or otherwise. */
export async function endAct(db: Pool | PoolClient, act: BegunAct, exitCode: number): Promise<void> {
  await insert(db, act, exitCode === 0 ? 'done' : 'failed', exitCode)
}

/** Keeps an act that is done at once: called in its transaction, it is kept where the act is. An exit code other than 0: it was refused. */
export async function recordAct(client: PoolClient, act: Act, exitCode = 0): Promise<void> {
  await endAct(client, await beginAct(client, act), exitCode)
}

async function insert(db: Pool | PoolClient, act: BegunAct, outcome: Outcome, exitCode: number | null): Promise<void> {
  await db.query('insert into ops.audit_log (act, who, what, arguments, outcome, exit_code) values ($1, $2, $3, $4, $5, $6)', [
    act.id,
    act.who,
    act.what,
    JSON.stringify(act.arguments),
    outcome,
    exitCode,
  ])
}

type Outcome = 'begun' | 'done' | 'failed'

/** An act as it is shown: `begun` is all that is known of one that is under way, or was cut off. */
export interface RecordedAct extends Act {
  /** Later acts have larger ones. */
  readonly id: string
  readonly at: string
  readonly databaseRole: string
  readonly outcome: Outcome
  readonly exitCode: number | null
  readonly endedAt: string | null
}

/** Which acts are wanted. */
interface WantedActs {
  readonly limit: number
  /** Only those that began then or later (ISO 8601). */
  readonly since?: string | undefined
  /** Only those that are older than the act of this id. */
  readonly before?: string | undefined
}

/** The last time that something was done to a connection: the instant and the person; null where it never was. */
export async function lastDone(
  db: Pool | PoolClient,
  what: string,
  connection: string,
): Promise<{ readonly at: string; readonly who: string } | null> {
  const { rows } = await db.query<{ at: Date; who: string }>(
    `select at, who from ops.audit_log where what = $1 and outcome = 'done' and arguments->>'connection' = $2 order by id desc limit 1`,
    [what, connection],
  )
  const [last] = rows
  return last ? { at: last.at.toISOString(), who: last.who } : null
}

/** The newest acts first. */
export async function readAuditLog(db: Pool | PoolClient, { limit, since, before }: WantedActs): Promise<readonly RecordedAct[]> {
  const { rows } = await db.query<Row>(
    `select b.id, b.at, b.who, b.database_role, b.what, b.arguments, e.at as ended_at, e.outcome, e.exit_code
     from ops.audit_log b
     left join lateral (
       select at, outcome, exit_code from ops.audit_log where act = b.act and outcome <> 'begun' order by id limit 1
     ) e on true
     where b.outcome = 'begun' and ($2::timestamptz is null or b.at >= $2) and ($3::bigint is null or b.id < $3)
     order by b.id desc limit $1`,
    [limit, since ?? null, before ?? null],
  )
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    who: row.who,
    databaseRole: row.database_role,
    what: row.what,
    arguments: row.arguments,
    outcome: row.outcome ?? 'begun',
    exitCode: row.exit_code,
    endedAt: row.ended_at?.toISOString() ?? null,
  }))
}

interface Row {
  readonly id: string
  readonly at: Date
  readonly who: string
  readonly database_role: string
  readonly what: string
  readonly arguments: Readonly<Record<string, ActArgument>>
  readonly ended_at: Date | null
  readonly outcome: Outcome | null
  readonly exit_code: number | null
}
