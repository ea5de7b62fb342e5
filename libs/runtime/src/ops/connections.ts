import type { Ops } from './ops.js'

/** One Greenhouse account we are connected to, its secrets in clear. Never logged. */
export interface Connection {
  readonly id: string
  readonly name: string
  readonly harvestUserId?: bigint
  readonly clientId?: string
  readonly clientSecret?: string
  readonly webhookSecrets: readonly string[]
}

/** What is told of a connection when it is registered. Secrets that are not given stay as they are kept. */
export interface ConnectionToRegister {
  readonly id: string
  readonly name: string
  readonly harvestUserId?: bigint
  readonly clientId?: string
  readonly clientSecret?: string
  readonly webhookSecrets?: readonly string[]
}

/** The connections and their secrets, encrypted at rest (AES-256-GCM). */
export class Connections {
  /** `masterKey` is 32 bytes in base64 (TRELLIS_MASTER_KEY); throws a Fault where it is not. */
  constructor(
    readonly ops: Ops,
    readonly masterKey: string,
  ) {}
  /** Idempotent. Throws a Fault for the id of a connection that was removed: ids are never reused (rule N5). */
  register(connection: ConnectionToRegister): Promise<void>
  async register(): Promise<void> {}
  /** All that were not removed. Throws a Fault where the key does not open their secrets. */
  async load(): Promise<readonly Connection[]> {
    return []
  }
}
