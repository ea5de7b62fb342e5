import type { HarvestError, ListOptions } from '@trellis/greenhouse'
import { settled, type Lag } from '@trellis/pipeline'
import { changeProgress, lockListings, type PoolClient, type ProgressChange } from '@trellis/runtime'
import { appendPage, pageRead, type ClassifiedPage } from './append-page.js'
import { askPage, type AskedPage } from './ask-page.js'
import type { ConnectionContext } from '../connection-context.js'
import { fenced, type Fence } from '../known-entities/listed-register.js'
import { ListingTrail } from './listing-trail.js'
import { noteRefusal } from './note-refusal.js'
import { noteSweep } from './note-sweep.js'
import type { PageTask } from '../schedule/task.js'

/**
 * Does one task: asks for its page, appends what is new, and only then moves register, due reads and cursor, all under the lease.
 * Returns the error where Harvest refused; throws a Fault where it did not answer, or broke off, and NoProgress where the listing goes in circles.
 */
export async function readPage(
  context: ConnectionContext,
  fence: Fence,
  task: PageTask,
  signal: AbortSignal,
  trail = new ListingTrail(task.listing.name, task.cursor),
): Promise<HarvestError | undefined> {
  const page = await askPage(context, { work: task.type, listing: task.listing, options: optionsOf(task) }, signal)
  if (page.type === 'refused') {
    const { error } = page
    await fenced(context.pool, fence, async (client) => {
      await noteRefusal(client, context, task.listing, error, afterRefusal(task, error))
    })
    return error
  }
  await appendPage(context, fence, { listing: task.listing, reading: 'listing', trail }, page, async (client, classified) => {
    if (!trail.hasAsked(page.cursor)) await moveOn(context, client, task, page, classified)
  })
  return undefined
}

async function moveOn(
  context: ConnectionContext,
  client: PoolClient,
  task: PageTask,
  page: AskedPage,
  classified: ClassifiedPage,
): Promise<void> {
  const { connection, lag } = context
  const isSwept = task.type === 'sweep' || task.type === 'backfill'
  if (isSwept && page.cursor === undefined) await lockListings(client, connection, task.listing.of.name)
  await changeProgress(client, connection, task.listing.name, afterPage(task, page, classified, lag))
  if (isSwept) await noteSweep(context, client, task, { ...page, canary: classified.keys.at(-1) })
}

function optionsOf(task: PageTask): ListOptions {
  if (task.cursor !== undefined) return { cursor: task.cursor }
  return task.type === 'window' ? { window: task.window } : {}
}

/** A cursor moves after its page is on the log, the window's end after its last page (rule L1). */
function afterPage(task: PageTask, page: AskedPage, classified: ClassifiedPage, lag: Lag): ProgressChange {
  const { cursor } = page
  const seen = pageRead(page)
  switch (task.type) {
    case 'window': {
      const found = { ...seen, addedNew: classified.unknown, addedChanged: classified.append.length - classified.unknown }
      return cursor === undefined
        ? { ...found, completeUntil: task.window.to, window: null, windowCursor: null }
        : { ...found, window: task.window, windowCursor: cursor }
    }
    case 'backfill': {
      // Windows begin where the backfill did: they run beside it.
      const startedAt = settled(page.requestedAt, lag)
      const begun = task.cursor === undefined ? { backfillStartedAt: startedAt, completeUntil: startedAt } : {}
      return {
        ...seen,
        ...begun,
        addedRecords: classified.records,
        backfillCursor: cursor ?? null,
        isBackfillDone: cursor === undefined,
      }
    }
    case 'sweep':
      return seen
    default:
      return task satisfies never
  }
}

/**
 * With a cursor nothing else is sent, so what is refused there is the cursor, in whatever words: how an expired one is named is not documented. Its
 * page keeps its size too, so a listing whose pages are too large begins again with smaller ones.
 */
function afterRefusal(task: PageTask, { kind }: HarvestError): ProgressChange {
  const isCursorRefused = kind === 'cursor_expired' || kind === 'unprocessable' || kind === 'too_large'
  return task.cursor === undefined || !isCursorRefused ? {} : withoutCursor(task)
}

/** The listing begins again. */
function withoutCursor({ type }: PageTask): ProgressChange {
  switch (type) {
    case 'window':
      return { windowCursor: null }
    case 'backfill':
      return { backfillCursor: null }
    case 'sweep':
      return { sweepCursor: null }
    default:
      return type satisfies never
  }
}

/** Restarts a listing that goes in circles: its cursors may be what is wrong with it. Throws like `fenced`. */
export async function restartListing({ pool, connection }: ConnectionContext, fence: Fence, task: PageTask): Promise<void> {
  await fenced(pool, fence, (client) => changeProgress(client, connection, task.listing.name, withoutCursor(task)))
}
