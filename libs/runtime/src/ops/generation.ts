import { generationSchema, instantOfMs, msOf, type Instant } from '@trellis/pipeline'
import { Fault } from '../fault.js'
import type { Pool, PoolClient } from '../postgres/pool.js'
import type { GenerationState } from './rebuild-event.js'

/*
 * The one module that writes `ops.generation`. SQL by hand: all of it runs in transactions of the writer or of a rebuild, under their locks, and `xmin` is
 * no column that an entity has.
 */

/** A generation as `ops.generation` keeps it. Instants are milliseconds since the epoch. */
export interface GenerationRecord {
  readonly number: number
  readonly schema: string
  readonly revision: number
  readonly isCurrent: boolean
  /** Another one after each change of the record, as when a table was rebuilt. */
  readonly stamp: string
  /** Whether it is kept what the tables were made with (rule N2); releases before that rule kept nothing. */
  readonly isDeclared: boolean
  /** Made of what was appended until then; undefined is all of it (rule N4). */
  readonly asOfMs?: number
  readonly createdAtMs: number
  /** Undefined while it is being made. */
  readonly completeAtMs?: number
  /** When readers were last given it; undefined before the first time. */
  readonly switchedAtMs?: number
}

/** By connection, the privacy switches that are off; those of which everything is read are missing. */
export type LeaveOutByConnection = Readonly<Record<string, readonly string[]>>

/** Resource, column and SQL type: what a generation's tables were made with (rule N2). */
export type Declared = Readonly<Record<string, Readonly<Record<string, string>>>>

/** In one word. */
export function generationStateOf({ isCurrent, asOfMs, completeAtMs, switchedAtMs }: GenerationRecord): GenerationState {
  if (isCurrent) return 'current'
  if (completeAtMs === undefined) return 'being made'
  if (asOfMs !== undefined) return 'as of'
  return switchedAtMs === undefined ? 'complete' : 'previous'
}

/** All that there are, the oldest first. */
export async function generations(db: Pool | PoolClient): Promise<readonly GenerationRecord[]> {
  return read(db, 'true')
}

/** The generation of a number; throws a Fault where there is none. */
export async function generationNumbered(db: Pool | PoolClient, number: number): Promise<GenerationRecord> {
  const [found] = await read(db, 'number = $1', number)
  if (!found) throw new Fault(`There is no generation ${number}`, { retryable: false })
  return found
}

/** The generation that readers see; undefined before the writer has made the first. */
export async function currentGeneration(db: Pool | PoolClient): Promise<GenerationRecord | undefined> {
  const [found] = await read(db, 'is_current')
  return found
}

/** The same; throws a Fault where there is none yet. */
export async function requireCurrentGeneration(db: Pool | PoolClient): Promise<GenerationRecord> {
  const found = await currentGeneration(db)
  if (!found) throw new Fault('There are no tables yet: start the warehouse-writer first', { retryable: false })
  return found
}

/** Adds the generation that the writer begins with, current and complete: it is filled from the topics. */
export async function addFirstGeneration(client: Pool | PoolClient, revision: number): Promise<GenerationRecord> {
  await client.query(
    `insert into ops.generation (number, revision, created_at, is_current, complete_at, switched_at) values (1, $1, now(), true, now(), now())`,
    [revision],
  )
  return generationNumbered(client, 1)
}

/** A generation that is about to be made. */
interface GenerationToMake {
  readonly number: number
  readonly revision: number
  readonly declared: Declared
  /** Default: nothing. */
  readonly leaveOut?: LeaveOutByConnection
  readonly asOfMs?: number | undefined
}

/** Adds a generation that is to be filled; readers do not see it. */
export async function addGeneration(client: Pool | PoolClient, of: GenerationToMake): Promise<GenerationRecord> {
  const { number, revision, declared, leaveOut = {}, asOfMs } = of
  await client.query(
    'insert into ops.generation (number, revision, is_current, as_of_us, declared, leave_out) values ($1, $2, false, $3, $4, $5)',
    [
      ...[number, revision, asOfMs === undefined ? null : String(instantOfMs(asOfMs))],
      ...[JSON.stringify(declared), JSON.stringify(leaveOut)],
    ],
  )
  return generationNumbered(client, number)
}

/** Keeps what the tables are made with (rule N2): of the named resources, the others stay as they are. */
export async function noteDeclared(client: Pool | PoolClient, number: number, declared: Declared): Promise<void> {
  await client.query(`update ops.generation set declared = coalesce(declared, '{}') || $2::jsonb where number = $1`, [
    number,
    JSON.stringify(declared),
  ])
}

/** Whether the tables were made with just that. */
export async function isDeclaredAs(client: Pool | PoolClient, number: number, declared: Declared): Promise<boolean> {
  const { rows } = await client.query<{ same: boolean | null }>(
    'select declared = $2::jsonb as same from ops.generation where number = $1',
    [number, JSON.stringify(declared)],
  )
  return rows[0]?.same === true
}

/** Whether the tables were made without just what is left out now (rule P1). */
export async function isMadeWithout(client: Pool | PoolClient, number: number, leaveOut: LeaveOutByConnection): Promise<boolean> {
  const { rows } = await client.query<{ same: boolean | null }>(
    'select leave_out = $2::jsonb as same from ops.generation where number = $1',
    [number, JSON.stringify(leaveOut)],
  )
  return rows[0]?.same === true
}

/** All of raw has been read into it. Done again, the first time counts. */
export async function noteComplete(db: Pool | PoolClient, number: number): Promise<void> {
  await db.query('update ops.generation set complete_at = coalesce(complete_at, clock_timestamp()) where number = $1', [number])
}

/** Gives readers a generation instead of the one that is current. The caller holds the lock on the current generation, and swaps the views in the same transaction. */
export async function makeCurrent(client: PoolClient, number: number): Promise<void> {
  // One after the other: an index holds that at most one is current.
  await client.query('update ops.generation set is_current = false where is_current')
  await client.query('update ops.generation set is_current = true, switched_at = clock_timestamp() where number = $1', [number])
}

/** Forgets a generation whose tables were dropped. */
export async function removeGeneration(client: PoolClient, number: number): Promise<void> {
  await client.query('delete from ops.generation where number = $1', [number])
}

interface Stored {
  readonly number: number
  readonly revision: number
  readonly is_current: boolean
  readonly stamp: string
  readonly is_declared: boolean
  readonly as_of_us: string | null
  readonly created_at: Date
  readonly complete_at: Date | null
  readonly switched_at: Date | null
}

async function read(db: Pool | PoolClient, which: string, ...values: readonly number[]): Promise<readonly GenerationRecord[]> {
  const { rows } = await db.query<Stored>(
    `select number, revision, is_current, xmin::text as stamp, declared is not null as is_declared, as_of_us, created_at, complete_at, switched_at
     from ops.generation where ${which} order by number`,
    [...values],
  )
  return rows.map(recordOf)
}

function recordOf(row: Stored): GenerationRecord {
  return {
    number: row.number,
    schema: generationSchema(row.number),
    revision: row.revision,
    isCurrent: row.is_current,
    stamp: row.stamp,
    isDeclared: row.is_declared,
    createdAtMs: row.created_at.getTime(),
    ...(row.as_of_us !== null && { asOfMs: msOf(Number(row.as_of_us) as Instant) }),
    ...(row.complete_at && { completeAtMs: row.complete_at.getTime() }),
    ...(row.switched_at && { switchedAtMs: row.switched_at.getTime() }),
  }
}
