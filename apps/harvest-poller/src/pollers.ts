import type { Connection, Connections, Logger } from '@trellis/runtime'
import type { Poller } from './poller.js'

const LOOK_AGAIN_MS = 5_000

/** One poller per connection: connections that appear are taken up, ones that go are left. */
export class Pollers {
  private readonly running = new Map<string, { readonly stop: AbortController; readonly done: Promise<void> }>()
  private timer: NodeJS.Timeout | undefined
  private isStopped = false

  constructor(
    private readonly connections: Connections,
    private readonly logger: Logger,
    /** Undefined for a connection without credentials: it only receives webhooks. */
    private readonly create: (connection: Connection) => Poller | undefined,
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
  }

  private async look(): Promise<void> {
    const loaded = await this.connections.load().catch((error: unknown) => {
      this.logger.warn({ err: error }, 'connections not read')
      return undefined
    })
    if (!loaded || this.isStopped) return
    for (const [id, { stop }] of this.running)
      if (!loaded.some((connection) => connection.id === id)) stop.abort(new Error('removed'))
    for (const connection of loaded) if (!this.running.has(connection.id)) this.take(connection)
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
      .finally(() => this.running.delete(connection.id))
    this.running.set(connection.id, { stop, done })
  }
}
