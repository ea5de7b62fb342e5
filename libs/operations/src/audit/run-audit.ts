import { setTimeout as pause } from 'node:timers/promises'
import type { Resource } from '@trellis/pipeline'
import { auditState, requestAudit, withdrawAudit, type AuditReport, type Pool, type PoolClient } from '@trellis/runtime'
import { Refusal } from '../refusal.js'

const LOOK_AGAIN_MS = 500
const PATIENCE_MS = 30_000

/** How far an audit has come. */
export interface AuditProgress {
  readonly audit: string
  readonly listings: number
  readonly listingsRead: number
  readonly pages: number
  readonly records: number
  /** Differences that are to be asked for by name, a quarter of an hour after they were noticed. */
  readonly open: number
}

/** What to audit, and how to wait for it. */
interface AuditOptions {
  readonly connection: string
  /** None means all. */
  readonly resources: readonly Resource[]
  readonly onProgress?: (progress: AuditProgress) => void
  /** For how long there may be no poller, in milliseconds; 30 s if not given. */
  readonly patienceMs?: number
}

/**
 * Has the poller of a connection audit its tables, and waits for the report: at least for overlap where anything differs. An audit of the same resources
 * that is under way is waited for, rather than begun again. Throws a Refusal that says what to do
 * where no poller takes it, or is at it any more.
 */
export async function runAudit(pool: Pool, options: AuditOptions): Promise<AuditReport> {
  const { connection, resources } = options
  const audit = await orderAudit(pool, connection, resources)
  let poller = performance.now()
  for (;;) {
    const now = await auditState(pool, audit, connection)
    if (!now) throw new Refusal('not found', `audit ${audit} is not there any more`)
    if (now.report) return now.report
    if (now.isPolled) poller = performance.now()
    else if (performance.now() - poller > (options.patienceMs ?? PATIENCE_MS)) throw await givenUp(pool, audit, now.isBegun)
    const { listings, listingsRead, pages, records, open } = now
    options.onProgress?.({ audit, listings, listingsRead, pages, records, open })
    await pause(LOOK_AGAIN_MS)
  }
}

/** Orders it, of all resources where none is given, and does not wait: `auditState` says how far it is. Gives its id. */
export async function orderAudit(db: Pool | PoolClient, connection: string, resources: readonly Resource[]): Promise<string> {
  return requestAudit(db, connection, resources.length === 0 ? null : resources.map(({ name }) => name).toSorted())
}

/** A poller begins no audit that no command waits for any more; one that was begun goes on with the next poller. */
async function givenUp(pool: Pool, audit: string, isBegun: boolean): Promise<Refusal> {
  if (isBegun) return new Refusal('conflict', 'The poller is away. The audit goes on once it is back: run the command again then')
  await withdrawAudit(pool, audit)
  return new Refusal(
    'conflict',
    'No poller has taken it: is harvest-poller running, and are its credentials accepted (`status`)?',
  )
}
