import { recordEventId } from '@trellis/greenhouse'
import { instantOf, NEVER, settled, type Instant, type Lag, type RawEvent } from '@trellis/pipeline'
import { retryLaggingReads, type DueKey, type PoolClient, type ProgressChange } from '@trellis/runtime'
import type { ConnectionContext } from '../connection-context.js'
import type { ResourceListing } from '../harvest/listings.js'
import {
  candidateOf,
  fenced,
  classify,
  upsertListed,
  readRegister,
  type Candidate,
  type Fence,
  type Showing,
} from '../known-entities/listed-register.js'
import { appendRaws } from './append-raws.js'
import type { AskedPage } from './ask-page.js'
import { ListingTrail } from './listing-trail.js'
import { checkProgress } from './listing-trails.js'

/** Where a page comes from. */
export interface PageOrigin {
  readonly listing: ResourceListing
  /** Were entities asked for by their own keys, or is it a page of a listing? */
  readonly reading: Showing['reading']
  /** What was due of the entities that were asked for. */
  readonly due?: readonly DueKey[]
  /** Where the listing has been; an answer of one page has been nowhere. */
  readonly trail?: ListingTrail
}

/** A page's records, and what became of them. */
export interface ClassifiedPage {
  /** Of every record that has one. */
  readonly keys: readonly string[]
  readonly append: readonly RawEvent[]
  readonly appended: readonly Candidate[]
  readonly stale: readonly string[]
  /** Shown although removed, and when that is to be believed (rule E7). */
  readonly gone: readonly { readonly key: string; readonly endsAt: Instant }[]
  /** Shown as they were before a webhook (rule L8). */
  readonly unseen: readonly string[]
  readonly unchanged: number
  /** Appended, and no event had mentioned it before. */
  readonly unknown: number
  readonly records: number
}

/**
 * The one way from an answered page to the log: holds its records to the register, appends what is new, and only then writes what became of them, in a
 * transaction that holds the lease. `record` writes what else the page moves, in the same transaction. Throws NoProgress where the listing goes in
 * circles, and like `appendRaws` and `fenced`.
 */
export async function appendPage(
  context: ConnectionContext,
  fence: Fence,
  origin: PageOrigin,
  page: AskedPage,
  record: (client: PoolClient, classified: ClassifiedPage) => Promise<void>,
): Promise<ClassifiedPage> {
  const { of, name } = origin.listing
  const { trail = new ListingTrail(name) } = origin
  const classified = await classifyPage(context, origin, page)
  await checkProgress(context, of, trail, classified.keys, page.cursor)
  const refused = await appendRaws(context, classified.append)
  await fenced(context.pool, fence, async (client) => {
    await noteClassified(context, client, origin, classified, page.requestedAt)
    await record(client, classified)
  })
  context.metrics.listed(of.name, 'appended', classified.append.length - refused.size)
  context.metrics.listed(of.name, 'unchanged', classified.unchanged)
  context.metrics.listed(of.name, 'stale', unsettled(classified).length)
  trail.moveOn(classified.keys, page.cursor)
  return classified
}

/** Entities that a page showed without completing their re-reads: it does not know yet what we know. */
export function unsettled({ stale, gone, unseen }: ClassifiedPage): readonly string[] {
  return [...stale, ...gone.map(({ key }) => key), ...unseen]
}

/** What every page says of its listing's progress. */
export function pageRead({ requestedAt }: AskedPage): ProgressChange {
  return { permission: 'granted', lastError: null, lastRequestAt: requestedAt, addedPages: 1 }
}

/** Holds each record of a page to the register. */
async function classifyPage(
  { connection, pool, lag, traceparent }: ConnectionContext,
  { listing: { of }, reading, due = [] }: PageOrigin,
  { slices, requestedAt }: AskedPage,
): Promise<ClassifiedPage> {
  const at = settled(requestedAt, lag)
  const shared = { connection, kind: 'record', resource: of.name, at, ...(traceparent !== undefined && { traceparent }) } as const
  const records = slices.map((body) => {
    const raw: RawEvent = { id: recordEventId(connection, of.name, at, body), ...shared, body }
    const candidate = candidateOf(of, raw)
    return { raw: candidate ? { ...raw, key: candidate.facts.key } : raw, candidate }
  })
  const keys = records.flatMap(({ candidate }) => (candidate ? [candidate.facts.key] : []))
  const register = await readRegister(pool, connection, of, keys)
  const believed = new Set(due.filter(({ attempts }) => attempts >= believedAfter(lag)).map(({ key }) => key))
  const showing = { reading, requestedAt, overlap: lag.overlap }
  const classified = records.map(({ raw, candidate }) => {
    const verdict = candidate ? classify(candidate, register.get(candidate.facts.key), showing) : 'append'
    return { raw, candidate, verdict: verdict === 'stale' && candidate && believed.has(candidate.facts.key) ? 'append' : verdict }
  })
  const keysOf = (wanted: (typeof classified)[number]['verdict']): readonly string[] =>
    classified.flatMap(({ verdict, candidate }) => (verdict === wanted && candidate ? [candidate.facts.key] : []))
  const appended = classified.filter(({ verdict }) => verdict === 'append')
  return {
    keys,
    append: appended.map(({ raw }) => raw),
    appended: appended.flatMap(({ candidate }) => candidate ?? []),
    stale: keysOf('stale'),
    gone: keysOf('gone').map((key) => ({
      key,
      endsAt: (instantOf(register.get(key)?.removed ?? NEVER) + lag.overlap) as Instant,
    })),
    unseen: keysOf('unseen'),
    unchanged: classified.filter(({ verdict }) => verdict === 'unchanged').length,
    unknown: appended.filter(({ candidate }) => candidate && !register.has(candidate.facts.key)).length,
    records: records.length,
  }
}

/** An answer older than the register this often is believed at last: the source itself may have gone back. By then the pauses, doubling from a second, have outlasted overlap. */
function believedAfter({ overlap }: Lag): number {
  return Math.max(8, Math.ceil(Math.log2(overlap / 1_000_000 + 1)))
}

/**
 * Writes what became of a page's records, after the append: moves the known entities forward, and enqueues again whatever does not know yet what we know (rules E7,
 * L3, L8). What a listing shows as it was before a webhook is due already: only a re-read has asked because of that word.
 */
async function noteClassified(
  { connection, lag }: ConnectionContext,
  client: PoolClient,
  { listing: { of }, reading }: PageOrigin,
  classified: ClassifiedPage,
  requestedAt: Instant,
): Promise<void> {
  await upsertListed(client, connection, of, { ...classified, at: requestedAt })
  const { stale, gone } = classified
  const unseen = reading === 'reread' ? classified.unseen : []
  await retryLaggingReads(client, connection, of.name, { stale, gone, unseen }, requestedAt, lag)
}
