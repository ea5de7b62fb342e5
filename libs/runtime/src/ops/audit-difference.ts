import { parseInstant, type Instant, type Lag } from '@trellis/pipeline'
import type { Pool, PoolClient } from 'pg'
import type { AuditOf } from './audit-listing.js'
import { liveRows, type HeldTable } from './held-table.js'

/*
 * The one module that writes `ops.audit_difference`: what an audit found to differ, and when each is asked for by name.
 * SQL by hand: whole sets are compared where they stand, under the lock of the audit (`lockAudit`).
 */

/** How an entity differs: its row is missing, Greenhouse does not show it, or the named columns say something else. */
export interface FoundDifference {
  readonly what: 'missing' | 'extra' | 'different'
  readonly columns: readonly string[]
  readonly updatedAt?: string | undefined
}

/** So many differences of a resource are asked for by name; where more are noticed something is wrong at large, and those count as they were noticed. */
const MOST_ASKED = 1_000

/** So often an entity is asked for that changes all the time; then what differs counts. */
const MOST_QUESTIONS = 5

/** Adds what a page of a listing showed otherwise than the table; each is asked for by name overlap later. One that is known stays as it is. */
export async function addDifferences(
  client: PoolClient,
  { audit, resource }: AuditOf,
  differences: readonly (FoundDifference & { readonly key: string })[],
  at: Instant,
  { overlap }: Lag,
): Promise<void> {
  if (differences.length === 0) return
  await client.query(
    `insert into ops.audit_difference (audit_id, resource, key, what, columns, updated_at, noticed_us, due_us)
     select $1, $2, key, what, columns, "updatedAt", $4::bigint, ${dueOf('key')}
     from jsonb_to_recordset($3) as d (key text, what text, columns text[], "updatedAt" text) on conflict do nothing`,
    [audit, resource, JSON.stringify(differences), at, at + overlap, MOST_ASKED],
  )
}

/** Adds the live rows that no listing of their resource has shown since an instant. */
export async function addUnshownRows(
  client: PoolClient,
  connection: string,
  audit: string,
  table: HeldTable,
  { since, at }: { readonly since: Instant; readonly at: Instant },
  { overlap }: Lag,
): Promise<void> {
  await client.query(
    `insert into ops.audit_difference (audit_id, resource, key, what, noticed_us, due_us)
     select $1, $2, t.id::text, 'extra', $4::bigint, ${dueOf('t.id')} from ${liveRows(table, '$3')} and not exists (
       select 1 from ops.listed_record r
       where r.connection_id = $3 and r.resource = $2 and r.key = t.id::text and r.seen_us >= $7)
     on conflict do nothing`,
    [audit, table.of.name, connection, at, at + overlap, MOST_ASKED, since],
  )
}

/** SQL: when a difference is to be asked for, if it is; $1 and $2 name the audit and the resource, $5 and $6 are the instant and the bound. */
function dueOf(key: string): string {
  return `case when row_number() over (order by ${key}) + (select count(*) from ops.audit_difference where audit_id = $1 and resource = $2) <= $6
    then $5::bigint end`
}

/** The keys that are due to be asked for by name, so many of each resource. */
export async function dueDifferences(
  db: Pool | PoolClient,
  audit: string,
  now: Instant,
  limit: number,
): Promise<readonly { readonly resource: string; readonly keys: readonly string[] }[]> {
  const { rows } = await db.query<{ resource: string; keys: readonly string[] }>(
    `select resource, (array_agg(key order by due_us, key))[1:$3] as keys from ops.audit_difference
     where audit_id = $1 and due_us <= $2 group by resource order by min(due_us), resource`,
    [audit, now, limit],
  )
  return rows
}

/** An answer to a lookup by id: its request, and whether it is older than what is known. */
interface Circumstances {
  readonly askedAt: Instant
  readonly isStale: boolean
  readonly lag: Lag
}

/**
 * Writes what a difference is now that it was asked for by name: what it was found to be, or nothing any more where both sides are equal. Where the
 * answer lagged, or the entity changed in the meantime, it is asked for once more.
 */
export async function settleDifference(
  client: PoolClient,
  { audit, resource }: AuditOf,
  key: string,
  found: FoundDifference | undefined,
  { askedAt, isStale, lag }: Circumstances,
): Promise<void> {
  if (!found) {
    await client.query('delete from ops.audit_difference where audit_id = $1 and resource = $2 and key = $3', [
      audit,
      resource,
      key,
    ])
    return
  }
  const { what, columns, updatedAt } = found
  await client.query(
    `update ops.audit_difference set columns = $5, updated_at = $6, asked_again_us = $7, questions = questions + 1, what = $4,
       due_us = case when questions + 1 < $8 and ($9 or what <> $4 or $10 > noticed_us) then $7::bigint + $11 end,
       noticed_us = case when questions + 1 < $8 and ($9 or what <> $4 or $10 > noticed_us) then $7 else noticed_us end
     where audit_id = $1 and resource = $2 and key = $3`,
    [
      ...[audit, resource, key, what, columns, updatedAt ?? null, askedAt, MOST_QUESTIONS, isStale],
      ...[updatedAt === undefined ? 0 : (parseInstant(updatedAt) ?? 0), lag.overlap],
    ],
  )
}

/** Leaves differences what they were noticed as, and asks for them no more. */
export async function stopAskingFor(client: PoolClient, { audit, resource }: AuditOf, keys: readonly string[]): Promise<void> {
  await client.query('update ops.audit_difference set due_us = null where audit_id = $1 and resource = $2 and key = any($3)', [
    audit,
    resource,
    keys,
  ])
}

/** Forgets the differences of a resource of which nothing is said. */
export async function dropDifferences(client: PoolClient, { audit, resource }: AuditOf): Promise<void> {
  await client.query('delete from ops.audit_difference where audit_id = $1 and resource = $2', [audit, resource])
}
