import type { Connection, Logger } from '@trellis/runtime'

const REFRESH_MS = 5_000

/** Called when connections whose secrets cannot be opened come or go. */
type OnUnopened = (count: number) => void

/**
 * The connections and their active secrets, in memory: once loaded, the ingress does not need the database.
 * Refreshed every few seconds; a failed refresh keeps what is known.
 */
export class ConnectionDirectory {
  private secrets: ReadonlyMap<string, readonly string[]> | undefined
  private unopened: ReadonlySet<string> = new Set()
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly load: () => Promise<readonly Connection[]>,
    private readonly logger: Logger,
    private readonly onUnopened: OnUnopened = () => undefined,
  ) {}

  /** False until the connections were read once: an unknown path may then still be a known connection. */
  get isLoaded(): boolean {
    return this.secrets !== undefined
  }

  /** For readiness: throws where no webhook can be accepted, because nothing was loaded yet or nothing of it can be opened. */
  check(): void {
    if (!this.isLoaded) throw new Error('the connections are not loaded yet')
    if (this.unopened.size > 0 && this.secrets?.size === 0) throw new Error('the secrets of no connection can be opened')
  }

  /** The active secrets; undefined where there is no such connection. */
  secretsOf(connection: string): readonly string[] | undefined {
    return this.secrets?.get(connection)
  }

  /** True for a connection of ours. */
  knows(connection: string): boolean {
    return this.unopened.has(connection) || this.secrets?.has(connection) === true
  }

  /** True for a connection that is ours and whose secrets the master key does not open. */
  isUnopened(connection: string): boolean {
    return this.unopened.has(connection)
  }

  start(): void {
    const refresh = async (): Promise<void> => {
      await this.refresh().catch((error: unknown) => this.logger.warn({ err: error }, 'connections not refreshed'))
      if (this.timer) this.timer = setTimeout(() => void refresh(), this.isLoaded ? REFRESH_MS : 500)
    }
    this.timer = setTimeout(() => void refresh(), 0)
  }

  async refresh(): Promise<void> {
    const loaded = await this.load()
    const opened = loaded.filter(({ unopened }) => !unopened?.webhookSecrets)
    this.secrets = new Map(opened.map(({ id, webhookSecrets }) => [id, webhookSecrets]))
    this.report(loaded.filter(({ unopened }) => unopened?.webhookSecrets))
  }

  stop(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    return Promise.resolve()
  }

  /** Each once, when it is seen first. */
  private report(unopened: readonly Connection[]): void {
    for (const { id, unopened: why } of unopened)
      if (!this.unopened.has(id))
        this.logger.error({ connection: id, err: why?.webhookSecrets }, 'webhooks of the connection are answered 503')
    this.unopened = new Set(unopened.map(({ id }) => id))
    this.onUnopened(unopened.length)
  }
}
