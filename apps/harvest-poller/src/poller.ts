import { setTimeout as pause } from 'node:timers/promises'
import { MAX_IDS, type HarvestError } from '@trellis/greenhouse'
import { instantOfMs, msOf } from '@trellis/pipeline'
import {
  dueSuspects,
  holdLease,
  nextReads,
  readProgress,
  type Lease,
  type Logger,
  type OpenSpan,
  type Tracing,
} from '@trellis/runtime'
import { askDifferences } from './audit/ask-differences.js'
import { auditTasks } from './audit/audit-tasks.js'
import { readAuditPage } from './audit/read-audit-page.js'
import type { Fence } from './known-entities/listed-register.js'
import { listingsOf } from './harvest/listings.js'
import { ListingTrails } from './ingest/listing-trails.js'
import { Pauses } from './schedule/pauses.js'
import { registerKnows } from './known-entities/register-gate.js'
import { verifySuspects } from './absence/verify-suspects.js'
import { FreshnessMonitor } from './freshness/freshness-monitor.js'
import { expandHeld } from './rereads/expand-held.js'
import { areCredentialsProven } from './harvest/are-credentials-proven.js'
import { readByKeys } from './rereads/read-by-keys.js'
import { readPage } from './ingest/read-page.js'
import type { ConnectionContext } from './connection-context.js'
import { askedResources, forgetWithheld, readWithheld } from './privacy.js'
import { chooseTasks, duePlaces, dueTasks } from './schedule/choose-tasks.js'
import { RunningTasks, type Turn } from './schedule/running-tasks.js'
import { taskName, type Intervals, type Task } from './schedule/task.js'
import { untilLater } from './schedule/until-later.js'

const AT_A_TIME = 4
const LEASE_AGAIN_MS = 1_000
/** Another poller takes over so long after one that ended without a word. */
export const LEASE_MS = 15_000
/** Before the name of a connection: the lease of who polls it. */
export const POLLED = 'harvest-poller/'
const FORGET_AGAIN_MS = 5_000

/**
 * Reads one connection for as long as it holds the lease on it: what is needed most first, a few requests at a time, within the rate budget.
 *
 * ```
 * without lease ──(lease)──▶ reading up ──(the register knows all of raw)──▶ proving ──(credentials proven)──▶ polling
 *       ▲                        │                                              │                                │
 *       └────────────────────────┴───────(lease passed or expired)──────────────┴────────────────────────────────┘
 * ```
 *
 * Credentials that are not proven wait, give the lease back and begin again. A stop ends it in any state; so does a task that failed. A task under the
 * lease ends in a `TaskOutcome`; all of them have ended before the lease is given back.
 */
export class Poller {
  private readonly pauses: Pauses
  private readonly trails = new ListingTrails()
  private readonly running: RunningTasks
  private readonly freshness: FreshnessMonitor
  private forgotAtMs = -Infinity

  constructor(
    private context: ConnectionContext,
    private readonly intervals: Intervals,
    private readonly logger: Logger,
    /** Names the process to people and to other pollers. */
    private readonly holder: string,
  ) {
    this.freshness = new FreshnessMonitor(context, intervals, logger)
    this.pauses = new Pauses(context, logger)
    this.running = new RunningTasks(context, this.pauses)
  }

  /** Polls until the signal is aborted. Throws what is neither a Fault nor a stop: a bug, or a database that refuses us. */
  async run(signal: AbortSignal): Promise<void> {
    const { connection, client, metrics } = this.context
    const unpolled = metrics.polled(connection, client)
    await this.runUntil(signal).finally(unpolled)
  }

  private async runUntil(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const lease = await holdLease(this.context.pool, POLLED + this.context.connection, this.holder, LEASE_MS).catch(untilLater)
      if (!lease) await pause(LEASE_AGAIN_MS, undefined, { signal }).catch(() => undefined)
      else await this.pollHeld(lease, signal)
    }
  }

  /** Shows for as long as it lasts that this process has the lease. */
  private async pollHeld(lease: Lease, signal: AbortSignal): Promise<void> {
    const { connection, metrics } = this.context
    metrics.leaseIs(connection, 'held')
    await this.pollUnder(lease, signal).finally(() => {
      metrics.leaseIs(connection, 'given up')
      return lease.release()
    })
  }

  private async pollUnder(lease: Lease, stop: AbortSignal): Promise<void> {
    const lost = new AbortController()
    const signal = AbortSignal.any([stop, lost.signal])
    const fence: Fence = { lease: POLLED + this.context.connection, fence: lease.fence }
    let fatal: Error | undefined
    const turn: Turn = { fence, signal, lose: (why) => lost.abort(why), end: (error) => (fatal ??= error) }
    const { log, pool, connection } = this.context
    const logger = this.logger.child({ connection })
    if (!(await registerKnows({ log, pool, logger, signal, isHeld: () => lease.isHeld() }))) return
    if (!(await this.isPrivacyKnown(signal))) return
    if (!(await areCredentialsProven(this.context, fence, logger, signal))) return
    await this.pauses.restore().catch(untilLater)
    logger.info({ fence: String(lease.fence) }, 'polling')
    let round = 1
    while (!signal.aborted && lease.isHeld() && fatal === undefined) {
      await this.freshness.look().catch(untilLater)
      // A round in which nothing was free has given no class a turn.
      if (this.running.size < AT_A_TIME && (await this.startDue(turn, round))) round += 1
      await this.running.untilChange(signal)
    }
    lost.abort(new Error('the lease is no longer held'))
    await this.running.allEnded()
    this.pauses.release()
    if (fatal !== undefined) throw fatal
  }

  /** Starts what is needed most on the places that are free; was there something? */
  private async startDue(turn: Turn, round: number): Promise<boolean> {
    // What ran while the progress was read may have moved it: its next page is not known before the next round.
    const busy = this.running.types()
    const tasks = await this.due(turn.fence, round).catch(untilLater)
    if (tasks) await this.pauses.keepOnly(turn.fence, new Set([...busy.keys(), ...tasks.map(taskName)]))
    const startable = (tasks ?? []).filter((task) => !busy.has(taskName(task)) && !this.pauses.isPausing(task))
    // One that has ended meanwhile goes on in the next round; one that pauses holds no other up.
    const places = AT_A_TIME - this.running.size
    const chosen = chooseTasks(startable, { round, places, running: [...busy.values()] })
    for (const task of chosen) this.running.start(task, this.doTraced(task, turn), turn)
    return chosen.length > 0
  }

  private async due(fence: Fence, round: number): Promise<readonly Task[]> {
    const { connection, pool, lag } = this.context
    const now = instantOfMs(Date.now())
    await this.takeUpPrivacy(fence)
    const resources = askedResources(this.context)
    await expandHeld(this.context, fence, now)
    const [progress, due, suspects, audit] = await Promise.all([
      readProgress(pool, connection, resources.flatMap(listingsOf)),
      nextReads(pool, connection, duePlaces(resources), now, lag, MAX_IDS),
      dueSuspects(pool, connection, now),
      auditTasks(this.context, fence, now),
    ])
    const found = { progress, due, suspects, audit }
    this.pauses.followProgress(progress, msOf(now))
    return dueTasks({ resources, ...found, now, lag, intervals: this.intervals, round })
  }

  /** Before the first request. Where it is not, it has waited a moment by then, so the caller begins again. */
  private async isPrivacyKnown(signal: AbortSignal): Promise<boolean> {
    const { pool, connection } = this.context
    const withheld = await readWithheld(pool, connection).catch(untilLater)
    if (!withheld) await pause(LEASE_AGAIN_MS, undefined, { signal }).catch(() => undefined)
    return withheld !== undefined
  }

  /** In every round, before anything is chosen: what cannot be read lets nothing be asked (rule P1). */
  private async takeUpPrivacy(fence: Fence): Promise<void> {
    const withheld = await readWithheld(this.context.pool, this.context.connection)
    this.context = { ...this.context, withheld }
    if (withheld.size === 0 || performance.now() - this.forgotAtMs < FORGET_AGAIN_MS) return
    await forgetWithheld(this.context, fence, withheld)
    this.forgotAtMs = performance.now()
  }

  private async doTraced(task: Task, turn: Turn): Promise<HarvestError | undefined> {
    const span = this.context.tracing && beginTask(this.context.tracing, this.context.connection, task)
    if (!span) return this.do(task, turn, this.context)
    try {
      const refused = await this.do(task, turn, { ...this.context, traceparent: span.traceparent })
      span.end(refused && { attributes: { 'trellis.refused': refused.kind } })
      return refused
    } catch (error) {
      span.end({ error })
      throw error
    }
  }

  /** Does a task's work; gives Harvest's refusal, if it refused. */
  private async do(task: Task, { fence, signal }: Turn, context: ConnectionContext): Promise<HarvestError | undefined> {
    switch (task.type) {
      case 'question':
        return verifySuspects(context, fence, task, signal)
      case 'reread':
      case 'children':
        return readByKeys(context, fence, task, signal)
      case 'audit':
        return readAuditPage(context, fence, task, signal, this.trails.of(task))
      case 'audit question':
        return askDifferences(context, fence, task, signal)
      case 'window':
      case 'backfill':
      case 'sweep':
        return readPage(context, fence, task, signal, this.trails.of(task))
      default:
        return task satisfies never
    }
  }
}

function beginTask(tracing: Tracing, connection: string, task: Task): OpenSpan {
  const attributes = { 'trellis.connection': connection, 'trellis.listing': task.listing.name }
  return tracing.start({ name: `poll ${task.type}`, kind: 'client', attributes })
}
