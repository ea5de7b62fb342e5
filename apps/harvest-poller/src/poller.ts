import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { MAX_IDS, source, type HarvestError } from '@trellis/greenhouse'
import { instantOfMs } from '@trellis/pipeline'
import { Fault, holdLease, isRetryable, pgFault, type Lease, type Logger } from '@trellis/runtime'
import { askDifferences } from './audit/ask-differences.js'
import { auditTasks } from './audit/audit-tasks.js'
import { readAuditPage } from './audit/read-audit-page.js'
import { readDue } from './due-reads.js'
import { LeasePassed, type Fence } from './listed-register.js'
import { listingsOf } from './listings.js'
import { registerKnows } from './register-gate.js'
import { readProgress } from './progress.js'
import { askSuspects } from './ask-suspects.js'
import { DriftWatch } from './drift-watch.js'
import { expandHeld } from './expand-held.js'
import { proveCredentials, type Proof } from './prove-credentials.js'
import { readByKeys } from './read-by-keys.js'
import { readPage, type ReadingPorts } from './read-page.js'
import { readSuspects } from './suspects.js'
import { besideBackfill, chooseTasks, duePlaces, taskName, type Intervals, type Task } from './tasks.js'

const AT_A_TIME = 4
const LOOK_AGAIN_MS = 200
const LEASE_MS = 15_000
const PLACES = duePlaces(source.resources)
const LISTINGS = source.resources.flatMap(listingsOf).map(({ name }) => name)
const PAUSE_MS = { first: 1_000, longest: 60_000, withoutPermission: 900_000 }

/** Reads one connection for as long as it holds the lease on it: what is needed most first, a few requests at a time, within the rate budget. */
export class Poller {
  /** Tasks that went wrong pause on their own, so that one bad collection does not hold up the others. */
  private readonly paused = new Map<string, { readonly attempts: number; readonly untilMs: number }>()
  private readonly running = new Map<string, { readonly type: Task['type']; readonly work: Promise<void> }>()
  private readonly drift: DriftWatch

  constructor(
    private readonly ports: ReadingPorts,
    private readonly intervals: Intervals,
    private readonly logger: Logger,
  ) {
    this.drift = new DriftWatch(ports, intervals, logger)
  }

  /** Polls until the signal is aborted. Throws what is neither a Fault nor a stop: a bug, or a database that refuses us. */
  async run(signal: AbortSignal): Promise<void> {
    const holder = `${hostname()}/${process.pid}`
    while (!signal.aborted) {
      const lease = await holdLease(this.ports.pool, `harvest-poller/${this.ports.connection}`, holder, LEASE_MS).catch(
        untilLater,
      )
      if (!lease) await pause(LOOK_AGAIN_MS * 5, undefined, { signal }).catch(() => undefined)
      else await this.pollUnder(lease, signal).finally(() => lease.release())
    }
  }

  private async pollUnder(lease: Lease, stop: AbortSignal): Promise<void> {
    const lost = new AbortController()
    const signal = AbortSignal.any([stop, lost.signal])
    const fence: Fence = { lease: `harvest-poller/${this.ports.connection}`, fence: lease.fence }
    const turn: Turn = { fence, signal, lose: (why) => lost.abort(why), end: (error) => (fatal ??= error) }
    const { log, pool, connection } = this.ports
    const logger = this.logger.child({ connection })
    if (!(await registerKnows({ log, pool, logger, signal, isHeld: () => lease.isHeld() }))) return
    const proof = await this.prove(fence, signal)
    if (!proof?.isProven) return
    logger.info({ fence: String(lease.fence) }, 'polling')
    let fatal: Error | undefined
    let round = 1
    while (!signal.aborted && lease.isHeld() && fatal === undefined) {
      await this.drift.look().catch(untilLater)
      // A round in which nothing was free has given nobody a turn.
      if (this.running.size < AT_A_TIME && (await this.startDue(turn, round))) round += 1
      await Promise.race([...this.works(), pause(LOOK_AGAIN_MS, undefined, { signal }).catch(() => undefined)])
    }
    lost.abort(new Error('the lease is no longer held'))
    await Promise.allSettled(this.works())
    if (fatal !== undefined) throw fatal
  }

  /** Credentials of another company end polling until they are changed; undefined where nobody could tell. */
  private async prove(fence: Fence, signal: AbortSignal): Promise<Proof | undefined> {
    const { connection, metrics } = this.ports
    const proof = await proveCredentials(this.ports, fence, signal).catch((error: unknown) => {
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
    await pause(PAUSE_MS.withoutPermission, undefined, { signal }).catch(() => undefined)
    return proof
  }

  /** Starts what is needed most on the places that are free; was there something? */
  private async startDue(turn: Turn, round: number): Promise<boolean> {
    // What ran while the progress was read may have moved it: its next page is not known before the next round.
    const busy = new Map(this.running)
    const tasks = await this.due(turn.fence, round).catch(untilLater)
    const startable = (tasks ?? []).filter((task) => !busy.has(taskName(task)) && !this.isPaused(task))
    // One that has ended meanwhile goes on in the next round; one that pauses holds nobody up.
    const isFilling = [...busy.values(), ...startable].some(({ type }) => type === 'backfill')
    const chosen = (isFilling ? besideBackfill(startable, round) : startable).slice(0, AT_A_TIME - this.running.size)
    for (const task of chosen) this.start(task, turn)
    return chosen.length > 0
  }

  private async due(fence: Fence, round: number): Promise<readonly Task[]> {
    const { connection, pool, lag } = this.ports
    const now = instantOfMs(Date.now())
    await expandHeld(pool, fence, connection, now, lag)
    const [progress, due, suspects, audit] = await Promise.all([
      readProgress(pool, connection, LISTINGS),
      readDue(pool, connection, PLACES, now, lag, MAX_IDS),
      readSuspects(pool, connection, now),
      auditTasks(pool, fence, connection, now),
    ])
    const found = { progress, due, suspects, audit }
    return chooseTasks({ resources: source.resources, ...found, now, lag, intervals: this.intervals, round })
  }

  private start(task: Task, { fence, signal, lose, end }: Turn): void {
    const name = taskName(task)
    const work = this.do(task, fence, signal)
      .then((error) => {
        if (!error) this.paused.delete(name)
        else if (error.kind === 'forbidden') this.pause(name, error.kind, PAUSE_MS.withoutPermission)
        // The budget knows when to go on.
        else if (error.kind !== 'rate_limited') this.pause(name, error.kind)
      })
      .catch((error: unknown) => {
        if (signal.aborted) return
        const fault = pgFault(error)
        if (fault instanceof LeasePassed) lose(fault)
        else if (fault instanceof Fault) this.pause(name, fault.message)
        else end(fault instanceof Error ? fault : new Error(String(fault)))
      })
      .finally(() => this.running.delete(name))
    this.running.set(name, { type: task.type, work })
  }

  private works(): readonly Promise<void>[] {
    return [...this.running.values()].map(({ work }) => work)
  }

  private async do(task: Task, fence: Fence, signal: AbortSignal): Promise<HarvestError | undefined> {
    switch (task.type) {
      case 'question':
        return askSuspects(this.ports, fence, task, signal)
      case 'reread':
      case 'children':
        return readByKeys(this.ports, fence, task, signal)
      case 'audit':
        return readAuditPage(this.ports, fence, task, signal)
      case 'audit question':
        return askDifferences(this.ports, fence, task, signal)
      case 'window':
      case 'backfill':
      case 'sweep':
        return readPage(this.ports, fence, task, signal)
      default:
        return task satisfies never
    }
  }

  private pause(name: string, why: string, forMs?: number): void {
    const attempts = (this.paused.get(name)?.attempts ?? 0) + 1
    const pauseMs = forMs ?? Math.min(PAUSE_MS.longest, PAUSE_MS.first * 2 ** (attempts - 1))
    this.paused.set(name, { attempts, untilMs: Date.now() + pauseMs })
    this.logger.warn({ connection: this.ports.connection, task: name, why, attempts, pauseMs }, 'listing pauses')
  }

  private isPaused(task: Task): boolean {
    return Date.now() < (this.paused.get(taskName(task))?.untilMs ?? 0)
  }
}

/** What the tasks under one lease share. */
interface Turn {
  readonly fence: Fence
  readonly signal: AbortSignal
  readonly lose: (why: LeasePassed) => void
  readonly end: (error: Error) => void
}

/** A database that does not answer now will answer later; anything else ends the poller. */
function untilLater(error: unknown): undefined {
  if (isRetryable(pgFault(error))) return undefined
  throw error
}
