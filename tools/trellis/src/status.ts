import { BEYOND, permissionGroupOf, resources } from '@trellis/greenhouse'
import {
  createLogger,
  createPool,
  EventLog,
  readStatus,
  type DatabaseStatus,
  type ListingFreshness,
  type Pool,
  type ResourceStatus,
} from '@trellis/runtime'
import { kafkaAt, type Addresses } from './addresses.js'
import { readLogStatus, type LogStatus } from './read-lag.js'
import { EVERYTHING_REFUSED } from './permissions/report.js'
import { ago, describeExpected, describeSuspects } from './sweep/describe-freshness.js'
import { count, textTable } from './text-table.js'

/** All that `trellis status` shows. */
export type Status = DatabaseStatus & LogStatus

/** What a status is read with: opened once, read as often as wanted. */
export interface StatusPorts {
  readonly log: EventLog
  readonly pool: Pool
  close(): Promise<void>
}

/** Opens log and database for reading. Throws a Fault where one does not answer. */
export async function openStatus(addresses: Addresses): Promise<StatusPorts> {
  const logger = createLogger('trellis', 'silent')
  const log = await EventLog.connect(kafkaAt(addresses), logger)
  const pool = createPool(addresses.databaseUrl, { max: 4, applicationName: 'trellis' })
  return {
    log,
    pool,
    close: async () => {
      await Promise.allSettled([log.close(), pool.end()])
    },
  }
}

/** Reads it now. */
export async function statusNow({ log, pool }: StatusPorts): Promise<Status> {
  const names = resources.map(({ name }) => name)
  const database = await readStatus(pool, names)
  return { ...database, ...(await readLogStatus(log, pool, database.generation)) }
}

function describeFailing({ task, why, attempts, nextTryMs }: ResourceStatus['failing'][number]): string {
  const [what] = task.split('/')
  return `${why} (${what}, ${count(attempts)} in a row, again in ${ago((nextTryMs - Date.now()) / 1000)})`
}

function isEverythingRefused(listings: readonly ResourceStatus[]): boolean {
  const asked = listings.filter(({ resource }) => permissionGroupOf(resource.split('?', 1)[0] ?? '')?.name !== BEYOND)
  return asked.length > 0 && asked.every(({ backfill }) => backfill === 'permission missing')
}

/** The status as a screen of text. */
export function describeStatus({ generation, connections, tables, lag, rawEvents, problems }: Status): string {
  const lines = [`generation ${generation ?? 'none yet'} · ${count(rawEvents)} raw events · ${count(problems)} problems`, '']
  for (const { connection, resources: listings, dueReads, newestWebhook, drift } of connections) {
    lines.push(`connection ${connection}`)
    const ages = new Map(drift.listings.map((each) => [each.listing, each]))
    const head = ['  resource', 'backfill', 'records', 'fresh', 'swept', 'last error']
    lines.push(
      ...textTable(
        head,
        listings.map((listing) => listingRow(listing, ages.get(listing.resource))),
      ),
    )
    if (isEverythingRefused(listings)) lines.push(`  ${EVERYTHING_REFUSED}`)
    lines.push(...describeExpected(drift), ...describeSuspects(drift))
    lines.push(`  ${count(dueReads)} entities due to be read again`)
    const way =
      newestWebhook && `${newestWebhook.action ?? 'unknown'} took ${newestWebhook.milliseconds} ms from its arrival to its row`
    lines.push(`  newest webhook: ${way ?? 'none yet'}`, '')
  }
  lines.push(
    ...textTable(
      ['table', 'live', 'removed'],
      tables.map(({ table: name, live, removed }) => [`recruiting.${name}`, count(live), count(removed)]),
    ),
    '',
  )
  lines.push(
    ...textTable(
      ['reader', 'topic', 'behind'],
      lag.map(({ reader, topic, records }) => [reader, topic, count(records)]),
    ),
  )
  return lines.join('\n')

  function listingRow(
    { resource, backfill, records, lastError, state, failing: [newest] }: ResourceStatus,
    drift: ListingFreshness | undefined,
  ): string[] {
    const fresh = state === 'ok' ? ago(drift?.freshnessSeconds) : state
    const error = newest ? describeFailing(newest) : (lastError ?? '')
    return [`  ${resource}`, backfill, count(records), fresh, ago(drift?.sweepAgeSeconds), error]
  }
}
