import type { Connection, Logger } from '@trellis/runtime'

const REFRESH_MS = 5_000

/**
 * The connections and their active secrets, in memory: once loaded, the front door does not need the database.
 * Refreshed every few seconds; a failed refresh keeps what is known.
 */
export class ConnectionDirectory {
  private secrets: ReadonlyMap<string, readonly string[]> | undefined
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly load: () => Promise<readonly Connection[]>,
    private readonly logger: Logger,
  ) {}

  /** False until the connections were read once: an unknown path may then still be a known connection. */
  get isLoaded(): boolean {
    return this.secrets !== undefined
  }

  /** The active secrets; undefined where there is no such connection. */
  secretsOf(connection: string): readonly string[] | undefined {
    return this.secrets?.get(connection)
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
    this.secrets = new Map(loaded.map(({ id, webhookSecrets }) => [id, webhookSecrets]))
  }

  stop(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    return Promise.resolve()
  }
}
