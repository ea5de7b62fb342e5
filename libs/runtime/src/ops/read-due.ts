import { settled, type Instant, type Lag } from '@trellis/pipeline'
import type { Pool } from 'pg'

/** A key that is due to be read again, and how often an answer was too old. */
export interface DueKey {
  readonly resource: string
  /** Empty where the key is the entity's own; else the parent resource whose key it is. */
  readonly of: string
  readonly key: string
  readonly attempts: number
  readonly dueAt: Instant
}

/** What is due: entities of a resource by their own keys (`of` is empty), or those of some parents. */
export interface DuePlace {
  readonly resource: string
  readonly of: string
}

/**
 * Reads the keys that can be asked for, the oldest first; so many of each place, so what piles up at one does not hide the others. A key whose newest
 * word a request could not have seen yet waits for that, but not beyond settle after it was due: a burst costs one request, and an entity that
 * is touched all the time is read all the same (rule R1).
 */
export async function nextReads(
  pool: Pool,
  connection: string,
  places: readonly DuePlace[],
  now: Instant,
  lag: Lag,
  limit: number,
): Promise<readonly DueKey[]> {
  const { rows } = await pool.query<{ resource: string; of: string; key: string; attempts: number; due_us: string }>(
    `select due.* from unnest($2::text[], $3::text[]) as place (resource, of) cross join lateral (
       select resource, of, key, attempts, due_us from ops.due_read
       where connection_id = $1 and resource = place.resource and of = place.of and due_us <= $4 and (arrived_us <= $5 or due_us <= $5)
       order by due_us limit $6
     ) as due order by due_us`,
    [connection, places.map(({ resource }) => resource), places.map(({ of }) => of), now, settled(now, lag), limit],
  )
  return rows.map(({ due_us, ...rest }) => ({ ...rest, dueAt: Number(due_us) as Instant }))
}

/** In the place of a parent: all children that we hold of the entity are due by their own keys, once it is looked up who they are (rule E6). */
export const HELD_CHILDREN = '*'

/** An entity whose children that we hold are to be looked up, or one of these children. */
export interface ChildLookup {
  readonly resource: string
  /** `HELD_CHILDREN`; empty for a child that is to be read by its own key. */
  readonly of: string
  readonly key: string
  readonly arrived_us: string
  readonly due_us: string
  /** Children that a word may have taken: who shows them as they were has not seen it; `patient` where they may as well have stayed so (rule L8). */
  readonly expected?: 'gone' | 'patient' | undefined
}

/** Reads so many of the entities of some resources whose children are due to be looked up. */
export async function nextLookups(
  pool: Pool,
  connection: string,
  resources: readonly string[],
  now: Instant,
  limit: number,
): Promise<readonly ChildLookup[]> {
  const { rows } = await pool.query<ChildLookup>(
    `select resource, of, key, arrived_us, due_us from ops.due_read
     where connection_id = $1 and resource = any($2) and of = $3 and due_us <= $4 order by resource, key limit $5`,
    [connection, resources, HELD_CHILDREN, now, limit],
  )
  return rows
}
