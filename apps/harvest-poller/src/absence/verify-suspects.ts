import type { HarvestError } from '@trellis/greenhouse'
import { instantOfMs } from '@trellis/pipeline'
import { changeProgress, deleteSuspects, lockListings, postponeSuspects, type Suspect } from '@trellis/runtime'
import { appendAbsences } from './append-absences.js'
import { appendPage, pageRead } from '../ingest/append-page.js'
import { chooseCanary } from './canary.js'
import { askOnlyPage, type RefusedPage } from '../ingest/ask-page.js'
import { isForFewer } from '../harvest/harvest-client.js'
import { fenced, type Fence } from '../known-entities/listed-register.js'
import { listingsOf, type ResourceListing } from '../harvest/listings.js'
import { inHalves } from '../ingest/in-halves.js'
import { noteRefusal } from '../ingest/note-refusal.js'
import type { ConnectionContext } from '../connection-context.js'
import { dueForVerification } from './due-for-verification.js'
import type { VerificationTask } from '../schedule/task.js'
import type { LookupAnswer } from './assess-answer.js'

/**
 * Looks suspects up by id, each listing of their resource in turn, together with an entity that this listing has shown (rule E2). One that is shown is
 * appended as a re-read and no suspect any more; one that is missing from an answer with its canary is on the way to an absence, which is appended once it is
 * proven. Returns the error where Harvest refused; throws a Fault where it did not answer.
 */
export async function verifySuspects(
  context: ConnectionContext,
  fence: Fence,
  task: VerificationTask,
  signal: AbortSignal,
): Promise<HarvestError | undefined> {
  const { connection, pool, lag } = context
  const { of } = task.listing
  const keys = task.suspects.map(({ key }) => key)
  const now = instantOfMs(Date.now())
  const suspects = await fenced(pool, fence, async (client) => {
    await lockListings(client, connection, of.name)
    return dueForVerification(context, client, of.name, keys, now)
  })
  if (suspects.length === 0) return undefined
  const canaries = await Promise.all(listingsOf(of).map(async (listing) => chooseCanary(pool, connection, listing)))
  if (canaries.every((canary) => canary === undefined) && !suspects.some(({ isConfirmed }) => isConfirmed)) {
    // Whatever the answer lacked would prove nothing.
    await fenced(pool, fence, async (client) => {
      await lockListings(client, connection, of.name)
      await postponeSuspects(client, connection, of.name, suspects, now + lag.overlap / 10)
    })
    return undefined
  }
  const answers: LookupAnswer[] = []
  let missing: readonly Suspect[] = suspects
  for (const [index, listing] of listingsOf(of).entries()) {
    if (missing.length === 0) break
    const asked = await askListing(context, fence, listing, missing, canaries[index], signal)
    if (asked.type === 'refused') return refused(context, fence, task, listing, asked.error, suspects, signal)
    answers.push(asked)
    const shown = new Set(asked.shown)
    missing = missing.filter(({ key }) => !shown.has(key))
  }
  await appendAbsences(context, fence, of, missing, answers)
  return undefined
}

async function askListing(
  context: ConnectionContext,
  fence: Fence,
  listing: ResourceListing,
  suspects: readonly Suspect[],
  canary: string | undefined,
  signal: AbortSignal,
): Promise<LookupAnswer | RefusedPage> {
  const { connection } = context
  const { of, name } = listing
  const ids = [...suspects.map(({ key }) => key), ...(canary === undefined ? [] : [canary])]
  const page = await askOnlyPage(context, { work: 'question', listing, options: { ids } }, signal)
  if (page.type === 'refused') return page
  const { keys: shown } = await appendPage(context, fence, { listing, reading: 'reread' }, page, async (client, { keys }) => {
    await lockListings(client, connection, of.name)
    await deleteSuspects(client, connection, of.name, keys)
    await changeProgress(client, connection, name, pageRead(page))
  })
  const isShown = canary !== undefined && shown.includes(canary)
  return {
    type: 'answered',
    listing: name,
    requestedAt: page.requestedAt,
    shown,
    canary: canary === undefined ? undefined : { key: canary, isShown },
  }
}

/** A key that Harvest does not take waits for overlap, alone, and is never proven. */
async function refused(
  context: ConnectionContext,
  fence: Fence,
  task: VerificationTask,
  listing: ResourceListing,
  error: HarvestError,
  suspects: readonly Suspect[],
  signal: AbortSignal,
): Promise<HarvestError | undefined> {
  const { connection, pool, lag } = context
  const halves = await inHalves(suspects, error, (half) => verifySuspects(context, fence, { ...task, suspects: half }, signal))
  if (halves) return halves.refused
  await fenced(pool, fence, async (client) => {
    if (isForFewer(error)) await lockListings(client, connection, listing.of.name)
    await noteRefusal(client, context, listing, error)
    if (isForFewer(error))
      await postponeSuspects(client, connection, listing.of.name, suspects, instantOfMs(Date.now()) + lag.overlap)
  })
  return isForFewer(error) ? undefined : error
}
