import {
  Connections,
  openOps,
  type Connection,
  type ConnectionToRegister,
  type DatabaseUrl,
  type MasterKeys,
  type MigrationState,
  type Ops,
  type Pool,
} from '@trellis/runtime'

/** The connections in Postgres, opened at the first load that finds it: the ingress serves before the database answers. */
export class StoredConnections {
  private opened: { readonly ops: Ops; readonly connections: Connections } | undefined

  constructor(
    private readonly databaseUrl: DatabaseUrl,
    private readonly keys: MasterKeys,
    /** A connection made at start, where there is no console to make it. */
    private readonly registered: ConnectionToRegister | undefined,
    private readonly onMigrations: (state: MigrationState) => void = () => undefined,
    /** Called once, with the pool that is used from then on. */
    private readonly onOpen: (pool: Pool) => void = () => undefined,
  ) {}

  /** Throws a Fault while Postgres does not answer, or a connection cannot be registered. */
  async load(): Promise<readonly Connection[]> {
    this.opened ??= await this.open()
    return this.opened.connections.load(['webhookSecrets'])
  }

  async close(): Promise<void> {
    await this.opened?.ops.close()
  }

  private async open(): Promise<{ readonly ops: Ops; readonly connections: Connections }> {
    const ops = await openOps(this.databaseUrl, {
      applicationName: 'webhook-ingress',
      max: 2,
      onMigrations: this.onMigrations,
    })
    try {
      const connections = new Connections(ops, this.keys)
      if (this.registered) await connections.register(this.registered)
      this.onOpen(ops.pool)
      return { ops, connections }
    } catch (error) {
      // It is tried again and again: what was opened must not pile up.
      await ops.close()
      throw error
    }
  }
}
