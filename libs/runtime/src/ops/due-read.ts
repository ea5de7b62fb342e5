import { settled, type Instant, type Lag } from '@trellis/pipeline'
import type { PoolClient } from 'pg'
import { HELD_CHILDREN, type ChildLookup, type DuePlace } from './read-due.js'

/*
 * The one module that writes `ops.due_read`, the queue of what is to be asked for again: enqueued, and then completed by an answer that could have seen the
 * newest mention, retried later, or discarded. SQL by hand: whole sets go in and out at once, and rows are locked by key, so two writers never wait
 * for each other in a circle.
 */

/** An entity to be read again, or a parent whose children are, and when the word on it came. */
export interface EnqueuedRead {
  readonly connection: string
  readonly resource: string
  readonly key: string
  readonly at: Instant
  /** The parent resource whose key it is, where the children of a parent are meant; `HELD_CHILDREN` for all that we hold. Empty if not given: the entity itself. */
  readonly of?: string
  /** A webhook is about the entity: the record that is known now is the one from before (rule L8). */
  readonly isSubject?: boolean
}

const PAUSE_MS = { first: 1_000, longest: 900_000 }

/**
 * Makes entities due settle after they were mentioned. A later mention moves what a request must have seen; it never puts off when the entity is due,
 * and brings it forward where it was pausing (rule R1).
 */
export async function enqueueReads(client: PoolClient, reads: readonly EnqueuedRead[], lag: Lag): Promise<void> {
  if (reads.length === 0) return
  await client.query(
    `insert into ops.due_read as t (connection_id, resource, of, key, arrived_us, due_us, attempts, before)
     select s.connection_id, s.resource, s.of, s.key, max(at_us), min(at_us) + $6, 0, (array_agg(r.digest) filter (where is_subject))[1]
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $7::boolean[])
       as s (connection_id, resource, of, key, at_us, is_subject)
     left join ops.listed_record r
       on r.connection_id = s.connection_id and r.resource = s.resource and r.key = s.key and s.of = '' and s.is_subject
     group by 1, 2, 3, 4 order by 1, 2, 3, 4
     on conflict (connection_id, resource, of, key) do update
     set arrived_us = greatest(t.arrived_us, excluded.arrived_us), due_us = least(t.due_us, excluded.due_us),
       before = coalesce(excluded.before, t.before), is_patient = t.is_patient and excluded.before is null`,
    [
      reads.map(({ connection }) => connection),
      reads.map(({ resource }) => resource),
      reads.map(({ of }) => of ?? ''),
      reads.map(({ key }) => key),
      reads.map(({ at }) => at),
      lag.settle,
      reads.map(({ isSubject }) => isSubject ?? false),
    ],
  )
}

/**
 * Enqueues children together with those whose they are, in one statement: it locks by key, as the reader of raw does, which may name all of them at
 * once. What is due already is so no later, and expects what it did.
 */
export async function enqueueChildren(client: PoolClient, connection: string, rows: readonly ChildLookup[]): Promise<void> {
  await client.query(
    `insert into ops.due_read as t (connection_id, resource, of, key, arrived_us, due_us, attempts, before, is_patient)
     select $1, d.resource, d.of, d.key, max(arrived_us), min(due_us), 0, (array_agg(r.digest) filter (where expected is not null))[1],
       coalesce(bool_and(expected = 'patient'), false)
     from unnest($2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::text[])
       as d (resource, of, key, arrived_us, due_us, expected)
     left join ops.listed_record r on r.connection_id = $1 and r.resource = d.resource and r.key = d.key and d.of = '' and expected is not null
     group by 2, 3, 4 order by 2, 3, 4
     on conflict (connection_id, resource, of, key) do update
     set arrived_us = greatest(t.arrived_us, excluded.arrived_us), due_us = least(t.due_us, excluded.due_us),
       before = coalesce(t.before, excluded.before), is_patient = case when t.before is null then excluded.is_patient else t.is_patient end`,
    [
      connection,
      ...columnsOf(rows),
      rows.map(({ due_us }) => due_us),
      rows.map(({ of, expected }) => (of === '' ? (expected ?? null) : null)),
    ],
  )
}

/** Completes those whose children were looked up, but for mentions that came since: the writer may not have written those yet. */
export async function completeLookups(
  client: PoolClient,
  connection: string,
  rows: readonly ChildLookup[],
  { settle }: Lag,
): Promise<void> {
  const which = [connection, ...columnsOf(rows)]
  await client.query(`delete from ops.due_read t ${LOOKED_UP.replace('from', 'using')} and t.arrived_us <= r.arrived_us`, which)
  await client.query(`update ops.due_read t set due_us = t.arrived_us + $6 ${LOOKED_UP}`, [...which, settle])
}

/** Has them looked up later: there are no tables yet that say whose children are whose. */
export async function postponeLookups(
  client: PoolClient,
  connection: string,
  rows: readonly ChildLookup[],
  dueAt: number,
): Promise<void> {
  await enqueueChildren(client, connection, rows)
  await client.query(`update ops.due_read t set due_us = $6 ${LOOKED_UP}`, [connection, ...columnsOf(rows), dueAt])
}

function columnsOf(rows: readonly ChildLookup[]): readonly (readonly string[])[] {
  return [
    rows.map(({ resource }) => resource),
    rows.map(({ of }) => of),
    rows.map(({ key }) => key),
    rows.map(({ arrived_us }) => arrived_us),
  ]
}

const LOOKED_UP = `from unnest($2::text[], $3::text[], $4::text[], $5::bigint[]) as r (resource, of, key, arrived_us)
  where t.connection_id = $1 and t.resource = r.resource and t.of = r.of and t.key = r.key`

/** Completes what a request could have seen: mentions up to its instant less settle. Later mentions stay due (rule R1). */
export async function completeReads(
  client: PoolClient,
  connection: string,
  { resource, of }: DuePlace,
  keys: readonly string[],
  requestedAt: Instant,
  lag: Lag,
): Promise<void> {
  const which = [connection, resource, of, keys]
  await client.query(`select 1 from ops.due_read where ${WHICH} order by key for update`, which)
  const seen = [...which, settled(requestedAt, lag)]
  await client.query(`delete from ops.due_read where ${WHICH} and arrived_us <= $5`, seen)
  await client.query(`update ops.due_read set due_us = arrived_us + $6, attempts = 0 where ${WHICH} and arrived_us > $5`, [
    ...seen,
    lag.settle,
  ])
}

/** An answer was older than what we know: it is read again later, with growing pauses (rule L3). Any good answer completes it, where no event mentioned it. */
export async function retryReads(
  client: PoolClient,
  connection: string,
  resource: string,
  keys: readonly string[],
  now: Instant,
  of = '',
): Promise<void> {
  await client.query(
    `insert into ops.due_read as t (connection_id, resource, of, key, arrived_us, due_us, attempts)
     select distinct $1, $2, $7, key, 0, $4::bigint + $5::bigint * 1000, 1 from unnest($3::text[]) as stale (key) order by key
     on conflict (connection_id, resource, of, key) do update set attempts = t.attempts + 1,
       due_us = $4::bigint + least($5::bigint * 2 ^ least(t.attempts, 30), $6::bigint)::bigint * 1000`,
    [connection, resource, keys, now, PAUSE_MS.first, PAUSE_MS.longest, of],
  )
}

/** What an answer showed without knowing what we know. */
interface LaggingKeys {
  /** Older than what we have (rule L3). */
  readonly stale: readonly string[]
  /** Removed, and when that is to be believed (rule E7). */
  readonly gone: readonly { readonly key: string; readonly endsAt: Instant }[]
  /** As it was before a webhook (rule L8). */
  readonly unseen: readonly string[]
}

/**
 * Asks for them later: what is stale as `retryReads` does, what is gone when overlap is over, and what is unseen after as long as the word is old, which
 * doubles, and a last time overlap after the word; of that last time alone where the answer mostly stays the same although nothing lags.
 */
export async function retryLaggingReads(
  client: PoolClient,
  connection: string,
  resource: string,
  { stale, gone, unseen }: LaggingKeys,
  requestedAt: Instant,
  lag: Lag,
): Promise<void> {
  const later = [
    ...stale.map((key) => ({ key, how: 'stale', at: requestedAt + PAUSE_MS.first * 1_000 })),
    ...gone.map(({ key, endsAt }) => ({ key, how: 'gone', at: endsAt })),
    ...unseen.map((key) => ({ key, how: 'unseen', at: requestedAt + lag.settle })),
  ]
  if (later.length === 0) return
  await client.query(
    `with later as materialized (
       select distinct on (key) key, how, at_us from unnest($3::text[], $4::text[], $5::bigint[]) as l (key, how, at_us) order by key, how
     )
     insert into ops.due_read as t (connection_id, resource, of, key, arrived_us, due_us, attempts)
     select $1, $2, '', key, 0, at_us, case how when 'gone' then 0 else 1 end from later order by key
     on conflict (connection_id, resource, of, key) do update set (due_us, attempts) = (
       select case how when 'gone' then at_us
           when 'stale' then $6::bigint + least($8::bigint * 2 ^ least(t.attempts, 30), $9::bigint)::bigint * 1000
           else least(t.arrived_us + $7::bigint,
             case when t.is_patient then t.arrived_us + $7::bigint else $6::bigint + greatest($6::bigint - t.arrived_us, $10::bigint) end) end,
         case how when 'gone' then t.attempts else t.attempts + 1 end
       from later where later.key = excluded.key
     )`,
    [
      ...[connection, resource, later.map(({ key }) => key), later.map(({ how }) => how), later.map(({ at }) => at)],
      ...[requestedAt, lag.overlap, PAUSE_MS.first, PAUSE_MS.longest, Math.max(lag.settle, PAUSE_MS.first * 1_000)],
    ],
  )
}

/** Forgets what is due of a resource that we may not list: its windows go on where they stopped once we may, and the next sweep finds the rest. */
export async function discardReads(client: PoolClient, connection: string, resource: string): Promise<void> {
  const which = 'connection_id = $1 and resource = $2 and of <> $3'
  await client.query(`select 1 from ops.due_read where ${which} order by of, key for update`, [
    connection,
    resource,
    HELD_CHILDREN,
  ])
  await client.query(`delete from ops.due_read where ${which}`, [connection, resource, HELD_CHILDREN])
}

const WHICH = 'connection_id = $1 and resource = $2 and of = $3 and key = any($4)'
