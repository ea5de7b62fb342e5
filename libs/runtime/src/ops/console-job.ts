import { randomUUID } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'

/*
 * The one module that writes `ops.console_job`: work that a person has ordered at the console and that its process does. SQL by hand: a job is begun in the
 * transaction of its entry in the audit log, and an index holds that there is one of a kind at a time.
 *
 *   under way ──▶ done, cancelled, failed
 *   under way ──(its process is silent for half a minute: it has ended, and the work with it)──▶ lost
 */

export const CONSOLE_JOB_KINDS = ['problem-replay', 'purge-plan', 'purge'] as const
export type ConsoleJobKind = (typeof CONSOLE_JOB_KINDS)[number]

export const CONSOLE_JOB_STATES = ['under way', 'done', 'cancelled', 'failed', 'lost'] as const
export type ConsoleJobState = (typeof CONSOLE_JOB_STATES)[number]

/** What was ordered, and how far it is. Instants are ISO 8601. */
export interface ConsoleJob {
  readonly id: string
  readonly kind: ConsoleJobKind
  readonly state: ConsoleJobState
  readonly who: string
  /** What was ordered: it never changes. */
  readonly ordered: Readonly<Record<string, string | number>>
  readonly done: number
  readonly total: number
  readonly startedAt: string
  readonly finishedAt: string | null
  readonly isCancelOrdered: boolean
  /** What came of it; null until it has ended. */
  readonly result: Readonly<Record<string, unknown>> | null
}

/** A job that is to be begun. */
export type NewConsoleJob = Pick<ConsoleJob, 'kind' | 'who' | 'ordered' | 'total'>

const SILENT = "seen_at < now() - interval '30 seconds'"
const COLUMNS = `id, kind, case when state = 'under way' and ${SILENT} then 'lost' else state end as state, who, ordered, done, total,
  started_at, case when state = 'under way' and ${SILENT} then seen_at else finished_at end as finished_at, is_cancel_ordered, result`

/** Begins one, and forgets those of long ago. Undefined where one of its kind is under way. */
export async function beginConsoleJob(client: PoolClient, job: NewConsoleJob): Promise<string | undefined> {
  const { kind, who, ordered, total } = job
  await client.query(
    `update ops.console_job set state = 'lost', finished_at = seen_at where kind = $1 and state = 'under way' and ${SILENT}`,
    [kind],
  )
  await client.query(`delete from ops.console_job where state <> 'under way' and started_at < now() - interval '90 days'`)
  const { rows } = await client.query<{ id: string }>(
    `insert into ops.console_job (id, kind, who, ordered, total) values ($1, $2, $3, $4, $5)
     on conflict (kind) where state = 'under way' do nothing returning id`,
    [randomUUID(), kind, who, JSON.stringify(ordered), total],
  )
  return rows[0]?.id
}

/** Says that its process is at it, and how far. True where it is to go on: it was not cancelled. */
export async function noteConsoleJob(db: Pool | PoolClient, id: string, done: number): Promise<boolean> {
  const { rows } = await db.query<{ is_cancel_ordered: boolean }>(
    `update ops.console_job set done = $2, seen_at = now() where id = $1 and state = 'under way' returning is_cancel_ordered`,
    [id, done],
  )
  return rows[0]?.is_cancel_ordered === false
}

/** How a job has ended. */
export interface EndedConsoleJob {
  readonly state: Exclude<ConsoleJobState, 'under way'>
  readonly done: number
  readonly result: Readonly<Record<string, unknown>>
}

/** Ends it. */
export async function endConsoleJob(db: Pool | PoolClient, id: string, ended: EndedConsoleJob): Promise<void> {
  const { state, done, result } = ended
  await db.query(
    `update ops.console_job set state = $2, done = $3, result = $4, finished_at = now(), seen_at = now() where id = $1 and state = 'under way'`,
    [id, state, done, JSON.stringify(result)],
  )
}

/** Orders that it ends. False where it is not under way. */
export async function cancelConsoleJob(client: PoolClient, id: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `update ops.console_job set is_cancel_ordered = true where id = $1 and state = 'under way'`,
    [id],
  )
  return rowCount === 1
}

/** The one of this id. */
export async function consoleJob(db: Pool | PoolClient, id: string): Promise<ConsoleJob | undefined> {
  const { rows } = await db.query<Row>(`select ${COLUMNS} from ops.console_job where id = $1`, [id])
  return rows.map(jobOf)[0]
}

/** The newest of a kind first. */
export async function consoleJobs(db: Pool | PoolClient, kind: ConsoleJobKind, limit: number): Promise<readonly ConsoleJob[]> {
  const { rows } = await db.query<Row>(
    `select ${COLUMNS} from ops.console_job where kind = $1 order by started_at desc, id limit $2`,
    [kind, limit],
  )
  return rows.map(jobOf)
}

interface Row extends Pick<ConsoleJob, 'id' | 'kind' | 'state' | 'who' | 'ordered' | 'done' | 'total' | 'result'> {
  readonly started_at: Date
  readonly finished_at: Date | null
  readonly is_cancel_ordered: boolean
}

function jobOf({ started_at, finished_at, is_cancel_ordered, ...row }: Row): ConsoleJob {
  return {
    ...row,
    startedAt: started_at.toISOString(),
    finishedAt: finished_at?.toISOString() ?? null,
    isCancelOrdered: is_cancel_ordered,
  }
}
