import type { HarvestError } from '@trellis/greenhouse'
import type { Instant } from '@trellis/pipeline'
import {
  addDifferences,
  addUnshownRows,
  auditedSince,
  countBothSides,
  dropDifferences,
  heldTable,
  lockAudit,
  moveAuditListing,
  refuseAuditListings,
  restartAuditListing,
  type PoolClient,
} from '@trellis/runtime'
import { askPage } from '../ingest/ask-page.js'
import { fenced, upsertListed, type Fence } from '../known-entities/listed-register.js'
import { ListingTrail } from '../ingest/listing-trail.js'
import { checkProgress } from '../ingest/listing-trails.js'
import { missingPermission } from '../harvest/permission-error.js'
import type { ConnectionContext } from '../connection-context.js'
import type { AuditPageTask } from '../schedule/task.js'
import { compareRecords } from './compare-records.js'

/**
 * Reads one page for an audit and holds it to the tables: notes what differs, and moves nothing forward but when an entity was seen. After the last page of
 * the last listing it notes the rows that no page has shown. Returns the error where Harvest refused; throws a Fault where it did not answer,
 * and NoProgress where the listing goes in circles.
 */
export async function readAuditPage(
  context: ConnectionContext,
  fence: Fence,
  task: AuditPageTask,
  signal: AbortSignal,
  trail = new ListingTrail(task.listing.name, task.cursor),
): Promise<HarvestError | undefined> {
  const { connection, pool } = context
  const { of, name } = task.listing
  const isFirst = task.cursor === undefined
  const options = task.cursor === undefined ? {} : { cursor: task.cursor }
  const page = await askPage(context, { work: task.type, listing: task.listing, options }, signal)
  if (page.type === 'refused') return refused(context, fence, task, page.error)
  const { slices, cursor, requestedAt } = page
  const table = await heldTable(pool, of)
  if (!table) {
    await fenced(pool, fence, (client) => close(client, task, 'its table is gone'))
    return undefined
  }
  const compared = await compareRecords(context, table, slices, requestedAt)
  await checkProgress(context, of, trail, compared.keys, cursor)
  if (trail.hasAsked(cursor)) trail.moveOn(compared.keys, cursor)
  await fenced(pool, fence, async (client) => {
    if (!(await isOpen(client, task.audit))) return
    await upsertListed(client, connection, of, { appended: [], keys: compared.keys, at: requestedAt })
    await addDifferences(client, { audit: task.audit, resource: of.name }, compared.differences, requestedAt, context.lag)
    await moveAuditListing(client, task.audit, name, {
      ...{ isFirst, cursor, requestedAt },
      ...{ records: slices.length, unreadable: compared.unreadable },
    })
    if (cursor === undefined) await endResource(context, client, task, requestedAt)
  })
  trail.moveOn(compared.keys, cursor)
  return undefined
}

/** Whether it is still wanted; the caller has it to itself until the transaction ends. */
export async function isOpen(client: PoolClient, audit: string): Promise<boolean> {
  return (await lockAudit(client, audit)) !== undefined
}

/** Once every listing of the resource was read: counts both sides, and notes the live rows that none of them has shown since the first request. */
async function endResource(
  { connection, lag }: ConnectionContext,
  client: PoolClient,
  { audit, listing: { of } }: AuditPageTask,
  now: Instant,
): Promise<void> {
  const since = await auditedSince(client, { audit, resource: of.name })
  const table = await heldTable(client, of)
  if (since === undefined || !table) return
  await addUnshownRows(client, connection, audit, table, { since, at: now }, lag)
  await countBothSides(client, connection, audit, table, since, lag)
}

/**
 * With a cursor nothing else is sent: what is refused is the cursor, and the listing begins again, as it does with smaller pages. What will not be
 * answered later either is said.
 */
async function refused(
  { pool }: ConnectionContext,
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

/** Restarts an audit's listing that goes in circles. Throws like `fenced`. */
export async function restartAudit({ pool }: ConnectionContext, fence: Fence, task: AuditPageTask): Promise<void> {
  await fenced(pool, fence, (client) => withoutCursor(client, task))
}

async function withoutCursor(client: PoolClient, { audit, listing }: AuditPageTask): Promise<void> {
  await restartAuditListing(client, audit, listing.name)
}

const FINAL: ReadonlySet<string> = new Set(['forbidden', 'not_found', 'cursor_expired', 'unprocessable'])

/** Nothing more is asked of the resource, and nothing is said of it. */
export async function close(
  client: PoolClient,
  { audit, listing: { of } }: Pick<AuditPageTask, 'audit' | 'listing'>,
  why: string,
): Promise<void> {
  await refuseAuditListings(client, { audit, resource: of.name }, why)
  await dropDifferences(client, { audit, resource: of.name })
}
