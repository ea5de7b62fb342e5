import { setTimeout as pause } from 'node:timers/promises'
import type { Resource } from '@trellis/pipeline'
import type { AuditReport, Pool } from '@trellis/runtime'

const LOOK_AGAIN_MS = 500
const PATIENCE_MS = 30_000

/** How far an audit has come. */
export interface AuditProgress {
  readonly audit: string
  readonly listings: number
  readonly listingsRead: number
  readonly pages: number
  readonly records: number
  /** Differences that are to be asked for by name, a quarter of an hour after they were noticed. */
  readonly open: number
}

/** What to audit, and how to wait for it. */
interface AuditOptions {
  readonly connection: string
  /** None means all. */
  readonly resources: readonly Resource[]
  readonly onProgress?: (progress: AuditProgress) => void
  /** For how long there may be no poller, in milliseconds; 30 s if not told. */
  readonly patienceMs?: number
}

/**
 * Has the poller of a connection audit its tables, and waits for the report: at least for overlap where anything differs. An audit of the same resources
 * that is under way is waited for, rather than begun again. Throws an Error that says what to do
 * where no poller takes it, or is at it any more.
 */
export async function runAudit(pool: Pool, options: AuditOptions): Promise<AuditReport> {
  const audit = await askFor(pool, options)
  let poller = performance.now()
  for (;;) {
    const now = await look(pool, audit, options.connection)
    if (now.report) return now.report
    if (now.isPolled) poller = performance.now()
    else if (performance.now() - poller > (options.patienceMs ?? PATIENCE_MS)) throw await givenUp(pool, audit, now.isBegun)
    options.onProgress?.(now.progress)
    await pause(LOOK_AGAIN_MS)
  }
}

async function askFor(pool: Pool, { connection, resources }: AuditOptions): Promise<string> {
  const names = resources.length === 0 ? null : resources.map(({ name }) => name).toSorted()
  const { rows: open } = await pool.query<{ id: string }>(
    'select id from ops.audit where connection_id = $1 and finished_at is null and resources is not distinct from $2::text[] order by id limit 1',
    [connection, names],
  )
  if (open[0]) return open[0].id
  const { rows } = await pool.query<{ id: string }>(
    'insert into ops.audit (connection_id, resources) values ($1, $2) returning id',
    [connection, names],
  )
  return rows[0]?.id ?? ''
}

interface Look {
  readonly report: AuditReport | null
  /** A poller has taken it, or is busy with an older one, and is alive. */
  readonly isPolled: boolean
  readonly isBegun: boolean
  readonly progress: AuditProgress
}

async function look(pool: Pool, audit: string, connection: string): Promise<Look> {
  const { rows } = await pool.query<LookRow>(
    `select a.result, a.begun_us is not null as is_begun,
       exists (select 1 from ops.audit where connection_id = $2 and id <= $1 and state = 'under way')
         and exists (select 1 from ops.lease where name = 'harvest-poller/' || $2 and expires_at > now()) as is_polled,
       l.*, (select count(*) from ops.audit_difference where audit_id = $1 and due_us is not null) as open
     from ops.audit a,
       (select count(*) as listings, count(*) filter (where done) as read, coalesce(sum(pages), 0) as pages, coalesce(sum(records), 0) as records
        from ops.audit_listing where audit_id = $1) as l
     where a.id = $1`,
    [audit, connection],
  )
  const [row] = rows
  if (!row) throw new Error(`audit ${audit} is not there any more`)
  const { listings, read, pages, records, open } = row
  return {
    report: row.result,
    isPolled: row.is_polled,
    isBegun: row.is_begun,
    progress: {
      ...{ audit, listings: Number(listings), listingsRead: Number(read) },
      ...{ pages: Number(pages), records: Number(records), open: Number(open) },
    },
  }
}

interface LookRow {
  readonly result: AuditReport | null
  readonly is_begun: boolean
  readonly is_polled: boolean
  readonly listings: string
  readonly read: string
  readonly pages: string
  readonly records: string
  readonly open: string
}

/** Nobody begins an audit any more that nobody waits for; one that was begun goes on with the next poller. */
async function givenUp(pool: Pool, audit: string, isBegun: boolean): Promise<Error> {
  if (isBegun) return new Error('The poller is away. The audit goes on once it is back: run the command again then')
  await pool.query(`update ops.audit set state = 'withdrawn', finished_at = now() where id = $1 and state = 'asked'`, [audit])
  return new Error('No poller has taken it: is harvest-poller running, and are its credentials accepted (`status`)?')
}
