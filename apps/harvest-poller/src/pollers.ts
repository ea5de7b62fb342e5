import {
  forgetHolders,
  holdLease,
  readHolders,
  type Connection,
  type Connections,
  type Lease,
  type Logger,
  type Pool,
} from '@trellis/runtime'
import { LEASE_MS, POLLED, type Poller } from './poller.js'
import { shareConnections } from './share-connections.js'

const LOOK_AGAIN_MS = 5_000
/** Before the name of a process: the lease by which the pollers know how many they are. */
const PROCESS = 'harvest-poller-process/'

/** A connection as it was loaded, and what polls it. */
interface Running {
  readonly connection: Connection
  readonly stop: AbortController
  readonly done: Promise<void>
}

/** How a process takes part among the others that poll. */
export interface Membership {
  readonly pool: Pool
  /** Names the process; no two that run have the same. */
  readonly holder: string
}

/**
 * One poller per connection of this process's share: connections that appear are taken up, ones that go, are paused or belong to another process are left,
 * and new credentials take effect without a restart.
 */
export class Pollers {
  private readonly running = new Map<string, Running>()
  private unopened: ReadonlySet<string> = new Set()
  private timer: NodeJS.Timeout | undefined
  private isStopped = false
  private lease: Lease | undefined

  constructor(
    private readonly connections: Connections,
    private readonly membership: Membership,
    private readonly logger: Logger,
    /** Undefined for a connection without credentials: it only receives webhooks. */
    private readonly create: (connection: Connection) => Poller | undefined,
    /** Called with how many connections have credentials that cannot be opened: they are not polled, and stop no other. */
    private readonly onUnopened: (count: number) => void = () => undefined,
    /** Called with the connections that can be polled, here or by another process. */
    private readonly onPollable: (connections: readonly string[]) => void = () => undefined,
  ) {}

  start(): void {
    void this.look().finally(() => {
      if (!this.isStopped) this.timer = setTimeout(() => this.start(), LOOK_AGAIN_MS)
    })
  }

  /** Ends every poller after the requests that are under way. */
  async stop(): Promise<void> {
    this.isStopped = true
    clearTimeout(this.timer)
    for (const { stop } of this.running.values()) stop.abort(new Error('stopping'))
    await Promise.allSettled([...this.running.values()].map(({ done }) => done))
    await this.lease?.release()
  }

  private async look(): Promise<void> {
    const found = await this.read().catch((error: unknown) => {
      this.logger.warn({ err: error }, 'connections not read')
      return undefined
    })
    if (!found || this.isStopped) return
    const { loaded, pollers, holders } = found
    this.report(loaded.filter(({ unopened }) => unopened?.credentials))
    for (const [id, { stop, connection }] of this.running) {
      const now = loaded.find((found) => found.id === id)
      if (!now) stop.abort(new Error('removed'))
      else if (now.isPaused) stop.abort(new Error('paused'))
      else if (!areSameCredentials(now, connection)) stop.abort(new Error('its credentials were changed'))
    }
    const pollable = loaded.filter(isPollable)
    const connections = pollable.map(({ id }) => id)
    this.onPollable(connections)
    const { holder } = this.membership
    const shared = shareConnections({ holder, pollers, connections, holders, running: [...this.running.keys()] })
    for (const id of shared.leave) this.running.get(id)?.stop.abort(new Error('another process polls it'))
    for (const connection of pollable) if (shared.take.includes(connection.id)) this.take(connection)
  }

  /** The connections, how many processes poll, and who polls which connection. */
  private async read(): Promise<{ loaded: readonly Connection[]; pollers: number; holders: ReadonlyMap<string, string> }> {
    const { pool, holder } = this.membership
    const loaded = await this.connections.load(['credentials'])
    if (this.lease?.isHeld() !== true) {
      this.lease = await holdLease(pool, PROCESS + holder, holder, LEASE_MS)
      await forgetHolders(pool, PROCESS)
    }
    if (this.isStopped) await this.lease?.release()
    const [processes, holders] = await Promise.all([readHolders(pool, PROCESS), readHolders(pool, POLLED)])
    return { loaded, pollers: new Set([...processes.keys(), holder]).size, holders }
  }

  /** Each once, when it is seen first. */
  private report(unopened: readonly Connection[]): void {
    for (const { id, unopened: why } of unopened)
      if (!this.unopened.has(id)) this.logger.error({ connection: id, err: why?.credentials }, 'the connection is not polled')
    this.unopened = new Set(unopened.map(({ id }) => id))
    this.onUnopened(unopened.length)
  }

  private take(connection: Connection): void {
    const poller = this.create(connection)
    if (!poller) return
    const stop = new AbortController()
    const done = poller
      .run(stop.signal)
      .catch((error: unknown) => {
        // Neither Kafka, Postgres nor Harvest being away: another attempt would end the same way, so the process says so and ends.
        this.logger.fatal({ err: error, connection: connection.id }, 'polling ended')
        process.exitCode = 1
        process.kill(process.pid, 'SIGTERM')
      })
      .finally(() => {
        this.running.delete(connection.id)
        // Stopped for the sake of new credentials: they need not wait for the next look.
        if (stop.signal.aborted && !this.isStopped) void this.look()
      })
    this.running.set(connection.id, { connection, stop, done })
  }
}

function isPollable({ clientId, clientSecret, isPaused }: Connection): boolean {
  return clientId !== undefined && clientSecret !== undefined && isPaused !== true
}

function areSameCredentials(a: Connection, b: Connection): boolean {
  return a.clientId === b.clientId && a.clientSecret === b.clientSecret && a.harvestUserId === b.harvestUserId
}
