import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { MAX_IDS, source, users, type HarvestError } from '@trellis/greenhouse'
import { instantOfMs, msOf } from '@trellis/pipeline'
import { Fault, holdLease, isRetryable, pgFault, type Lease, type Logger } from '@trellis/runtime'
import { askDifferences } from './audit/ask-differences.js'
import { auditTasks } from './audit/audit-tasks.js'
import { beginAuditAnew, readAuditPage } from './audit/read-audit-page.js'
import { readDue } from './rereads/due-reads.js'
import { LeasePassed, type Fence } from './known-entities/listed-register.js'
import { listingsOf } from './harvest/listings.js'
import { NoProgress } from './ingest/listing-trail.js'
import { ListingTrails } from './ingest/listing-trails.js'
import { Pauses, WITHOUT_PERMISSION_MS } from './schedule/pauses.js'
import { registerKnows } from './known-entities/register-gate.js'
import { readProgress } from './ingest/progress.js'
import { askSuspects } from './absence/ask-suspects.js'
import { DriftWatch } from './freshness/drift-watch.js'
import { expandHeld } from './rereads/expand-held.js'
import { proveCredentials, type Proof } from './harvest/prove-credentials.js'
import { readByKeys } from './rereads/read-by-keys.js'
import { beginAnew, readPage } from './ingest/read-page.js'
import type { ConnectionContext } from './connection-context.js'
import { readSuspects } from './absence/suspects.js'
import { chooseTasks, duePlaces, dueTasks } from './schedule/choose-tasks.js'
import { outcomeOf } from './schedule/task-outcome.js'
import { taskName, type Intervals, type Task } from './schedule/task.js'

const AT_A_TIME = 4
const LOOK_AGAIN_MS = 200
const LEASE_MS = 15_000
const PLACES = duePlaces(source.resources)
const LISTINGS = source.resources.flatMap(listingsOf).map(({ name }) => name)
const PAUSE_MS = { first: 1_000, refused: 900_000 }
/** Over an hour of pauses: to list a large collection again each time would be what pausing is to prevent. */
const ANEW_AFTER = 8

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
  private readonly running = new Map<string, { readonly type: Task['type']; readonly work: Promise<void> }>()
  private readonly drift: DriftWatch

  constructor(
    private readonly context: ConnectionContext,
    private readonly intervals: Intervals,
    private readonly logger: Logger,
  ) {
    this.drift = new DriftWatch(context, intervals, logger)
    this.pauses = new Pauses(context, logger)
  }

  /** Polls until the signal is aborted. Throws what is neither a Fault nor a stop: a bug, or a database that refuses us. */
  async run(signal: AbortSignal): Promise<void> {
    const { connection, client, metrics } = this.context
    const unpolled = metrics.polled(connection, client)
    await this.runUntil(signal).finally(unpolled)
  }

  private async runUntil(signal: AbortSignal): Promise<void> {
    const holder = `${hostname()}/${process.pid}`
    while (!signal.aborted) {
      const lease = await holdLease(this.context.pool, `harvest-poller/${this.context.connection}`, holder, LEASE_MS).catch(
        untilLater,
      )
      if (!lease) await pause(LOOK_AGAIN_MS * 5, undefined, { signal }).catch(() => undefined)
      else await this.pollUnder(lease, signal).finally(() => lease.release())
    }
  }

  private async pollUnder(lease: Lease, stop: AbortSignal): Promise<void> {
    const lost = new AbortController()
    const signal = AbortSignal.any([stop, lost.signal])
    const fence: Fence = { lease: `harvest-poller/${this.context.connection}`, fence: lease.fence }
    let fatal: Error | undefined
    const turn: Turn = { fence, signal, lose: (why) => lost.abort(why), end: (error) => (fatal ??= error) }
    const { log, pool, connection } = this.context
    const logger = this.logger.child({ connection })
    if (!(await registerKnows({ log, pool, logger, signal, isHeld: () => lease.isHeld() }))) return
    const proof = await this.prove(fence, signal)
    if (!proof?.isProven) return
    await this.pauses.restore().catch(untilLater)
    logger.info({ fence: String(lease.fence) }, 'polling')
    let round = 1
    while (!signal.aborted && lease.isHeld() && fatal === undefined) {
      await this.drift.look().catch(untilLater)
      // A round in which nothing was free has given nobody a turn.
      if (this.running.size < AT_A_TIME && (await this.startDue(turn, round))) round += 1
      await this.untilChange(signal)
    }
    lost.abort(new Error('the lease is no longer held'))
    await Promise.allSettled(this.works())
    this.pauses.release()
    if (fatal !== undefined) throw fatal
  }

  /** Resolves when a task has ended, or it is time to look again; leaves nothing behind that listens to the signal. */
  private untilChange(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, LOOK_AGAIN_MS)
      signal.addEventListener('abort', done, { once: true })
      for (const work of this.works()) void work.then(done)
    })
  }

  /** Credentials of another company end polling until they are changed; undefined where nobody could tell. */
  private async prove(fence: Fence, signal: AbortSignal): Promise<Proof | undefined> {
    const { connection, metrics } = this.context
    const proof = await proveCredentials(this.context, fence, signal).catch((error: unknown) => {
      const fault = pgFault(error)
      if (!signal.aborted && !(fault instanceof Fault)) throw error
      return undefined
    })
    if (!proof) await pause(PAUSE_MS.first, undefined, { signal }).catch(() => undefined)
    if (!proof || proof.isProven) {
      metrics.credentialsAre(connection, 'usable')
      return proof
    }
    metrics.credentialsAre(connection, 'refused')
    this.logger.error({ connection, why: proof.why }, 'polling stops: credentials refused')
    if (proof.isForbidden) await this.untilGranted(signal)
    else await pause(PAUSE_MS.refused, undefined, { signal }).catch(() => undefined)
    return proof
  }

  /** Waits until users may be asked for again: in a minute, or as soon as somebody has seen that they may be listed. */
  private async untilGranted(signal: AbortSignal): Promise<void> {
    const endMs = performance.now() + WITHOUT_PERMISSION_MS
    while (!signal.aborted && performance.now() < endMs) {
      await pause(PAUSE_MS.first, undefined, { signal }).catch(() => undefined)
      const found = await readProgress(this.context.pool, this.context.connection, [users.name]).catch(untilLater)
      if (found?.some(({ permission }) => permission !== 'missing')) return
    }
  }

  /** Starts what is needed most on the places that are free; was there something? */
  private async startDue(turn: Turn, round: number): Promise<boolean> {
    // What ran while the progress was read may have moved it: its next page is not known before the next round.
    const busy = new Map(this.running)
    const tasks = await this.due(turn.fence, round).catch(untilLater)
    if (tasks) await this.pauses.keepOnly(turn.fence, new Set([...busy.keys(), ...tasks.map(taskName)]))
    const startable = (tasks ?? []).filter((task) => !busy.has(taskName(task)) && !this.pauses.isPausing(task))
    // One that has ended meanwhile goes on in the next round; one that pauses holds nobody up.
    const running = [...busy.values()].map(({ type }) => type)
    const chosen = chooseTasks(startable, { round, places: AT_A_TIME - this.running.size, running })
    for (const task of chosen) this.start(task, turn)
    return chosen.length > 0
  }

  private async due(fence: Fence, round: number): Promise<readonly Task[]> {
    const { connection, pool, lag } = this.context
    const now = instantOfMs(Date.now())
    await expandHeld(pool, fence, connection, now, lag)
    const [progress, due, suspects, audit] = await Promise.all([
      readProgress(pool, connection, LISTINGS),
      readDue(pool, connection, PLACES, now, lag, MAX_IDS),
      readSuspects(pool, connection, now),
      auditTasks(pool, fence, connection, now),
    ])
    const found = { progress, due, suspects, audit }
    this.pauses.followProgress(progress, msOf(now))
    return dueTasks({ resources: source.resources, ...found, now, lag, intervals: this.intervals, round })
  }

  private start(task: Task, turn: Turn): void {
    const name = taskName(task)
    const work = this.attempt(task, turn)
      .catch((error: unknown) => {
        if (!turn.signal.aborted) turn.end(error instanceof Error ? error : new Error(String(error)))
      })
      .finally(() => this.running.delete(name))
    this.running.set(name, { type: task.type, work })
  }

  private async attempt(task: Task, { fence, signal, lose, end }: Turn): Promise<void> {
    const outcome = await outcomeOf(this.do(task, fence, signal), signal)
    switch (outcome.type) {
      case 'done':
        return this.pauses.end(fence, task)
      case 'refused':
        return this.refused(fence, task, outcome.error)
      case 'pause':
        return this.goneWrong(fence, task, outcome.fault)
      case 'lease lost':
        lose(outcome.fault)
        return undefined
      case 'stopped':
        return undefined
      case 'failed':
        end(outcome.error)
        return undefined
      default:
        return outcome satisfies never
    }
  }

  private async refused(fence: Fence, task: Task, { kind }: HarvestError): Promise<void> {
    if (kind === 'forbidden') this.pauses.awaitPermission(task)
    // The budget knows when to go on.
    else if (kind !== 'rate_limited') await this.pauses.begin(fence, task, kind)
  }

  /** What goes in circles stays where it is at first, which costs a request each time; in the end it begins anew. */
  private async goneWrong(fence: Fence, task: Task, fault: Fault): Promise<void> {
    const attempts = await this.pauses.begin(fence, task, fault)
    if (!(fault instanceof NoProgress)) return
    this.context.metrics.wentInCircles(this.context.connection, task.listing.name)
    if (attempts % ANEW_AFTER !== 0) return
    if (task.type === 'audit') await beginAuditAnew(this.context, fence, task).catch(untilLater)
    if (task.type === 'window' || task.type === 'backfill' || task.type === 'sweep')
      await beginAnew(this.context, fence, task).catch(untilLater)
  }

  private works(): readonly Promise<void>[] {
    return [...this.running.values()].map(({ work }) => work)
  }

  private async do(task: Task, fence: Fence, signal: AbortSignal): Promise<HarvestError | undefined> {
    switch (task.type) {
      case 'question':
        return askSuspects(this.context, fence, task, signal)
      case 'reread':
      case 'children':
        return readByKeys(this.context, fence, task, signal)
      case 'audit':
        return readAuditPage(this.context, fence, task, signal, this.trails.of(task))
      case 'audit question':
        return askDifferences(this.context, fence, task, signal)
      case 'window':
      case 'backfill':
      case 'sweep':
        return readPage(this.context, fence, task, signal, this.trails.of(task))
      default:
        return task satisfies never
    }
  }
}

/** What the tasks under one lease share. */
interface Turn {
  readonly fence: Fence
  readonly signal: AbortSignal
  readonly lose: (why: LeasePassed) => void
  readonly end: (error: Error) => void
}

/** A database that does not answer now will answer later, and a lease that has passed is noticed by the tasks; anything else ends the poller. */
function untilLater(error: unknown): undefined {
  const fault = pgFault(error)
  if (isRetryable(fault) || fault instanceof LeasePassed) return undefined
  throw error
}
