import { type Pool, type PoolClient } from '@trellis/runtime'
import { settled, type Instant, type Lag } from '@trellis/pipeline'
import type { DueKey } from './tasks.js'

/** Somebody spoke of an entity: when, and since when it waits. */
export interface Spoken {
  readonly connection: string
  readonly resource: string
  readonly key: string
  readonly at: Instant
}

const PAUSE_MS = { first: 1_000, longest: 900_000 }

/** The keys that are due, the oldest first; so many of each resource, so that what piles up of one does not hide the others. */
export async function readDue(
  pool: Pool,
  connection: string,
  resources: readonly string[],
  now: Instant,
  limit: number,
): Promise<readonly DueKey[]> {
  const { rows } = await pool.query<{ resource: string; key: string; attempts: number; due_us: string }>(
    `select due.* from unnest($2::text[]) as named (resource) cross join lateral (
       select resource, key, attempts, due_us from ops.due_read
       where connection_id = $1 and resource = named.resource and of = '' and due_us <= $3 order by due_us limit $4
     ) as due order by due_us`,
    [connection, resources, now, limit],
  )
  return rows.map(({ resource, key, attempts, due_us }) => ({ resource, key, attempts, dueAt: Number(due_us) as Instant }))
}

/**
 * Makes entities due settle after they were spoken of. A later word moves what a request must have seen; it never puts off when the entity is due,
 * and brings it forward where it was pausing (rule R1). Here as below rows are locked by key, so that two writers never wait crosswise.
 */
export async function makeDue(client: PoolClient, spoken: readonly Spoken[], lag: Lag): Promise<void> {
  await client.query(
    `insert into ops.due_read as t (connection_id, resource, key, arrived_us, due_us, attempts)
     select connection_id, resource, key, max(at_us), min(at_us) + $5, 0
     from unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) as s (connection_id, resource, key, at_us) group by 1, 2, 3 order by 1, 2, 3
     on conflict (connection_id, resource, of, key) do update
     set arrived_us = greatest(t.arrived_us, excluded.arrived_us), due_us = least(t.due_us, excluded.due_us)`,
    [
      spoken.map(({ connection }) => connection),
      spoken.map(({ resource }) => resource),
      spoken.map(({ key }) => key),
      spoken.map(({ at }) => at),
      lag.settle,
    ],
  )
}

/** Settles what a request could have seen: words spoken up to its instant less settle. Later words stay due (rule R1). */
export async function settleDue(
  client: PoolClient,
  connection: string,
  resource: string,
  keys: readonly string[],
  requestedAt: Instant,
  lag: Lag,
): Promise<void> {
  await client.query(
    `select 1 from ops.due_read where connection_id = $1 and resource = $2 and of = '' and key = any($3) order by key for update`,
    [connection, resource, keys],
  )
  const which = [connection, resource, keys, settled(requestedAt, lag)]
  await client.query(
    `delete from ops.due_read where connection_id = $1 and resource = $2 and of = '' and key = any($3) and arrived_us <= $4`,
    which,
  )
  await client.query(
    `update ops.due_read set due_us = arrived_us + $5, attempts = 0 where connection_id = $1 and resource = $2 and of = '' and key = any($3) and arrived_us > $4`,
    [...which, lag.settle],
  )
}

/** An answer was older than what we know: it is asked again, with growing pauses (rule L3). */
export async function askAgain(
  client: PoolClient,
  connection: string,
  resource: string,
  keys: readonly string[],
  now: Instant,
): Promise<void> {
  await client.query(
    `insert into ops.due_read as t (connection_id, resource, key, arrived_us, due_us, attempts)
     select distinct $1, $2, key, $4::bigint, $4::bigint + $5::bigint * 1000, 1 from unnest($3::text[]) as stale (key) order by key
     on conflict (connection_id, resource, of, key) do update set attempts = t.attempts + 1,
       due_us = $4::bigint + least($5::bigint * 2 ^ least(t.attempts, 30), $6::bigint)::bigint * 1000`,
    [connection, resource, keys, now, PAUSE_MS.first, PAUSE_MS.longest],
  )
}
