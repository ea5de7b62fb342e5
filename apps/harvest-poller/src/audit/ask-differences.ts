import { listRequest, sliceRecords, type HarvestError } from '@trellis/greenhouse'
import { instantOfMs, isRemoved, parseInstant, type Instant } from '@trellis/pipeline'
import { Fault, heldTable, type HeldTable, type PoolClient } from '@trellis/runtime'
import { cursorAfter } from '../harvest/cursor-after.js'
import { isForFewer } from '../harvest/harvest-client.js'
import { fenced, isRemovedWithin, raiseListed, readRegister, type Fence, type Listed } from '../known-entities/listed-register.js'
import { listingsOf } from '../harvest/listings.js'
import { missingPermission } from '../harvest/permission-error.js'
import { inHalves } from '../ingest/in-halves.js'
import type { ReadingPorts } from '../connection-context.js'
import type { AuditQuestionTask } from '../schedule/task.js'
import { compareRecords, type Difference } from './compare-records.js'
import { heldRows } from './held-rows.js'
import { close, isOpen } from './read-audit-page.js'

/** So often an entity is asked for that changes all the time; then what differs counts. */
const MOST_QUESTIONS = 5

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
  ports: ReadingPorts,
  fence: Fence,
  task: AuditQuestionTask,
  signal: AbortSignal,
): Promise<HarvestError | undefined> {
  const { connection, pool } = ports
  const { of } = task.listing
  const table = await heldTable(pool, of)
  if (!table) {
    await fenced(pool, fence, (client) => close(client, task, 'its table is gone'))
    return undefined
  }
  const answer = await askAll(ports, table, task, signal)
  if ('kind' in answer) return refused(ports, fence, task, answer, signal)
  const [rows, register] = await Promise.all([
    heldRows(pool, connection, table, task.keys),
    readRegister(pool, connection, of, task.keys),
  ])
  await fenced(pool, fence, async (client) => {
    if (!(await isOpen(client, task.audit))) return
    await raiseListed(client, connection, of, { appended: [], keys: [...answer.shown], at: answer.requestedAt })
    for (const key of task.keys) {
      const row = rows.get(key)
      const isHeld = row !== undefined && !isRemoved(row)
      await settle(client, task, key, found(key, answer, isHeld), {
        answer,
        known: register.get(key),
        overlap: ports.lag.overlap,
      })
    }
  })
  return undefined
}

type Found = {
  readonly what: 'missing' | 'extra' | 'different'
  readonly columns: readonly string[]
  readonly updatedAt?: string
}

function found(key: string, { shown, differences }: Answer, isHeld: boolean): Found | undefined {
  if (!shown.has(key)) return isHeld ? { what: 'extra', columns: [] } : undefined
  const difference = differences.get(key)
  if (!difference) return undefined
  const { what, columns, updatedAt } = difference
  return { what, columns, ...(updatedAt !== undefined && { updatedAt }) }
}

interface Circumstances {
  readonly answer: Answer
  readonly known: Listed | undefined
  readonly overlap: number
}

async function settle(
  client: PoolClient,
  { audit, listing: { of } }: AuditQuestionTask,
  key: string,
  difference: Found | undefined,
  { answer, known, overlap }: Circumstances,
): Promise<void> {
  if (!difference) {
    await client.query('delete from ops.audit_difference where audit_id = $1 and resource = $2 and key = $3', [
      audit,
      of.name,
      key,
    ])
    return
  }
  const told = difference.updatedAt
  const isOlder = told !== undefined && known?.updatedAt !== undefined && told < known.updatedAt
  // A listing may still show who was removed within overlap (rule E7).
  const isStale = isOlder || (known !== undefined && isRemovedWithin(overlap, known, answer.requestedAt))
  await client.query(
    `update ops.audit_difference set columns = $5, updated_at = $6, asked_again_us = $7, questions = questions + 1, what = $4,
       due_us = case when questions + 1 < $8 and ($9 or what <> $4 or $10 > noticed_us) then $7::bigint + $11 end,
       noticed_us = case when questions + 1 < $8 and ($9 or what <> $4 or $10 > noticed_us) then $7 else noticed_us end
     where audit_id = $1 and resource = $2 and key = $3`,
    [
      ...[audit, of.name, key, difference.what, difference.columns, told ?? null, answer.requestedAt, MOST_QUESTIONS, isStale],
      ...[told === undefined ? 0 : (parseInstant(told) ?? 0), overlap],
    ],
  )
}

async function askAll(
  ports: ReadingPorts,
  table: HeldTable,
  { listing: { of }, keys }: AuditQuestionTask,
  signal: AbortSignal,
): Promise<Answer | HarvestError> {
  const shown = new Set<string>()
  const differences = new Map<string, Difference>()
  let requestedAt: Instant | undefined
  for (const { also, name } of listingsOf(of)) {
    const ids = keys.filter((key) => !shown.has(key))
    if (ids.length === 0) break
    const answer = await ports.client.get(
      listRequest(ports.harvestUrl, of, { ...(also && { also }), ids }),
      'audit question',
      signal,
    )
    if (answer.type === 'refused') return answer.error
    const slices = sliceRecords(answer.body)
    // A part of an answer says nothing of those it does not show.
    if (!slices || cursorAfter(name, answer.link) !== undefined)
      throw new Fault(`the listing of ${name} broke off`, { retryable: true })
    const compared = await compareRecords(ports, table, slices, answer.requestedAt)
    for (const key of compared.keys) shown.add(key)
    for (const difference of compared.differences) differences.set(difference.key, difference)
    requestedAt ??= answer.requestedAt
  }
  return { shown, differences, requestedAt: requestedAt ?? instantOfMs(Date.now()) }
}

/** A key that Harvest does not take stays, alone, what it was noticed as. */
async function refused(
  ports: ReadingPorts,
  fence: Fence,
  task: AuditQuestionTask,
  error: HarvestError,
  signal: AbortSignal,
): Promise<HarvestError | undefined> {
  const { keys, audit, listing } = task
  const halves = await inHalves(keys, error, (half) => askDifferences(ports, fence, { ...task, keys: half }, signal))
  if (halves) return halves.refused
  if (!isForFewer(error) && error.kind !== 'forbidden') return error
  await fenced(ports.pool, fence, async (client) => {
    if (!(await isOpen(client, audit))) return
    if (error.kind === 'forbidden') return close(client, task, missingPermission(listing.of))
    await client.query('update ops.audit_difference set due_us = null where audit_id = $1 and resource = $2 and key = any($3)', [
      audit,
      listing.of.name,
      keys,
    ])
  })
  return undefined
}
