import type { Instant } from '@trellis/pipeline'
import type { Pool, PoolClient } from 'pg'
import type { AuditReport } from './audit-report.js'

/*
 * The one module that writes `ops.audit`: asked by a person, under way once a poller has taken it, then done; or withdrawn before any poller took it.
 * SQL by hand: each step is taken only from the state before it, under the poller's lease.
 */

/** An audit that is not over. */
export interface OpenAudit {
  readonly id: string
  readonly state: 'asked' | 'under way'
  /** Null: all. */
  readonly resources: readonly string[] | null
}

/** Asks for an audit of these resources, in their order, or of all where it is null; one of the same that is not over is taken instead. Gives its id. */
export async function requestAudit(
  db: Pool | PoolClient,
  connection: string,
  resources: readonly string[] | null,
): Promise<string> {
  const { rows: open } = await db.query<{ id: string }>(
    'select id from ops.audit where connection_id = $1 and finished_at is null and resources is not distinct from $2::text[] order by id limit 1',
    [connection, resources],
  )
  if (open[0]) return open[0].id
  const { rows } = await db.query<{ id: string }>(
    'insert into ops.audit (connection_id, resources) values ($1, $2) returning id',
    [connection, resources],
  )
  return rows[0]?.id ?? ''
}

/** No command waits for it any more; one that was begun goes on. */
export async function withdrawAudit(db: Pool | PoolClient, id: string): Promise<void> {
  await db.query(`update ops.audit set state = 'withdrawn', finished_at = now() where id = $1 and state = 'asked'`, [id])
}

/** The oldest of a connection that is not over. */
export async function oldestOpenAudit(db: Pool | PoolClient, connection: string): Promise<OpenAudit | undefined> {
  const { rows } = await db.query<OpenAudit>(
    'select id, state, resources from ops.audit where connection_id = $1 and finished_at is null order by id limit 1',
    [connection],
  )
  return rows[0]
}

/** Takes an audit. False where another has, or it was withdrawn. */
export async function beginAudit(client: PoolClient, id: string, at: Instant): Promise<boolean> {
  const { rowCount } = await client.query(
    `update ops.audit set state = 'under way', begun_us = $2 where id = $1 and state = 'asked'`,
    [id, at],
  )
  return rowCount === 1
}

/** Locks an audit that is under way until the transaction ends, and gives when it was begun; undefined where it is not under way. */
export async function lockAudit(client: PoolClient, id: string): Promise<Instant | undefined> {
  const { rows } = await client.query<{ begun_us: string }>(
    `select begun_us from ops.audit where id = $1 and state = 'under way' for update`,
    [id],
  )
  return rows[0] && (Number(rows[0].begun_us) as Instant)
}

/** Ends an audit that this transaction has locked. */
export async function endAudit(client: PoolClient, id: string, report: AuditReport): Promise<void> {
  await client.query(`update ops.audit set state = 'done', finished_at = now(), result = $2 where id = $1`, [
    id,
    JSON.stringify(report),
  ])
}

/** How far an audit has come. */
interface AuditState {
  readonly report: AuditReport | null
  /** A poller has taken it, or is busy with an older one, and is alive. */
  readonly isPolled: boolean
  readonly isBegun: boolean
  readonly listings: number
  readonly listingsRead: number
  readonly pages: number
  readonly records: number
  /** Differences that are to be asked for by name. */
  readonly open: number
}

/** Undefined where there is no such audit. */
export async function auditState(db: Pool | PoolClient, id: string, connection: string): Promise<AuditState | undefined> {
  const { rows } = await db.query<StateRow>(
    `select a.result, a.begun_us is not null as is_begun,
       exists (select 1 from ops.audit where connection_id = $2 and id <= $1 and state = 'under way')
         and exists (select 1 from ops.lease where name = 'harvest-poller/' || $2 and expires_at > now()) as is_polled,
       l.*, (select count(*) from ops.audit_difference where audit_id = $1 and due_us is not null) as open
     from ops.audit a,
       (select count(*) as listings, count(*) filter (where done) as read, coalesce(sum(pages), 0) as pages, coalesce(sum(records), 0) as records
        from ops.audit_listing where audit_id = $1) as l
     where a.id = $1`,
    [id, connection],
  )
  const [row] = rows
  return (
    row && {
      ...{ report: row.result, isPolled: row.is_polled, isBegun: row.is_begun },
      ...{ listings: Number(row.listings), listingsRead: Number(row.read) },
      ...{ pages: Number(row.pages), records: Number(row.records), open: Number(row.open) },
    }
  )
}

interface StateRow {
  readonly result: AuditReport | null
  readonly is_begun: boolean
  readonly is_polled: boolean
  readonly listings: string
  readonly read: string
  readonly pages: string
  readonly records: string
  readonly open: string
}

/** An audit as it is listed; instants in ISO 8601. */
export interface ListedAudit {
  readonly id: string
  readonly state: 'asked' | 'under way' | 'done' | 'withdrawn'
  /** Null: all. */
  readonly resources: readonly string[] | null
  readonly askedAt: string
  readonly finishedAt: string | null
  /** Of one that is done. */
  readonly report: AuditReport | null
}

/** The newest audits of a connection first. */
export async function listAudits(db: Pool | PoolClient, connection: string, limit: number): Promise<readonly ListedAudit[]> {
  const { rows } = await db.query<ListedRow>(
    'select id, state, resources, asked_at, finished_at, result from ops.audit where connection_id = $1 order by id desc limit $2',
    [connection, limit],
  )
  return rows.map(({ id, state, resources, asked_at, finished_at, result }) => ({
    ...{ id, state, resources, report: result },
    askedAt: asked_at.toISOString(),
    finishedAt: finished_at?.toISOString() ?? null,
  }))
}

interface ListedRow extends Pick<ListedAudit, 'id' | 'state' | 'resources'> {
  readonly asked_at: Date
  readonly finished_at: Date | null
  readonly result: AuditReport | null
}
