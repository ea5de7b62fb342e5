import { randomBytes } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import {
  Fault,
  lastDone,
  LOGGER,
  POOL,
  recordAct,
  replaceWebhookSecrets,
  transact,
  type ActArgument,
  type Logger,
  type Pool,
  type WebhookSecrets,
} from '@trellis/runtime'
import type { Actor } from '../access/person.js'
import { ConnectionActs } from '../connections/connection-acts.js'
import { ConsoleError } from '../problem/console-error.js'
import type { MadeWebhookSecretAnswer, WebhookSecretsAnswer } from './webhooks.dto.js'

/** Opens and seals what webhooks are signed with. */
export const WEBHOOK_SECRETS = Symbol('the webhook secrets')
export type WebhookSecretKeeper = Pick<WebhookSecrets, 'read' | 'seal'>

const MAKE = 'POST /api/connections/:id/webhook-secret'
const RETIRE = 'DELETE /api/connections/:id/webhook-secret/old'
const BYTES = 32

/** Makes, rotates and retires the secrets by which webhooks are signed. Each act is in its transaction's audit log, without a secret. */
@Injectable()
export class WebhookActs {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(WEBHOOK_SECRETS) private readonly secrets: WebhookSecretKeeper,
    @Inject(ConnectionActs) private readonly connections: ConnectionActs,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** How many secrets are taken, and since when. */
  async known(id: string): Promise<WebhookSecretsAnswer> {
    const [active, made] = await Promise.all([this.count(id), lastDone(this.pool, MAKE, id)])
    return { active, madeAt: made?.at ?? null, madeBy: made?.who ?? null }
  }

  /** Makes a secret. Where there is one, both are taken until the old one is retired. Throws a ConsoleError where two are taken already. */
  async make(id: string, by: Actor): Promise<MadeWebhookSecretAnswer> {
    await this.connections.changeable(id)
    const { sealed, secrets } = await this.secrets.read(id)
    if (secrets.length > 1) throw new ConsoleError('rotation-under-way')
    const secret = randomBytes(BYTES).toString('hex')
    const now = [secret, ...secrets]
    await this.keep(id, sealed, now, by, MAKE, { rotation: secrets.length > 0 })
    return { secret, active: now.length }
  }

  /** Takes the newest secret alone from now on. Throws a ConsoleError where there is no other. */
  async retire(id: string, by: Actor): Promise<void> {
    await this.connections.changeable(id)
    const { sealed, secrets } = await this.secrets.read(id)
    const [newest, ...old] = secrets
    if (newest === undefined || old.length === 0)
      throw new ConsoleError('not-found', { detail: 'There is no old secret: webhooks are taken by one alone.' })
    await this.keep(id, sealed, [newest], by, RETIRE, { retired: old.length })
  }

  private async count(id: string): Promise<number | null> {
    try {
      return (await this.secrets.read(id)).secrets.length
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      this.logger.warn({ connection: id, err: error }, 'the webhook secrets of a connection cannot be opened')
      return null
    }
  }

  private async keep(
    id: string,
    seen: Buffer | null,
    secrets: readonly string[],
    { who, from }: Actor,
    what: string,
    said: Readonly<Record<string, ActArgument>>,
  ): Promise<void> {
    const sealed = await this.secrets.seal(id, secrets)
    const isKept = await transact(this.pool, async (client) => {
      if (!(await replaceWebhookSecrets(client, id, seen, sealed))) return false
      await recordAct(client, { who, what, arguments: { connection: id, ...said, from } })
      return true
    })
    if (!isKept) throw new ConsoleError('changed-meanwhile')
  }
}
