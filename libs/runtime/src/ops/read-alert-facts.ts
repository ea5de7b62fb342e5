import type { Pool, PoolClient } from 'pg'
import type { FailingTask } from './failing-task.js'

/** A connection in use, who polls it, and what came of its webhooks. Instants are milliseconds since the epoch, null where it never was. */
export interface ConnectionFacts {
  readonly connection: string
  readonly createdMs: number
  /** It has credentials, and was not paused by a person. */
  readonly isPolled: boolean
  /** Until when a poller holds it, or held it. */
  readonly leaseUntilMs: number | null
  readonly lastWebhookMs: number | null
}

/** A listing of a connection in use. */
export interface ListingFacts {
  readonly connection: string
  readonly listing: string
  readonly resource: string
  readonly permission: 'granted' | 'missing' | null
  readonly isBackfillDone: boolean
  readonly lastRequestMs: number | null
  readonly lastError: string | null
  readonly failing: readonly FailingTask[]
  /** When it last showed what no webhook had reported: a new entity, a change, one that is gone. */
  readonly newMs: number | null
  readonly changedMs: number | null
  readonly goneMs: number | null
}

/** Webhooks of a connection that were refused for their signature in this hour and the one before. */
export interface RefusedFacts {
  readonly connection: string
  readonly refused: number
  readonly firstMs: number
  readonly lastMs: number
}

/** Open problems of a connection. */
export interface ProblemFacts {
  readonly connection: string
  readonly open: number
  readonly oldestMs: number
}

/** A resource whose removals wait for a person. */
export interface HoldFacts {
  readonly connection: string
  readonly resource: string
  readonly sinceMs: number
  readonly suspects: number
}

/** A resource whose last audit found differences. */
export interface AuditFacts {
  readonly connection: string
  readonly resource: string
  readonly finishedMs: number
  readonly differences: number
}

/** A generation that is being made, and until when a rebuild is, or was, at it. */
export interface RebuildFacts {
  readonly generation: number
  readonly createdMs: number
  readonly leaseUntilMs: number | null
}

/** What the database says about how it goes, of all connections. */
export interface DatabaseFacts {
  /** By the database's clock. */
  readonly nowMs: number
  readonly connections: readonly ConnectionFacts[]
  readonly listings: readonly ListingFacts[]
  readonly refused: readonly RefusedFacts[]
  readonly problems: readonly ProblemFacts[]
  readonly holds: readonly HoldFacts[]
  readonly audits: readonly AuditFacts[]
  readonly rebuilds: readonly RebuildFacts[]
}

/** Reads it by one statement a table, however many connections there are. */
export async function readAlertFacts(db: Pool | PoolClient): Promise<DatabaseFacts> {
  const connections = await db.query<ConnectionFacts>(CONNECTIONS)
  const listings = await db.query<ListingFacts>(LISTINGS)
  const refused = await db.query<RefusedFacts>(REFUSED)
  const problems = await db.query<ProblemFacts>(PROBLEMS)
  const holds = await db.query<HoldFacts>(HOLDS)
  const audits = await db.query<AuditFacts>(AUDITS)
  const rebuilds = await db.query<RebuildFacts>(REBUILDS)
  const now = await db.query<{ ms: number }>(`select ${msOf('clock_timestamp()')} as ms`)
  return {
    nowMs: now.rows[0]?.ms ?? 0,
    ...{ connections: connections.rows, listings: listings.rows, refused: refused.rows, problems: problems.rows },
    ...{ holds: holds.rows, audits: audits.rows, rebuilds: rebuilds.rows },
  }
}

function msOf(instant: string): string {
  return `(extract(epoch from ${instant}) * 1000)::float8`
}

const CONNECTIONS = `
  select c.id as connection, ${msOf('c.created_at')} as "createdMs", c.credentials is not null and c.paused_at is null as "isPolled",
    ${msOf('l.expires_at')} as "leaseUntilMs", w.last_us / 1000.0::float8 as "lastWebhookMs"
  from ops.connection c
  left join ops.lease l on l.name = 'harvest-poller/' || c.id
  left join (select connection_id, max(last_us) as last_us from ops.webhook_action group by 1) as w on w.connection_id = c.id
  where c.removed_at is null order by c.id`

const LISTINGS = `
  select p.connection_id as connection, p.listing, p.resource, p.permission, p.backfill_done as "isBackfillDone",
    p.last_request_us / 1000.0::float8 as "lastRequestMs", p.last_error as "lastError",
    (select coalesce(jsonb_agg(f.value order by f.key), '[]') from jsonb_each(p.failing) as f) as failing,
    p.new_us / 1000.0::float8 as "newMs", p.changed_us / 1000.0::float8 as "changedMs", p.gone_us / 1000.0::float8 as "goneMs"
  from ops.listing_progress p join ops.connection c on c.id = p.connection_id and c.removed_at is null
  order by 1, 2`

const REFUSED = `
  select r.connection_id as connection, sum(r.refusals)::int as refused, min(r.first_us) / 1000.0::float8 as "firstMs",
    max(r.last_us) / 1000.0::float8 as "lastMs"
  from ops.webhook_refusal r join ops.connection c on c.id = r.connection_id and c.removed_at is null
  where r.cause = 'unauthorized' and r.hour_us >= ((extract(epoch from now()) - 7200) * 1000000)::bigint group by 1 order by 1`

const PROBLEMS = `
  select p.connection_id as connection, count(*)::int as open, ${msOf('min(p.seen_at)')} as "oldestMs"
  from ops.problem p join ops.connection c on c.id = p.connection_id and c.removed_at is null
  where p.resolved_at is null group by 1 order by 1`

const HOLDS = `
  select h.connection_id as connection, h.resource, h.since_us / 1000.0::float8 as "sinceMs", h.suspects::int as suspects
  from ops.absence_hold h join ops.connection c on c.id = h.connection_id and c.removed_at is null order by 1, 2`

const AUDITS = `
  select * from (
    select distinct on (a.connection_id, d.resource) a.connection_id as connection, d.resource, ${msOf('a.finished_at')} as "finishedMs",
      d.missing + d.extra + d.different as differences
    from ops.audit a join ops.connection c on c.id = a.connection_id and c.removed_at is null
    cross join jsonb_to_recordset(a.result -> 'resources') as d (resource text, "notAsked" text, missing int, extra int, different int)
    where a.state = 'done' and a.finished_at > now() - interval '90 days' and d."notAsked" is null
    order by a.connection_id, d.resource, a.id desc
  ) as newest where differences > 0 order by 1, 2`

const REBUILDS = `
  select g.number as generation, ${msOf('g.created_at')} as "createdMs", ${msOf('l.expires_at')} as "leaseUntilMs"
  from ops.generation g left join ops.lease l on l.name = 'rebuild'
  where g.complete_at is null and not g.is_current order by 1`
