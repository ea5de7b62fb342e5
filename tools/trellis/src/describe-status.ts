import { isEverythingRefused, type Status } from '@trellis/operations'
import type { ListingFreshness, ResourceStatus } from '@trellis/runtime'
import { EVERYTHING_REFUSED } from './permissions/describe-permissions.js'
import { ago, describeExpected, describeSuspects } from './sweep/describe-freshness.js'
import { count, textTable } from './text-table.js'

function describeFailing({ task, why, attempts, nextTryMs }: ResourceStatus['failing'][number]): string {
  const [what] = task.split('/')
  return `${why} (${what}, ${count(attempts)} in a row, again in ${ago((nextTryMs - Date.now()) / 1000)})`
}

/** The status as a screen of text. */
export function describeStatus({ generation, connections, tables, lag, rawEvents, problems }: Status): string {
  const lines = [`generation ${generation ?? 'none yet'} · ${count(rawEvents)} raw events · ${count(problems)} problems`, '']
  for (const { connection, pausedSince, resources: listings, dueReads, newestWebhook, drift } of connections) {
    lines.push(
      `connection ${connection}${pausedSince === null ? '' : ` · paused since ${pausedSince}: Greenhouse is not asked, webhooks are taken`}`,
    )
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
