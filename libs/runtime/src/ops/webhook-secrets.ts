import { parseJson } from '@trellis/pipeline'
import type { Pool } from 'pg'
import { Fault } from '../fault.js'
import type { MasterKeys } from '../secrets/master-keys.js'
import { OpenedSecrets } from '../secrets/opened-secrets.js'
import { sealSecret, type SecretPlace } from '../secrets/seal-secret.js'
import { sealedSecrets } from './connection-record.js'

/** The webhook secrets of a connection, and the bytes that are kept of them: null where there are none. Never logged. */
export interface KeptWebhookSecrets {
  readonly sealed: Buffer | null
  /** Each is taken; the newest first, where they were made one by one. */
  readonly secrets: readonly string[]
}

/** Opens and seals the webhook secrets of single connections. */
export class WebhookSecrets {
  private readonly opened: OpenedSecrets

  constructor(
    private readonly pool: Pool,
    private readonly keys: MasterKeys,
  ) {
    this.opened = new OpenedSecrets(keys)
  }

  /** Those that are kept. Throws a Fault where no key opens them, or not now. */
  async read(connection: string): Promise<KeptWebhookSecrets> {
    const kept = (await sealedSecrets(this.pool, connection)).find(({ place }) => place.secret === 'webhook_secrets')
    if (!kept) return { sealed: null, secrets: [] }
    const secrets = parseJson(await this.opened.open(kept.place, kept.sealed))
    if (!Array.isArray(secrets)) throw new Fault(`${connection}/webhook_secrets cannot be read`, { retryable: false })
    return { sealed: kept.sealed, secrets: secrets.filter((secret): secret is string => typeof secret === 'string') }
  }

  /** The bytes that are kept. Throws a Fault where the first key cannot be had. */
  async seal(connection: string, secrets: readonly string[]): Promise<Buffer> {
    const place: SecretPlace = { connection, secret: 'webhook_secrets' }
    return sealSecret(this.keys, place, JSON.stringify(secrets))
  }
}
