import { Inject, Injectable } from '@nestjs/common'
import { makeWebhookSecret, retireWebhookSecret, type SecretPorts, type WebhookSecretKeeper } from '@trellis/operations'
import { Fault, lastDone, LOGGER, POOL, recordAct, type Logger, type Pool } from '@trellis/runtime'
import type { Actor } from '../access/person.js'
import { ConnectionActs } from '../connections/connection-acts.js'
import { ConsoleError } from '../problem/console-error.js'
import type { MadeWebhookSecretAnswer, WebhookSecretsAnswer } from './webhooks.dto.js'

/** Opens and seals what webhooks are signed with. */
export const WEBHOOK_SECRETS = Symbol('the webhook secrets')

const MAKE = 'POST /api/connections/:id/webhook-secret'
const RETIRE = 'DELETE /api/connections/:id/webhook-secret/old'

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
    const made = await makeWebhookSecret(this.ports(id, by, MAKE), id)
    if (made === 'rotation under way') throw new ConsoleError('rotation-under-way')
    if (made === 'changed meanwhile') throw new ConsoleError('changed-meanwhile')
    return made
  }

  /** Takes the newest secret alone from now on. Throws a ConsoleError where there is no other. */
  async retire(id: string, by: Actor): Promise<void> {
    await this.connections.changeable(id)
    const retired = await retireWebhookSecret(this.ports(id, by, RETIRE), id)
    if (retired === 'no old one')
      throw new ConsoleError('not-found', { detail: 'There is no old secret: webhooks are taken by one alone.' })
    if (retired === 'changed meanwhile') throw new ConsoleError('changed-meanwhile')
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

  private ports(connection: string, { who, from }: Actor, what: string): SecretPorts {
    const { pool, secrets } = this
    return {
      ...{ pool, secrets },
      note: (client, said) => recordAct(client, { who, what, arguments: { connection, ...said, from } }),
    }
  }
}
