import {
  listRequest,
  nextCursor,
  permissionGroupOf,
  RAW_TOPIC,
  recordEventId,
  sliceRecords,
  type HarvestError,
} from '@trellis/greenhouse'
import { encodeRaw, instantOfMs, settled, type Lag, type RawEvent, type Resource } from '@trellis/pipeline'
import { EventLog, Fault, newRawKey, type Pool, type PoolClient } from '@trellis/runtime'
import { askAgain, settleDue } from './due-reads.js'
import type { HarvestClient, Page } from './harvest-client.js'
import { candidateOf, fenced, judge, raiseListed, readRegister, type Candidate, type Fence } from './listed-register.js'
import type { PollerMetrics } from './poller-metrics.js'
import { changeProgress, type ProgressChange } from './progress.js'
import { listingAfter } from './listings.js'
import { noteSweep } from './sweeps.js'
import type { DueKey, ListingTask as Task } from './tasks.js'

/** What reading a page needs of the world. */
export interface ReadingPorts {
  readonly connection: string
  readonly harvestUrl: string
  readonly client: HarvestClient
  readonly log: EventLog
  readonly pool: Pool
  readonly lag: Lag
  readonly metrics: PollerMetrics
}

/** An answer older than the register this often is believed at last: the source itself may have gone back. */
const BELIEVED_AFTER = 8

/**
 * Does one task: asks for its page, appends what is new, and only then moves register, due reads and cursor, all under the lease.
 * Returns the error where Harvest refused; throws a Fault where it did not answer, or broke off.
 */
export async function readPage(
  ports: ReadingPorts,
  fence: Fence,
  task: Task,
  signal: AbortSignal,
): Promise<HarvestError | undefined> {
  const answer = await ports.client.get(urlOf(ports.harvestUrl, task), signal)
  if (answer.type === 'refused') {
    if (task.type === 'reread' && answer.error.kind === 'unprocessable') return readInHalves(ports, fence, task, signal)
    await fenced(ports.pool, fence, (client) =>
      changeProgress(client, ports.connection, task.listing.name, afterRefusal(task, answer.error)),
    )
    return answer.error
  }
  const slices = sliceRecords(answer.body)
  if (!slices) throw new Fault(`the listing of ${task.listing.name} broke off`, { retryable: true })
  const cursor = cursorOf(task, answer)
  const judged = await judgePage(ports, task, answer, slices)
  await ports.log.append(
    RAW_TOPIC,
    judged.append.map((raw) => encodeRaw(raw, newRawKey(ports.connection))),
  )
  await fenced(ports.pool, fence, (client) => record(ports, client, task, answer, judged, cursor))
  ports.metrics.listed(task.listing.of.name, 'appended', judged.append.length)
  ports.metrics.listed(task.listing.of.name, 'unchanged', judged.unchanged)
  ports.metrics.listed(task.listing.of.name, 'stale', judged.stale.length)
  const next = listingAfter(task.listing)
  if (task.type !== 'reread' || !next) return undefined
  const due = unanswered(task, judged)
  return due.length === 0 ? undefined : readPage(ports, fence, { ...task, listing: next, due }, signal)
}

/** What a re-read did not find and a further listing of the resource may show. */
function unanswered(task: Extract<Task, { type: 'reread' }>, { keys }: JudgedPage): readonly DueKey[] {
  if (!listingAfter(task.listing)) return []
  const found = new Set(keys)
  return task.due.filter(({ key }) => !found.has(key))
}

/** A key that Harvest does not take must not keep the others from being read: they are asked in halves until it is alone, and that one pauses. */
async function readInHalves(
  ports: ReadingPorts,
  fence: Fence,
  task: Extract<Task, { type: 'reread' }>,
  signal: AbortSignal,
): Promise<HarvestError | undefined> {
  const { connection, pool } = ports
  const { listing, due } = task
  if (due.length > 1) {
    const middle = due.length >> 1
    const refused = await readPage(ports, fence, { ...task, due: due.slice(0, middle) }, signal)
    return refused ?? readPage(ports, fence, { ...task, due: due.slice(middle) }, signal)
  }
  const keys = due.map(({ key }) => key)
  await fenced(pool, fence, (client) => askAgain(client, connection, listing.of.name, keys, instantOfMs(Date.now())))
  return undefined
}

/** A page's records, and what became of them. */
export interface JudgedPage {
  /** Of every record that has one. */
  readonly keys: readonly string[]
  readonly append: readonly RawEvent[]
  readonly appended: readonly Candidate[]
  readonly stale: readonly string[]
  readonly unchanged: number
  readonly records: number
}

/** Holds each record of a page to the register; appends nothing yet. */
export async function judgePage(
  { connection, pool, lag }: ReadingPorts,
  task: Task,
  page: Page,
  slices: readonly Uint8Array[],
): Promise<JudgedPage> {
  const { of } = task.listing
  const at = settled(page.requestedAt, lag)
  const records = slices.map((body) => {
    const id = recordEventId(connection, of.name, at, body)
    const raw: RawEvent = { id, connection, kind: 'record', resource: of.name, at, body }
    const candidate = candidateOf(of, raw)
    return { raw: candidate ? { ...raw, key: candidate.facts.key } : raw, candidate }
  })
  const keys = records.flatMap(({ candidate }) => (candidate ? [candidate.facts.key] : []))
  const register = await readRegister(pool, connection, of, keys)
  const believed = new Set(
    task.type === 'reread' ? task.due.filter(({ attempts }) => attempts >= BELIEVED_AFTER).map(({ key }) => key) : [],
  )
  const judged = records.map(({ raw, candidate }) => {
    const verdict = candidate
      ? judge(candidate, register.get(candidate.facts.key), task.type === 'reread' ? 'reread' : 'listing')
      : 'append'
    return { raw, candidate, verdict: verdict === 'stale' && candidate && believed.has(candidate.facts.key) ? 'append' : verdict }
  })
  const appended = judged.filter(({ verdict }) => verdict === 'append')
  return {
    keys,
    append: appended.map(({ raw }) => raw),
    appended: appended.flatMap(({ candidate }) => candidate ?? []),
    stale: judged.flatMap(({ verdict, candidate }) => (verdict === 'stale' && candidate ? [candidate.facts.key] : [])),
    unchanged: judged.filter(({ verdict }) => verdict === 'unchanged').length,
    records: records.length,
  }
}

async function record(
  ports: ReadingPorts,
  client: PoolClient,
  task: Task,
  page: Page,
  judged: JudgedPage,
  cursor: string | undefined,
): Promise<void> {
  const { connection, lag } = ports
  await raiseListed(client, connection, task.listing.of, { ...judged, at: page.requestedAt })
  if (task.type === 'reread') {
    const open = new Set([...judged.stale, ...unanswered(task, judged).map(({ key }) => key)])
    const answered = task.due.map(({ key }) => key).filter((key) => !open.has(key))
    await settleDue(client, connection, task.listing.of.name, answered, page.requestedAt, lag)
  }
  if (judged.stale.length > 0) await askAgain(client, connection, task.listing.of.name, judged.stale, page.requestedAt)
  await changeProgress(client, connection, task.listing.name, afterPage(task, page, cursor, judged.records, lag))
  if (task.type === 'sweep' || task.type === 'backfill')
    await noteSweep(client, connection, task, { page, cursor, control: judged.keys.at(-1) }, lag)
}

function urlOf(harvestUrl: string, task: Task): string {
  const { of, also } = task.listing
  const first = also && { also }
  if (task.type === 'reread') return listRequest(harvestUrl, of, { ...first, ids: task.due.map(({ key }) => key) })
  if (task.cursor !== undefined) return listRequest(harvestUrl, of, { cursor: task.cursor })
  return listRequest(harvestUrl, of, { ...first, ...(task.type === 'window' && { window: task.window }) })
}

/** To stop where a next page is named and cannot be asked for would pass for a complete listing. */
function cursorOf(task: Task, { link }: Page): string | undefined {
  try {
    return nextCursor(link)
  } catch (error) {
    throw new Fault(`the listing of ${task.listing.name} does not say how it goes on`, { retryable: true, cause: error })
  }
}

/** A cursor moves after its page is on the log, the window's end after its last page (rule L1). */
function afterPage(task: Task, page: Page, cursor: string | undefined, records: number, lag: Lag): ProgressChange {
  const seen: ProgressChange = { permission: 'granted', lastError: null, lastRequestAt: page.requestedAt, addedPages: 1 }
  switch (task.type) {
    case 'reread':
      return seen
    case 'window':
      return cursor === undefined
        ? { ...seen, completeUntil: task.window.to, window: null, windowCursor: null }
        : { ...seen, window: task.window, windowCursor: cursor }
    case 'backfill': {
      // Windows begin where the backfill did: they run beside it.
      const startedAt = settled(page.requestedAt, lag)
      const begun = task.cursor === undefined ? { backfillStartedAt: startedAt, completeUntil: startedAt } : {}
      return { ...seen, ...begun, addedRecords: records, backfillCursor: cursor ?? null, isBackfillDone: cursor === undefined }
    }
    case 'sweep':
      return seen
    default:
      return task satisfies never
  }
}

/** With a cursor nothing else is sent, so that what is refused there is the cursor, in whatever words: how an expired one is named is not documented. */
function afterRefusal(task: Task, { kind }: HarvestError): ProgressChange {
  if (kind === 'forbidden') return { permission: 'missing', lastError: missingPermission(task.listing.of) }
  const isCursorRefused = kind === 'cursor_expired' || kind === 'unprocessable'
  if (task.type === 'reread' || task.cursor === undefined || !isCursorRefused) return { lastError: kind }
  if (task.type === 'sweep') return { sweepCursor: null, lastError: kind }
  return task.type === 'window' ? { windowCursor: null, lastError: kind } : { backfillCursor: null, lastError: kind }
}

/** Names the permission that somebody in Greenhouse has to grant. */
function missingPermission({ name }: Resource): string {
  return `permission missing: ${permissionGroupOf(name)?.name ?? name}`
}
