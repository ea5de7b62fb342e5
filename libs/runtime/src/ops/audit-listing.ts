import { type Instant, type Lag } from '@trellis/pipeline'
import type { Pool, PoolClient } from 'pg'
import { liveRows, type HeldTable } from './held-table.js'
import { versionAt } from './version-at.js'

/*
 * The one module that writes `ops.audit_listing`: how far an audit has come with each listing of the resources it is about.
 * SQL by hand: counts add up where they stand, under the lock of the audit (`lockAudit`).
 */

/** A resource of an audit. */
export interface AuditOf {
  readonly audit: string
  readonly resource: string
}

/** Adds a listing to an audit; with the reason where it will not be asked. */
export async function addAuditListing(
  client: PoolClient,
  { audit, resource }: AuditOf,
  listing: string,
  refused: string | undefined,
): Promise<void> {
  await client.query(
    `insert into ops.audit_listing (audit_id, listing, resource, done, refused) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [audit, listing, resource, refused !== undefined, refused ?? null],
  )
}

/** The listings of an audit that are not read to their end, by name, with the cursor of the page that comes next. */
export async function openAuditListings(
  db: Pool | PoolClient,
  audit: string,
): Promise<readonly { readonly listing: string; readonly cursor: string | null }[]> {
  const { rows } = await db.query<{ listing: string; cursor: string | null }>(
    'select listing, cursor from ops.audit_listing where audit_id = $1 and not done order by listing',
    [audit],
  )
  return rows
}

/** What a page of an audit's listing held. */
interface AuditedPage {
  readonly isFirst: boolean
  /** Of the page after it; undefined on the last. */
  readonly cursor: string | undefined
  readonly requestedAt: Instant
  readonly records: number
  readonly unreadable: number
}

/** Moves a listing behind a page. The first page resets its counts. */
export async function moveAuditListing(client: PoolClient, audit: string, listing: string, page: AuditedPage): Promise<void> {
  const { isFirst, cursor, requestedAt, records, unreadable } = page
  await client.query(
    `update ops.audit_listing set done = $3, cursor = $4, started_us = case when $5 then $6 else started_us end,
       pages = case when $5 then 0 else pages end + 1, records = case when $5 then 0 else records end + $7,
       unreadable = case when $5 then 0 else unreadable end + $8
     where audit_id = $1 and listing = $2`,
    [audit, listing, cursor === undefined, cursor ?? null, isFirst, requestedAt, records, unreadable],
  )
}

/** Restarts a listing with its next page. */
export async function restartAuditListing(client: PoolClient, audit: string, listing: string): Promise<void> {
  await client.query('update ops.audit_listing set cursor = null where audit_id = $1 and listing = $2', [audit, listing])
}

/** Ends all listings of a resource, and keeps why nothing is said of it. */
export async function refuseAuditListings(client: PoolClient, { audit, resource }: AuditOf, why: string): Promise<void> {
  await client.query('update ops.audit_listing set done = true, refused = $3 where audit_id = $1 and resource = $2', [
    audit,
    resource,
    why,
  ])
}

/** When the first request of a resource's listings went out; undefined unless all of them were read to their end. */
export async function auditedSince(client: PoolClient, { audit, resource }: AuditOf): Promise<Instant | undefined> {
  const { rows } = await client.query<{ first_us: string | null; is_read: boolean; is_refused: boolean }>(
    `select min(started_us) as first_us, bool_and(done) as is_read, bool_or(refused is not null) as is_refused
     from ops.audit_listing where audit_id = $1 and resource = $2`,
    [audit, resource],
  )
  const [found] = rows
  return found?.is_read && !found.is_refused && found.first_us !== null ? (Number(found.first_us) as Instant) : undefined
}

/** Counts both sides of a resource whose listings were read since an instant: what they have shown, and the live rows of its table. */
export async function countBothSides(
  client: PoolClient,
  connection: string,
  audit: string,
  table: HeldTable,
  since: Instant,
  { overlap }: Lag,
): Promise<void> {
  await client.query(
    `update ops.audit_listing set
       in_greenhouse = (select count(*) from ops.listed_record
         where connection_id = $1 and resource = $3 and seen_us >= $4 and removed < ${versionAt('greatest(seen_us - $5::bigint, 0)')}),
       in_tables = (select count(*) from ${liveRows(table, '$1')})
     where audit_id = $2 and listing = $3`,
    [connection, audit, table.of.name, since, overlap],
  )
}
