import { ident, LIVE_SCHEMA, msOf, REMOVED_SCHEMA, type Instant } from '@trellis/pipeline'
import type { Pool } from 'pg'
import { connectionIds, pausedConnections } from './connection-record.js'
import { stateOf, type FailingTask } from './failing-task.js'
import { currentGeneration } from './generation.js'
import { readFreshness, type Freshness } from './read-freshness.js'

/** How far the listing of one resource has come. */
export interface ResourceStatus {
  readonly resource: string
  /** `waiting` until the first page, `missing` where Greenhouse refuses the listing. */
  readonly backfill: 'waiting' | 'under way' | 'done' | 'permission missing'
  readonly records: number
  readonly pages: number
  /** Changes up to here are complete. Milliseconds since the epoch. */
  readonly completeUntilMs: number | null
  readonly lastError: string | null
  /** Beside how fresh it is: does something of it go wrong, again and again? */
  readonly state: 'ok' | 'retrying' | 'stuck'
  /** What goes wrong, the newest first; `task` is the poller's name of it, as in its log. */
  readonly failing: readonly ({ readonly task: string } & FailingTask)[]
}

/** One connection: its resources, what waits to be read again, and the newest webhook's way to its row. */
interface ConnectionStatus {
  readonly connection: string
  /** Since when Harvest is not asked (ISO 8601); null where it is. */
  readonly pausedSince: string | null
  readonly resources: readonly ResourceStatus[]
  readonly dueReads: number
  /** How far the tables may be behind Greenhouse. */
  readonly drift: Freshness
  readonly newestWebhook: { readonly action: string | null; readonly arrivedAtMs: number; readonly milliseconds: number } | null
}

/** Rows of one table, as readers see them. */
export interface TableStatus {
  readonly table: string
  readonly live: number
  readonly removed: number
}

/** What the database says of the whole. */
export interface DatabaseStatus {
  readonly generation: number | null
  readonly connections: readonly ConnectionStatus[]
  readonly tables: readonly TableStatus[]
}

/** Reads it all in a few statements. `count` gives the rows of the tables, which takes its time where they are large; it is not called before there are tables. */
export async function readStatus(pool: Pool, count: () => Promise<readonly TableStatus[]>): Promise<DatabaseStatus> {
  const current = await currentGeneration(pool)
  const [connections, paused] = await Promise.all([connectionIds(pool, 'in use'), pausedConnections(pool)])
  const generation = current?.number ?? null
  return {
    generation,
    connections: await Promise.all(connections.map((id) => connectionStatus(pool, id, paused.get(id) ?? null))),
    tables: generation === null ? [] : await count(),
  }
}

async function connectionStatus(pool: Pool, connection: string, pausedSince: string | null): Promise<ConnectionStatus> {
  const [progress, due, seen, drift] = await Promise.all([
    pool.query<ProgressRow>(
      `select listing as resource, permission, backfill_started_us, backfill_done, records, pages, complete_until_us, last_error, failing
       from ops.listing_progress where connection_id = $1 order by listing`,
      [connection],
    ),
    pool.query<{ n: string }>('select count(*) as n from ops.due_read where connection_id = $1', [connection]),
    pool.query<{ action: string | null; arrived_us: string; visible_us: string }>(
      'select action, arrived_us, visible_us from ops.webhook_seen where connection_id = $1',
      [connection],
    ),
    readFreshness(pool, connection),
  ])
  const newest = seen.rows[0]
  return {
    connection,
    pausedSince,
    resources: progress.rows.map(resourceStatus),
    dueReads: Number(due.rows[0]?.n ?? 0),
    drift,
    newestWebhook: newest
      ? {
          action: newest.action,
          arrivedAtMs: toMs(newest.arrived_us),
          milliseconds: toMs(newest.visible_us) - toMs(newest.arrived_us),
        }
      : null,
  }
}

interface ProgressRow {
  readonly resource: string
  readonly permission: 'granted' | 'missing' | null
  readonly backfill_started_us: string | null
  readonly backfill_done: boolean
  readonly records: string
  readonly pages: string
  readonly complete_until_us: string | null
  readonly last_error: string | null
  readonly failing: Readonly<Record<string, FailingTask>>
}

function resourceStatus(row: ProgressRow): ResourceStatus {
  const begun = row.backfill_started_us === null ? 'waiting' : 'under way'
  const backfill = row.permission === 'missing' ? 'permission missing' : row.backfill_done ? 'done' : begun
  const completeUntilMs = row.complete_until_us === null ? null : toMs(row.complete_until_us)
  const failing = Object.entries(row.failing).map(([task, each]) => ({ task, ...each }))
  return {
    resource: row.resource,
    backfill,
    records: Number(row.records),
    pages: Number(row.pages),
    completeUntilMs,
    lastError: row.last_error,
    state: stateOf(failing),
    failing: failing.toSorted((a, b) => b.sinceMs - a.sinceMs),
  }
}

/** Counts the rows of each table. */
export async function countTables(pool: Pool, tables: readonly string[]): Promise<readonly TableStatus[]> {
  const counts = tables.map(
    (table) =>
      `select '${table}' as table, (select count(*) from ${ident(LIVE_SCHEMA, table)}) as live, (select count(*) from ${ident(REMOVED_SCHEMA, table)}) as removed`,
  )
  const { rows } = await pool.query<{ table: string; live: string; removed: string }>(counts.join(' union all '))
  return rows.map(({ table, live, removed }) => ({ table, live: Number(live), removed: Number(removed) }))
}

function toMs(microseconds: string): number {
  return msOf(Number(microseconds) as Instant)
}
