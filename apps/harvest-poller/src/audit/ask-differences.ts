import type { HarvestError } from '@trellis/greenhouse'
import { instantOfMs, isRemoved, type Instant, type Lag } from '@trellis/pipeline'
import {
  heldTable,
  settleDifference,
  stopAskingFor,
  type FoundDifference,
  type HeldTable,
  type PoolClient,
} from '@trellis/runtime'
import { askOnlyPage } from '../ingest/ask-page.js'
import { isForFewer } from '../harvest/harvest-client.js'
import {
  fenced,
  isRemovedWithin,
  upsertListed,
  readRegister,
  type Fence,
  type Listed,
} from '../known-entities/listed-register.js'
import { listingsOf } from '../harvest/listings.js'
import { missingPermission } from '../harvest/permission-error.js'
import { inHalves } from '../ingest/in-halves.js'
import type { ConnectionContext } from '../connection-context.js'
import type { AuditVerificationTask } from '../schedule/task.js'
import { compareRecords, type Difference } from './compare-records.js'
import { heldRows } from './held-rows.js'
import { close, isOpen } from './read-audit-page.js'

/** What all listings together said of some keys, held to the tables. */
interface Answer {
  readonly shown: ReadonlySet<string>
  readonly differences: ReadonlyMap<string, Difference>
  readonly requestedAt: Instant
}

/**
 * Asks for differences by name, each listing in turn, and holds the answer to the tables as they are then. What is equal was a change under way and is
 * forgotten. What changed in the meantime, or came from a replica that lags, is asked for once more after overlap; all else stays, as it is now.
 * Returns the error where Harvest refused; throws a Fault where it did not answer.
 */
export async function askDifferences(
  context: ConnectionContext,
  fence: Fence,
  task: AuditVerificationTask,
  signal: AbortSignal,
): Promise<HarvestError | undefined> {
  const { connection, pool } = context
  const { of } = task.listing
  const table = await heldTable(pool, of)
  if (!table) {
    await fenced(pool, fence, (client) => close(client, task, 'its table is gone'))
    return undefined
  }
  const answer = await askAll(context, table, task, signal)
  if ('kind' in answer) return refused(context, fence, task, answer, signal)
  const [rows, register] = await Promise.all([
    heldRows(pool, connection, table, task.keys),
    readRegister(pool, connection, of, task.keys),
  ])
  await fenced(pool, fence, async (client) => {
    if (!(await isOpen(client, task.audit))) return
    await upsertListed(client, connection, of, { appended: [], keys: [...answer.shown], at: answer.requestedAt })
    for (const key of task.keys) {
      const row = rows.get(key)
      const isHeld = row !== undefined && !isRemoved(row)
      await settle(client, task, key, found(key, answer, isHeld), {
        answer,
        known: register.get(key),
        lag: context.lag,
      })
    }
  })
  return undefined
}

function found(key: string, { shown, differences }: Answer, isHeld: boolean): FoundDifference | undefined {
  if (!shown.has(key)) return isHeld ? { what: 'extra', columns: [] } : undefined
  return differences.get(key)
}

interface Circumstances {
  readonly answer: Answer
  readonly known: Listed | undefined
  readonly lag: Lag
}

async function settle(
  client: PoolClient,
  { audit, listing: { of } }: AuditVerificationTask,
  key: string,
  difference: FoundDifference | undefined,
  { answer, known, lag }: Circumstances,
): Promise<void> {
  const seen = difference?.updatedAt
  const isOlder = seen !== undefined && known?.updatedAt !== undefined && seen < known.updatedAt
  // A listing may still show who was removed within overlap (rule E7).
  const isStale = isOlder || (known !== undefined && isRemovedWithin(lag.overlap, known, answer.requestedAt))
  const circumstances = { askedAt: answer.requestedAt, isStale, lag }
  await settleDifference(client, { audit, resource: of.name }, key, difference, circumstances)
}

async function askAll(
  context: ConnectionContext,
  table: HeldTable,
  { listing: { of }, keys }: AuditVerificationTask,
  signal: AbortSignal,
): Promise<Answer | HarvestError> {
  const shown = new Set<string>()
  const differences = new Map<string, Difference>()
  let requestedAt: Instant | undefined
  for (const listing of listingsOf(of)) {
    const ids = keys.filter((key) => !shown.has(key))
    if (ids.length === 0) break
    const page = await askOnlyPage(context, { work: 'audit question', listing, options: { ids } }, signal)
    if (page.type === 'refused') return page.error
    const compared = await compareRecords(context, table, page.slices, page.requestedAt)
    for (const key of compared.keys) shown.add(key)
    for (const difference of compared.differences) differences.set(difference.key, difference)
    requestedAt ??= page.requestedAt
  }
  return { shown, differences, requestedAt: requestedAt ?? instantOfMs(Date.now()) }
}

/** A key that Harvest does not take stays, alone, what it was noticed as. */
async function refused(
  context: ConnectionContext,
  fence: Fence,
  task: AuditVerificationTask,
  error: HarvestError,
  signal: AbortSignal,
): Promise<HarvestError | undefined> {
  const { keys, audit, listing } = task
  const halves = await inHalves(keys, error, (half) => askDifferences(context, fence, { ...task, keys: half }, signal))
  if (halves) return halves.refused
  if (!isForFewer(error) && error.kind !== 'forbidden') return error
  await fenced(context.pool, fence, async (client) => {
    if (!(await isOpen(client, audit))) return
    if (error.kind === 'forbidden') return close(client, task, missingPermission(listing.of))
    await stopAskingFor(client, { audit, resource: listing.of.name }, keys)
  })
  return undefined
}
