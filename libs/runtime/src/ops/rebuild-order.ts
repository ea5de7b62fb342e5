import { randomUUID } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import type { RebuildProgress, TableParity } from './rebuild-event.js'

/*
 * The one module that writes `ops.rebuild_order`: rebuilds that a person has ordered at the console and that a warehouse-writer does. SQL by hand: an order
 * is given in the transaction of its entry in the audit log, and of several writers one takes it up (`for update skip locked`).
 *
 *   ordered ──(a writer takes it up)──▶ under way ──▶ done, cancelled, failed
 *   under way ──(its writer ends in order)──▶ ordered
 *   under way ──(its writer is silent: it has died)──▶ under way, with another one
 *
 * Each time that it is taken up counts: what an earlier writer still says of it is not heard.
 */

export const REBUILD_VERBS = ['run', 'switch', 'rollback', 'drop'] as const
export type RebuildVerb = (typeof REBUILD_VERBS)[number]

export const REBUILD_ORDER_STATES = ['ordered', 'under way', 'done', 'cancelled', 'failed'] as const
export type RebuildOrderState = (typeof REBUILD_ORDER_STATES)[number]

/** What is asked for: as `trellis rebuild` takes it. */
export interface RebuildRequest {
  readonly verb: RebuildVerb
  /** Of `switch` and `drop`. */
  readonly generation: number | null
  /** Of `run`: one table alone. */
  readonly resource: string | null
  /** Of `run`: readers are given what was made. */
  readonly isSwitched: boolean
  readonly recreatesDependents: boolean
}

/** How the tables that were made compare with those that readers have. */
export interface RebuildComparison {
  readonly tables: number
  readonly rows: number
  /** Those that are not the same, cell by cell, or have other columns. */
  readonly other: readonly TableParity[]
}

/** What its rebuild has reported so far. Names of tables and counts; no personal data. */
export interface RebuildSaid {
  readonly generation: number | null
  readonly progress: Omit<RebuildProgress, 'event'> | null
  /** What it waits for at the moment. */
  readonly waiting: string | null
  readonly comparison: RebuildComparison | null
  readonly switched: { readonly from: number; readonly to: number; readonly recreated: readonly string[] } | null
  /** Why it could not be done. */
  readonly why: string | null
  /** Objects that stand on our views, where that is why. */
  readonly dependents: readonly string[]
}

/** Before anything was heard of it. */
export const NOTHING_SAID: RebuildSaid = {
  ...{ generation: null, progress: null, waiting: null, comparison: null, switched: null, why: null },
  dependents: [],
}

/** An order, and how far it is. Instants are ISO 8601. */
export interface RebuildOrder {
  readonly id: string
  readonly who: string
  readonly asked: RebuildRequest
  readonly state: RebuildOrderState
  readonly said: RebuildSaid
  readonly orderedAt: string
  readonly startedAt: string | null
  readonly finishedAt: string | null
  readonly isCancelOrdered: boolean
  /** The process that is at it, or was the last. */
  readonly writer: string | null
  /** It is under way, and its writer says nothing any more: another one takes it up. */
  readonly isSilent: boolean
  /** How often its writer has died over it. */
  readonly deaths: number
}

/** An order that this process has taken up, and the how manieth time that was. */
export interface TakenOrder extends RebuildOrder {
  readonly taken: number
}

const SILENT = "seen_at < clock_timestamp() - interval '20 seconds'"
const COLUMNS = `id, who, asked, state, said, ordered_at, started_at, finished_at, is_cancel_ordered, writer, deaths, taken,
  state = 'under way' and ${SILENT} as is_silent`

/** Orders a rebuild, and forgets orders of long ago. Undefined where another one has not ended yet. */
export async function orderRebuild(client: PoolClient, who: string, asked: RebuildRequest): Promise<string | undefined> {
  await client.query(
    `delete from ops.rebuild_order where state not in ('ordered', 'under way') and ordered_at < now() - interval '90 days'`,
  )
  const { rows } = await client.query<{ id: string }>(
    `insert into ops.rebuild_order (id, who, asked, said) values ($1, $2, $3, $4)
     on conflict ((true)) where state in ('ordered', 'under way') do nothing returning id`,
    [randomUUID(), who, JSON.stringify(asked), JSON.stringify(NOTHING_SAID)],
  )
  return rows[0]?.id
}

/** Takes an order up for a writer, where one waits or its writer has died. No two processes are given the same. */
export async function takeRebuildOrder(db: Pool | PoolClient, writer: string): Promise<TakenOrder | undefined> {
  const { rows } = await db.query<Row>(
    `update ops.rebuild_order set deaths = deaths + (state = 'under way')::int, state = 'under way', writer = $1, taken = taken + 1,
       started_at = coalesce(started_at, clock_timestamp()), seen_at = clock_timestamp()
     where id = (
       select id from ops.rebuild_order where state = 'ordered' or (state = 'under way' and ${SILENT})
       order by ordered_at limit 1 for update skip locked
     )
     returning ${COLUMNS}`,
    [writer],
  )
  const [row] = rows
  return row && { ...orderOf(row), taken: row.taken }
}

/** Says that its writer is at it, and what its rebuild has said. What is to become of it: it goes on, it was cancelled, or another writer has it. */
export async function noteRebuildOrder(
  db: Pool | PoolClient,
  { id, taken }: Pick<TakenOrder, 'id' | 'taken'>,
  said: RebuildSaid,
): Promise<'goes on' | 'cancelled' | 'taken over'> {
  const { rows } = await db.query<{ is_cancel_ordered: boolean }>(
    `update ops.rebuild_order set said = $3, seen_at = clock_timestamp()
     where id = $1 and taken = $2 and state = 'under way' returning is_cancel_ordered`,
    [id, taken, JSON.stringify(said)],
  )
  const [row] = rows
  if (!row) return 'taken over'
  return row.is_cancel_ordered ? 'cancelled' : 'goes on'
}

/** Ends it; or gives it back with `ordered`, for another writer. */
export async function endRebuildOrder(
  db: Pool | PoolClient,
  { id, taken }: Pick<TakenOrder, 'id' | 'taken'>,
  state: Exclude<RebuildOrderState, 'under way'>,
  said: RebuildSaid,
): Promise<void> {
  await db.query(
    `update ops.rebuild_order set state = $3, said = $4, seen_at = clock_timestamp(),
       finished_at = case when $3 = 'ordered' then null else clock_timestamp() end
     where id = $1 and taken = $2 and state = 'under way'`,
    [id, taken, state, JSON.stringify(said)],
  )
}

/** Orders that it ends; one that no writer has taken up has ended then. False where it has already. */
export async function cancelRebuildOrder(client: PoolClient, id: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `update ops.rebuild_order set is_cancel_ordered = true, finished_at = case when state = 'ordered' then clock_timestamp() end,
       state = case when state = 'ordered' then 'cancelled' else state end
     where id = $1 and state in ('ordered', 'under way')`,
    [id],
  )
  return rowCount === 1
}

/** The newest first. */
export async function rebuildOrders(db: Pool | PoolClient, limit: number): Promise<readonly RebuildOrder[]> {
  const { rows } = await db.query<Row>(`select ${COLUMNS} from ops.rebuild_order order by ordered_at desc, id limit $1`, [limit])
  return rows.map(orderOf)
}

interface Row extends Pick<RebuildOrder, 'id' | 'who' | 'asked' | 'state' | 'said' | 'writer' | 'deaths'> {
  readonly taken: number
  readonly ordered_at: Date
  readonly started_at: Date | null
  readonly finished_at: Date | null
  readonly is_cancel_ordered: boolean
  readonly is_silent: boolean
}

function orderOf({ id, who, asked, state, said, writer, deaths, ...row }: Row): RebuildOrder {
  return {
    ...{ id, who, asked, state, said, writer, deaths },
    orderedAt: row.ordered_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    isCancelOrdered: row.is_cancel_ordered,
    isSilent: row.is_silent,
  }
}
