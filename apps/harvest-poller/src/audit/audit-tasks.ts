import { MAX_IDS, source } from '@trellis/greenhouse'
import type { Instant, Resource } from '@trellis/pipeline'
import {
  addAuditListing,
  beginAudit,
  dueDifferences,
  heldTable,
  oldestOpenAudit,
  openAuditListings,
  type OpenAudit,
  type Pool,
  type PoolClient,
} from '@trellis/runtime'
import { fenced, type Fence } from '../known-entities/listed-register.js'
import { listingsOf } from '../harvest/listings.js'
import { missingPermission } from '../harvest/permission-error.js'
import type { AuditPageTask, AuditVerificationTask, AuditTask } from '../schedule/task.js'
import { finishAudit } from './finish-audit.js'
import type { ConnectionContext } from '../connection-context.js'
import { askedResources } from '../privacy.js'
import { close } from './read-audit-page.js'

/** What the oldest open audit of a connection has to do now; begins it where no poller has, and ends it where nothing is left to do. */
export async function auditTasks(context: ConnectionContext, fence: Fence, now: Instant): Promise<readonly AuditTask[]> {
  const { pool, connection } = context
  const audit = await oldestOpenAudit(pool, connection)
  if (!audit) return []
  if (audit.state === 'asked') await fenced(pool, fence, (client) => begin(client, context, audit, now))
  await closeWithheld(context, fence, audit.id)
  const listed = await openListings(pool, audit.id)
  const asked = (await dueVerifications(pool, audit.id, now)).filter(({ listing }) => !isLeftOut(context, listing.of))
  if (listed.length === 0 && asked.length === 0) await fenced(pool, fence, (client) => finishAudit(client, audit.id))
  return [...asked, ...listed]
}

async function begin(client: PoolClient, context: ConnectionContext, { id, resources }: OpenAudit, now: Instant): Promise<void> {
  if (!(await beginAudit(client, id, now))) return
  for (const of of source.resources.filter(({ name }) => resources === null || resources.includes(name))) {
    const refused = isLeftOut(context, of) ? LEFT_OUT : await whyNot(client, context.connection, of)
    for (const { name } of listingsOf(of)) await addAuditListing(client, { audit: id, resource: of.name }, name, refused)
  }
}

const LEFT_OUT = 'left out by a privacy switch'

function isLeftOut(context: ConnectionContext, of: Resource): boolean {
  return !askedResources(context).includes(of)
}

/** What a switch left out since the audit began: nothing more is asked of it, and nothing is said of it (rule P1). */
async function closeWithheld(context: ConnectionContext, fence: Fence, audit: string): Promise<void> {
  const open = await openListings(context.pool, audit)
  for (const { listing } of open.filter((each) => isLeftOut(context, each.listing.of)))
    await fenced(context.pool, fence, (client) => close(client, { audit, listing }, LEFT_OUT))
}

/** What was never read to its end is missing something, and what has no table everything: no request is needed for that. */
async function whyNot(client: PoolClient, connection: string, of: Resource): Promise<string | undefined> {
  const { rows } = await client.query<{ is_missing: boolean | null; is_read: boolean | null }>(
    `select bool_or(permission = 'missing') as is_missing, bool_and(backfill_done) as is_read from ops.listing_progress
     where connection_id = $1 and listing = any($2)`,
    [connection, listingsOf(of).map(({ name }) => name)],
  )
  const [progress] = rows
  if (progress?.is_missing === true) return missingPermission(of)
  if (progress?.is_read !== true) return 'the first sync is under way'
  return (await heldTable(client, of)) ? undefined : 'there is no table of it yet: a rebuild makes it'
}

async function openListings(pool: Pool, audit: string): Promise<readonly AuditPageTask[]> {
  const rows = await openAuditListings(pool, audit)
  const all = new Map(source.resources.flatMap(listingsOf).map((listing) => [listing.name, listing]))
  return rows.flatMap(({ listing: name, cursor }): readonly AuditPageTask[] => {
    const listing = all.get(name)
    return listing ? [{ type: 'audit', audit, listing, cursor: cursor ?? undefined }] : []
  })
}

/** As many of each resource as one request may name. */
async function dueVerifications(pool: Pool, audit: string, now: Instant): Promise<readonly AuditVerificationTask[]> {
  const rows = await dueDifferences(pool, audit, now, MAX_IDS)
  return rows.flatMap(({ resource, keys }): readonly AuditVerificationTask[] => {
    const of = source.resources.find(({ name }) => name === resource)
    return of ? [{ type: 'audit question', audit, listing: listingsOf(of)[0], keys }] : []
  })
}
