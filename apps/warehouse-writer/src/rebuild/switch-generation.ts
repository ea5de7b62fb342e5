import { setTimeout as pause } from 'node:timers/promises'
import {
  ALONE_WITH_GENERATION,
  Fault,
  isRetryable,
  makeCurrent,
  requireCurrentGeneration,
  setPosition,
  transact,
  writerReader,
  type GenerationRecord,
  type Lease,
  type Pool,
  type PoolClient,
} from '@trellis/runtime'
import { commentOnViews, lockViews, swapViews, type OnDependents } from './swap-views.js'
import type { Reporter } from './reporter.js'

/** Topic → partition → offset. */
export type Positions = ReadonlyMap<string, ReadonlyMap<number, bigint>>

/** What is given to readers, and how. */
interface Switch {
  readonly pool: Pool
  readonly to: GenerationRecord
  readonly lease: Lease
  readonly report: Reporter
  readonly onDependents: OnDependents
  /** Before which no transaction may have begun that is still open: with its old snapshot it would see the new tables half full. */
  readonly completeSince: string
  /**
   * Called while no writer writes: brings the new tables to where the old ones are, so no reader sees anything go back, and gives the positions
   * from which the writer goes on. The same positions as before where it gives none.
   */
  readonly catchUp: () => Promise<Positions | undefined>
  /** For how long it is tried again while a client reads what has to be altered. 15 min */
  readonly limitMs?: number
}

/** What a switch did: the generation before, and what was recreated (rule N3). */
interface Switched {
  readonly from: number
  readonly recreated: readonly string[]
}

const LONGEST_PAUSE_MS = 5_000

/** A point of the database's own time, for `completeSince`. */
export async function snapshotPoint(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ point: string }>('select pg_current_xact_id()::text as point')
  return rows[0]?.point ?? '0'
}

/**
 * Gives readers another generation: all views, the generation's number and the writer's positions in one transaction, which writers wait for. Readers are
 * never kept waiting for longer than it takes, and none of them fails.
 */
export async function switchGeneration(how: Switch): Promise<Switched> {
  const { report, pool, limitMs } = how
  const switched = await retryWhileRead(report, () => transact(pool, (client) => switchOnce(client, how)), limitMs)
  await retryWhileRead(report, () => transact(pool, commentOnViews), limitMs)
  return switched
}

/** Tries again, with growing pauses, while a client holds what has to be locked. */
export async function retryWhileRead<T>(report: Reporter, work: () => Promise<T>, limitMs = 900_000): Promise<T> {
  const startedAt = performance.now()
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (!isPassing(error) || performance.now() - startedAt > limitMs) throw error
      report({ event: 'waiting', why: error instanceof Error ? error.message : String(error) })
      await pause(Math.min(LONGEST_PAUSE_MS, 100 * 2 ** Math.min(attempt, 10)))
    }
  }
}

async function switchOnce(client: PoolClient, { to, lease, onDependents, completeSince, catchUp }: Switch): Promise<Switched> {
  await checkOldSnapshots(client, completeSince)
  await client.query(ALONE_WITH_GENERATION)
  const from = await requireCurrentGeneration(client)
  if (from.number === to.number) throw new Fault(`Generation ${to.number} is the current one`, { retryable: false })
  const positions = await catchUp()
  await checkLease(client, lease)
  await lockViews(client)
  const recreated = await swapViews(client, to.schema, onDependents)
  await makeCurrent(client, to.number)
  for (const [topic, offsets] of positions ?? [])
    for (const [partition, offset] of offsets)
      await setPosition(client, { reader: writerReader(to.number), topic, partition }, offset)
  return { from: from.number, recreated }
}

/**
 * An earlier rebuild that was thought to be dead must not switch over a later one's head. From here on the lease cannot be renewed: it is asked for
 * last, since reading raw to its end may take longer than the lease holds.
 */
export async function checkLease(client: PoolClient, lease: Lease): Promise<void> {
  const { rowCount } = await client.query(`select 1 from ops.lease where name = 'rebuild' and fence = $1 for share`, [
    String(lease.fence),
  ])
  if (rowCount !== 1 || !lease.isHeld()) throw new Fault('Another rebuild has taken over', { retryable: false })
}

async function checkOldSnapshots(client: PoolClient, since: string): Promise<void> {
  const { rows } = await client.query<{ who: string }>(
    `select coalesce(nullif(application_name, ''), 'a client') || ' (pid ' || pid || ')' as who from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
       and backend_xmin is not null and age(backend_xmin) > age($1::xid8::xid)`,
    [since],
  )
  if (rows.length > 0)
    throw new Fault(`${rows.map(({ who }) => who).join(', ')} reads in a transaction from before the tables were complete`)
}

/** Another process holds a lock (retryable Faults), or all the locks took too long together. */
function isPassing(error: unknown): boolean {
  return isRetryable(error) || (error instanceof Error && 'code' in error && error.code === '57014')
}
