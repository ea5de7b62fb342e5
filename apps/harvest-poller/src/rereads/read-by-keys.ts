import type { HarvestError, ListOptions } from '@trellis/greenhouse'
import { instantOfMs, settled, type Instant } from '@trellis/pipeline'
import {
  addSuspects,
  changeProgress,
  completeReads,
  enqueueReads,
  lockListings,
  retryReads,
  type PoolClient,
  type Suspicion,
} from '@trellis/runtime'
import { appendPage, pageRead, unsettled, type PageOrigin } from '../ingest/append-page.js'
import { askPage, type AskedPage, type RefusedPage } from '../ingest/ask-page.js'
import { childrenOf } from './children-due.js'
import { isForFewer } from '../harvest/harvest-client.js'
import { fenced, type Fence } from '../known-entities/listed-register.js'
import { listingsOf, type ResourceListing } from '../harvest/listings.js'
import { ListingTrail } from '../ingest/listing-trail.js'
import { missedByParents, missedByReread } from '../absence/missed.js'
import { inHalves } from '../ingest/in-halves.js'
import { noteRefusal } from '../ingest/note-refusal.js'
import type { ConnectionContext } from '../connection-context.js'
import type { KeyedTask } from '../schedule/task.js'

/** What a complete answer has shown: all pages of all listings of the resource. */
interface CompleteAnswer {
  readonly type: 'answered'
  readonly shown: ReadonlySet<string>
  /** Shown by who does not know yet what we know of them. */
  readonly unsettled: ReadonlySet<string>
  /** The first request: what was said after it less settle, it could not have seen. */
  readonly askedAt: Instant
}

interface Refusal extends RefusedPage {
  readonly listing: ResourceListing
}

/**
 * Reads entities again, by their own keys or by their parents', from every listing that may show them and to its last page. Only when the answer is
 * complete is anything completed; what it lacks is suspected to be gone (rule E5). Returns the error where Harvest refused; throws a Fault where it did not
 * answer, or broke off, and NoProgress where the answer goes in circles.
 */
export async function readByKeys(
  context: ConnectionContext,
  fence: Fence,
  task: KeyedTask,
  signal: AbortSignal,
): Promise<HarvestError | undefined> {
  const asked = await askAll(context, fence, task, signal)
  if (asked.type === 'refused') return refused(context, fence, task, asked, signal)
  // In a transaction of its own: what is due is locked in one order, and these come before their subject or behind it.
  if (task.type === 'reread') await fenced(context.pool, fence, (client) => askChildrenAgain(context, client, task, asked))
  await fenced(context.pool, fence, (client) => settle(context, client, task, asked))
  return undefined
}

async function askAll(
  context: ConnectionContext,
  fence: Fence,
  task: KeyedTask,
  signal: AbortSignal,
): Promise<CompleteAnswer | Refusal> {
  const shown = new Set<string>()
  const open = new Set<string>()
  let askedAt: Instant | undefined
  for (const listing of listingsOf(task.listing.of)) {
    const trail = new ListingTrail(listing.name)
    let options = firstOptions(task, listing, shown)
    while (options) {
      const page = await readPage(context, fence, task, listing, { options, trail }, signal)
      if (page.type === 'refused') return page
      for (const key of page.keys) shown.add(key)
      for (const key of page.unsettled) open.add(key)
      askedAt ??= page.requestedAt
      options = page.cursor === undefined ? undefined : { cursor: page.cursor }
    }
  }
  return { type: 'answered', shown, unsettled: open, askedAt: askedAt ?? instantOfMs(Date.now()) }
}

/** A further listing is asked for what the ones before it did not show; of parents that is not known. */
function firstOptions(task: KeyedTask, { of }: ResourceListing, shown: ReadonlySet<string>): ListOptions | undefined {
  const keys = task.due.map(({ key }) => key)
  if (task.type === 'children') {
    const filter = of.harvest.of?.[task.parent]
    return filter === undefined ? undefined : { parents: { filter, ids: keys } }
  }
  const ids = keys.filter((key) => !shown.has(key))
  return ids.length === 0 ? undefined : { ids }
}

interface ReadPage extends AskedPage {
  readonly keys: readonly string[]
  readonly unsettled: readonly string[]
}

async function readPage(
  context: ConnectionContext,
  fence: Fence,
  task: KeyedTask,
  listing: ResourceListing,
  { options, trail }: { readonly options: ListOptions; readonly trail: ListingTrail },
  signal: AbortSignal,
): Promise<ReadPage | Refusal> {
  const page = await askPage(context, { work: task.type, listing, options }, signal)
  if (page.type === 'refused') return { ...page, listing }
  const origin: PageOrigin =
    task.type === 'reread' ? { listing, trail, reading: 'reread', due: task.due } : { listing, trail, reading: 'listing' }
  const classified = await appendPage(context, fence, origin, page, (client) =>
    changeProgress(client, context.connection, listing.name, pageRead(page)),
  )
  return { ...page, keys: classified.keys, unsettled: unsettled(classified) }
}

/** Who had to be asked more than once was shown by a listing that lagged: so were the children that were read beside it by their parents' filters. */
async function askChildrenAgain(
  { connection, lag }: ConnectionContext,
  client: PoolClient,
  { listing: { of }, due }: KeyedTask,
  answer: CompleteAnswer,
): Promise<void> {
  const at = settled(answer.askedAt, lag)
  const late = due.filter(({ key, attempts }) => attempts > 0 && answer.shown.has(key) && !answer.unsettled.has(key))
  await enqueueReads(
    client,
    late.flatMap(({ key }) => childrenOf({ connection, resource: of.name, key, at })),
    lag,
  )
}

async function settle(context: ConnectionContext, client: PoolClient, task: KeyedTask, answer: CompleteAnswer): Promise<void> {
  const { connection, lag } = context
  const { of } = task.listing
  const keys = task.due.map(({ key }) => key)
  const parent = task.type === 'children' ? task.parent : ''
  const done = parent === '' ? task.due.filter(({ key }) => !answer.unsettled.has(key)) : task.due
  await completeReads(
    client,
    connection,
    { resource: of.name, of: parent },
    done.map(({ key }) => key),
    answer.askedAt,
    lag,
  )
  const missed =
    parent === ''
      ? await missedByReread(context, client, of, { keys, shown: answer.shown })
      : await missedByParents(context, client, of, { parent, keys, shown: answer.shown })
  const suspicions = missed.map((one): Suspicion => ({ ...one, resource: of.name, askedAt: answer.askedAt }))
  if (suspicions.length === 0) return
  await lockListings(client, connection, of.name)
  await addSuspects(client, connection, suspicions)
}

/** A key that Harvest does not take pauses alone. */
async function refused(
  context: ConnectionContext,
  fence: Fence,
  task: KeyedTask,
  { error, listing }: Refusal,
  signal: AbortSignal,
): Promise<HarvestError | undefined> {
  const { connection, pool } = context
  const halves = await inHalves(task.due, error, (due) => readByKeys(context, fence, { ...task, due }, signal))
  if (halves) return halves.refused
  await fenced(pool, fence, async (client) => {
    const keys = task.due.map(({ key }) => key)
    const parent = task.type === 'children' ? task.parent : ''
    if (isForFewer(error)) await retryReads(client, connection, listing.of.name, keys, instantOfMs(Date.now()), parent)
    await noteRefusal(client, context, listing, error)
  })
  return isForFewer(error) ? undefined : error
}
