import { setTimeout as pause } from 'node:timers/promises'
import { holdLease, pgFault, readHolders, Fault, type Lease, type Logger, type MasterKeys, type Pool } from '@trellis/runtime'
import type { Lag } from '../status/read-lag.js'
import { alertRound } from './alert-round.js'
import type { AlertSender } from './alert-sender.js'
import { OpenedTargets } from './channel-target.js'
import { ReaderMovement } from './reader-movement.js'
import { sendDue } from './send-due.js'

/** What the watch works with. */
export interface AlertWatchPorts {
  readonly pool: Pool
  readonly keys: MasterKeys
  readonly sender: AlertSender
  readonly logger: Logger
  /** Names this process in the lease, for people to read. */
  readonly holder: string
  /** How far readers of the log are; where it is not given, or fails, nothing is said of them. */
  readonly readLag?: () => Promise<readonly Lag[]>
  readonly everyMs?: number
}

const LEASE = 'alert-watch'
const EVERY_MS = 15_000

/** Whether a process looks at the moment. */
export async function isWatched(pool: Pool): Promise<boolean> {
  return (await readHolders(pool, LEASE)).size > 0
}

/**
 * Looks every 15 s whether something is wrong, and sends what there is to say. Several processes may run one: under a lease one of them looks; all of them
 * send, each message by one.
 */
export class AlertWatch {
  private readonly movement = new ReaderMovement()
  private readonly targets: OpenedTargets
  private readonly stopping = new AbortController()
  private running: Promise<void> | undefined
  private lease: Lease | undefined

  constructor(private readonly ports: AlertWatchPorts) {
    this.targets = new OpenedTargets(ports.keys)
  }

  /** Begins; a fault of the database is logged, and the next round tries again. */
  start(): void {
    this.running ??= this.run()
  }

  /** Resolves once the round under way has ended and the lease is given back. */
  async stop(): Promise<void> {
    this.stopping.abort()
    await this.running
    await this.lease?.release()
  }

  /** One round: looks, where no other process does, and sends what is due. */
  async round(): Promise<void> {
    const { pool, sender, logger, holder, everyMs = EVERY_MS } = this.ports
    if (this.lease?.isHeld() !== true) {
      await this.lease?.release()
      this.lease = await holdLease(pool, LEASE, holder, 3 * everyMs)
    }
    if (this.lease?.isHeld() === true) {
      const { opened, recovered, messages } = await alertRound(pool, (nowMs) => this.readers(nowMs))
      if (opened + recovered + messages > 0) logger.info({ opened, recovered, messages }, 'alerts have changed')
    }
    const { sent, failed } = await sendDue(pool, sender, this.targets)
    if (sent + failed > 0) logger[failed > 0 ? 'warn' : 'info']({ sent, failed }, 'alerts were sent')
  }

  private async run(): Promise<void> {
    const { logger, everyMs = EVERY_MS } = this.ports
    const { signal } = this.stopping
    while (!signal.aborted) {
      await this.round().catch((error: unknown) => {
        const fault = pgFault(error)
        logger[fault instanceof Fault ? 'warn' : 'error']({ err: fault }, 'alerts were not looked at')
      })
      await pause(everyMs, undefined, { signal }).catch(() => undefined)
    }
  }

  private async readers(nowMs: number): ReturnType<Parameters<typeof alertRound>[1]> {
    const lag = await this.ports.readLag?.().catch((error: unknown) => {
      this.ports.logger.warn({ err: error }, 'the log was not looked at')
      return undefined
    })
    return lag ? this.movement.look(lag, nowMs) : []
  }
}
