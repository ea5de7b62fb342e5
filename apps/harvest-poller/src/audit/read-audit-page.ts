import { listRequest, sliceRecords, type HarvestError } from '@trellis/greenhouse'
import { ident, isLive, type Instant, type Lag } from '@trellis/pipeline'
import { Fault, heldTable, lockAudit, type PoolClient } from '@trellis/runtime'
import { versionAt } from '../absence/allayed.js'
import { cursorAfter } from '../harvest/cursor-after.js'
import { fenced, raiseListed, type Fence } from '../known-entities/listed-register.js'
import { ListingTrail } from '../ingest/listing-trail.js'
import { checkProgress } from '../ingest/listing-trails.js'
import { missingPermission } from '../harvest/permission-error.js'
import type { ReadingPorts } from '../connection-context.js'
import type { AuditPageTask } from '../schedule/task.js'
import { compareRecords, type ComparedRecords } from './compare-records.js'

/**
 * Reads one page for an audit and holds it to the tables: notes what differs, and raises nothing but when an entity was seen. After the last page of
 * the last listing it notes the rows that no page has shown. Returns the error where Harvest refused; throws a Fault where it did not answer,
 * and NoProgress where the listing goes in circles.
 */
export async function readAuditPage(
  ports: ReadingPorts,
  fence: Fence,
  task: AuditPageTask,
  signal: AbortSignal,
  trail = new ListingTrail(task.listing.name, task.cursor),
): Promise<HarvestError | undefined> {
  const { connection, pool, harvestUrl } = ports
  const { of, also, name } = task.listing
  const isFirst = task.cursor === undefined
  const url = listRequest(harvestUrl, of, isFirst ? { ...(also && { also }) } : { cursor: task.cursor })
  const answer = await ports.client.get(url, task.type, signal)
  if (answer.type === 'refused') return refused(ports, fence, task, answer.error)
  const slices = sliceRecords(answer.body)
  if (!slices) throw new Fault(`the listing of ${name} broke off`, { retryable: true })
  const cursor = cursorAfter(name, answer.link)
  const table = await heldTable(pool, of)
  if (!table) {
    await fenced(pool, fence, (client) => close(client, task, 'its table is gone'))
    return undefined
  }
  const compared = await compareRecords(ports, table, slices, answer.requestedAt)
  await checkProgress(ports, of, trail, compared.keys, cursor)
  if (trail.hasAsked(cursor)) trail.moveOn(compared.keys, cursor)
  await fenced(pool, fence, async (client) => {
    if (!(await isOpen(client, task.audit))) return
    await raiseListed(client, connection, of, { appended: [], keys: compared.keys, at: answer.requestedAt })
    await noteDifferences(client, task, compared, answer.requestedAt, ports.lag)
    await client.query(
      `update ops.audit_listing set done = $3, cursor = $4, started_us = case when $5 then $6 else started_us end,
         pages = case when $5 then 0 else pages end + 1, records = case when $5 then 0 else records end + $7,
         unreadable = case when $5 then 0 else unreadable end + $8
       where audit_id = $1 and listing = $2`,
      [
        ...[task.audit, name, cursor === undefined, cursor ?? null, isFirst, answer.requestedAt],
        ...[slices.length, compared.unreadable],
      ],
    )
    if (cursor === undefined) await endResource(client, connection, task, answer.requestedAt, ports.lag)
  })
  trail.moveOn(compared.keys, cursor)
  return undefined
}

/** Whether it is still wanted; whoever asks has it to itself until the transaction ends. */
export async function isOpen(client: PoolClient, audit: string): Promise<boolean> {
  return (await lockAudit(client, audit)) !== undefined
}

/** So many differences of a resource are asked for by name; where more are noticed something is wrong at large, and those count as they were noticed. */
const MOST_ASKED = 1_000

/** SQL: when a difference is to be asked for, if it is; $1 and $2 name the audit and the resource, $5 and $6 are the instant and the bound. */
function dueOf(key: string): string {
  return `case when row_number() over (order by ${key}) + (select count(*) from ops.audit_difference where audit_id = $1 and resource = $2) <= $6
    then $5::bigint end`
}

async function noteDifferences(
  client: PoolClient,
  { audit, listing: { of } }: AuditPageTask,
  { differences }: ComparedRecords,
  at: Instant,
  lag: Lag,
): Promise<void> {
  if (differences.length === 0) return
  await client.query(
    `insert into ops.audit_difference (audit_id, resource, key, what, columns, updated_at, noticed_us, due_us)
     select $1, $2, key, what, columns, "updatedAt", $4::bigint, ${dueOf('key')}
     from jsonb_to_recordset($3) as d (key text, what text, columns text[], "updatedAt" text) on conflict do nothing`,
    [audit, of.name, JSON.stringify(differences), at, at + lag.overlap, MOST_ASKED],
  )
}

/** Once every listing of the resource was read: counts both sides, and notes the live rows that none of them has shown since the first request. */
async function endResource(
  client: PoolClient,
  connection: string,
  { audit, listing: { of } }: AuditPageTask,
  now: Instant,
  lag: Lag,
): Promise<void> {
  const { rows } = await client.query<{ first_us: string | null; is_read: boolean; is_refused: boolean }>(
    `select min(started_us) as first_us, bool_and(done) as is_read, bool_or(refused is not null) as is_refused
     from ops.audit_listing where audit_id = $1 and resource = $2`,
    [audit, of.name],
  )
  const [found] = rows
  const table = await heldTable(client, of)
  if (!found?.is_read || found.is_refused || !table) return
  const rowsOf = (owner: string): string =>
    `${ident(table.schema, of.name)} t where t.connection_id = ${owner} and ${isLive('t.')}`
  await client.query(
    `insert into ops.audit_difference (audit_id, resource, key, what, noticed_us, due_us)
     select $1, $2, t.id::text, 'extra', $4::bigint, ${dueOf('t.id')} from ${rowsOf('$3')} and not exists (
       select 1 from ops.listed_record r
       where r.connection_id = $3 and r.resource = $2 and r.key = t.id::text and r.seen_us >= $7)
     on conflict do nothing`,
    [audit, of.name, connection, now, now + lag.overlap, MOST_ASKED, found.first_us],
  )
  await client.query(
    `update ops.audit_listing set
       in_greenhouse = (select count(*) from ops.listed_record
         where connection_id = $1 and resource = $3 and seen_us >= $4 and removed < ${versionAt('greatest(seen_us - $5::bigint, 0)')}),
       in_tables = (select count(*) from ${rowsOf('$1')})
     where audit_id = $2 and listing = $3`,
    [connection, audit, of.name, found.first_us, lag.overlap],
  )
}

/**
 * With a cursor nothing else is sent: what is refused is the cursor, and the listing begins anew, as it does with smaller pages. What will not be
 * answered later either is said.
 */
async function refused(
  { pool }: ReadingPorts,
  fence: Fence,
  task: AuditPageTask,
  error: HarvestError,
): Promise<HarvestError | undefined> {
  const isTooLarge = error.kind === 'too_large'
  if (!FINAL.has(error.kind) && !isTooLarge) return error
  await fenced(pool, fence, async (client) => {
    if (!(await isOpen(client, task.audit))) return
    if (error.kind !== 'forbidden' && task.cursor !== undefined) await withoutCursor(client, task)
    else if (!isTooLarge)
      await close(client, task, error.kind === 'forbidden' ? missingPermission(task.listing.of) : `refused: ${error.kind}`)
  })
  return isTooLarge ? error : undefined
}

/** Has an audit's listing begin anew that goes in circles. Throws like `fenced`. */
export async function beginAuditAnew({ pool }: ReadingPorts, fence: Fence, task: AuditPageTask): Promise<void> {
  await fenced(pool, fence, (client) => withoutCursor(client, task))
}

async function withoutCursor(client: PoolClient, { audit, listing }: AuditPageTask): Promise<void> {
  await client.query('update ops.audit_listing set cursor = null where audit_id = $1 and listing = $2', [audit, listing.name])
}

const FINAL: ReadonlySet<string> = new Set(['forbidden', 'not_found', 'cursor_expired', 'unprocessable'])

/** Nothing more is asked of the resource, and nothing is said of it. */
export async function close(
  client: PoolClient,
  { audit, listing: { of } }: Pick<AuditPageTask, 'audit' | 'listing'>,
  why: string,
): Promise<void> {
  await client.query('update ops.audit_listing set done = true, refused = $3 where audit_id = $1 and resource = $2', [
    audit,
    of.name,
    why,
  ])
  await client.query('delete from ops.audit_difference where audit_id = $1 and resource = $2', [audit, of.name])
}
