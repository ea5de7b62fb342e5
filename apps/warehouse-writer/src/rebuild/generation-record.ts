import { generationSchema, instantOfMs, msOf, type Instant } from '@trellis/pipeline'
import { Fault, type GenerationState, type Pool, type PoolClient } from '@trellis/runtime'

/** A generation as `ops.generation` keeps it. Instants are milliseconds since the epoch. */
export interface GenerationRecord {
  readonly number: number
  readonly schema: string
  readonly revision: number
  readonly isCurrent: boolean
  /** Made of what was appended until then; undefined is all of it (rule N4). */
  readonly asOfMs?: number
  readonly createdAtMs: number
  /** Undefined while it is being made. */
  readonly completeAtMs?: number
  /** When readers were last given it; undefined before the first time. */
  readonly switchedAtMs?: number
}

/** In one word. */
export function stateOf({ isCurrent, asOfMs, completeAtMs, switchedAtMs }: GenerationRecord): GenerationState {
  if (isCurrent) return 'current'
  if (completeAtMs === undefined) return 'being made'
  if (asOfMs !== undefined) return 'as of'
  return switchedAtMs === undefined ? 'complete' : 'previous'
}

/** All that there are, the oldest first. */
export async function generations(db: Pool | PoolClient): Promise<readonly GenerationRecord[]> {
  const { rows } = await db.query<Stored>(
    'select number, revision, is_current, as_of_us, created_at, complete_at, switched_at from ops.generation order by number',
  )
  return rows.map(recordOf)
}

/** The generation of a number; throws a Fault where there is none. */
export async function generationNumbered(db: Pool | PoolClient, number: number): Promise<GenerationRecord> {
  const found = (await generations(db)).find((each) => each.number === number)
  if (!found) throw new Fault(`There is no generation ${number}`, { retryable: false })
  return found
}

/** The generation that readers see; throws a Fault before the writer has made the first. */
export async function currentGeneration(db: Pool | PoolClient): Promise<GenerationRecord> {
  const found = (await generations(db)).find(({ isCurrent }) => isCurrent)
  if (!found) throw new Fault('There are no tables yet: start the warehouse-writer first', { retryable: false })
  return found
}

/** The instant as `ops` keeps it. */
export function microseconds(ms: number): Instant {
  return instantOfMs(ms)
}

interface Stored {
  readonly number: number
  readonly revision: number
  readonly is_current: boolean
  readonly as_of_us: string | null
  readonly created_at: Date
  readonly complete_at: Date | null
  readonly switched_at: Date | null
}

function recordOf(row: Stored): GenerationRecord {
  return {
    number: row.number,
    schema: generationSchema(row.number),
    revision: row.revision,
    isCurrent: row.is_current,
    createdAtMs: row.created_at.getTime(),
    ...(row.as_of_us !== null && { asOfMs: msOf(Number(row.as_of_us) as Instant) }),
    ...(row.complete_at && { completeAtMs: row.complete_at.getTime() }),
    ...(row.switched_at && { switchedAtMs: row.switched_at.getTime() }),
  }
}
