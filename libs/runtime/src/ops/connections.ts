import { parseJson, isObject, type Json } from '@trellis/pipeline'
import { IsNull } from 'typeorm'
import { Fault } from '../fault.js'
import { pgFault } from '../postgres/pg-fault.js'
import { keepConnection } from './connection-record.js'
import { ConnectionEntity } from './entities.js'
import type { Ops } from './ops.js'
import { parseMasterKey, seal, unseal } from './seal.js'

/** One Greenhouse account we are connected to, its secrets in clear. Never logged. */
export interface Connection {
  readonly id: string
  readonly name: string
  readonly harvestUserId?: bigint
  readonly clientId?: string
  readonly clientSecret?: string
  readonly webhookSecrets: readonly string[]
  /** Why a part is missing that is stored: the key does not open it. The other part, and other connections, are not touched by that. */
  readonly unopened?: { readonly credentials?: Fault; readonly webhookSecrets?: Fault }
}

/** What is given of a connection when it is registered. What is not given stays as it is kept. */
export interface ConnectionToRegister {
  readonly id: string
  readonly name: string
  readonly harvestUserId?: bigint
  /** Given together with `clientSecret`. */
  readonly clientId?: string
  readonly clientSecret?: string
  readonly webhookSecrets?: readonly string[]
}

/** The connections and their secrets, encrypted at rest (AES-256-GCM, bound to connection and column). */
export class Connections {
  private readonly key: Buffer

  /** `masterKey` is 32 bytes in base64 (TRELLIS_MASTER_KEY); throws a Fault where it is not. */
  constructor(
    private readonly ops: Ops,
    masterKey: string,
  ) {
    this.key = parseMasterKey(masterKey)
  }

  /** Idempotent. Throws a Fault for the id of a connection that was removed: ids are never reused (rule N5). */
  async register({ id, name, harvestUserId, clientId, clientSecret, webhookSecrets }: ConnectionToRegister): Promise<void> {
    if ((clientId === undefined) !== (clientSecret === undefined))
      throw new Fault(`client id and secret of ${id} come together`, { retryable: false })
    const credentials = clientId === undefined ? null : this.sealJson(id, 'credentials', { clientId, clientSecret })
    const secrets = webhookSecrets && this.sealJson(id, 'webhook_secrets', webhookSecrets)
    try {
      const isKept = await keepConnection(this.ops.pool, {
        ...{ id, name, harvestUserId: harvestUserId === undefined ? null : String(harvestUserId) },
        ...{ credentials, webhookSecrets: secrets ?? null },
      })
      if (!isKept) throw new Fault(`connection ${id} was removed, and ids are never used again`, { retryable: false })
    } catch (error) {
      throw pgFault(error)
    }
  }

  /** All that were not removed, by id. Secrets that the key does not open are left out, and `unopened` says why. */
  async load(): Promise<readonly Connection[]> {
    let rows: readonly ConnectionEntity[]
    try {
      rows = await this.ops.data.getRepository(ConnectionEntity).find({ where: { removedAt: IsNull() }, order: { id: 'asc' } })
    } catch (error) {
      throw pgFault(error)
    }
    return rows.map((row) => this.open(row))
  }

  private open({ id, name, harvestUserId, credentials, webhookSecrets }: ConnectionEntity): Connection {
    const harvest = this.openJson(id, 'credentials', credentials)
    const secrets = this.openJson(id, 'webhook_secrets', webhookSecrets)
    const { clientId, clientSecret } = isObject(harvest.value) ? harvest.value : {}
    return {
      id,
      name,
      ...(harvestUserId !== null && { harvestUserId: BigInt(harvestUserId) }),
      ...(typeof clientId === 'string' && { clientId }),
      ...(typeof clientSecret === 'string' && { clientSecret }),
      webhookSecrets: Array.isArray(secrets.value)
        ? secrets.value.filter((secret): secret is string => typeof secret === 'string')
        : [],
      ...((harvest.fault ?? secrets.fault) && {
        unopened: {
          ...(harvest.fault && { credentials: harvest.fault }),
          ...(secrets.fault && { webhookSecrets: secrets.fault }),
        },
      }),
    }
  }

  private openJson(id: string, column: string, sealed: Buffer | null): { readonly value?: Json; readonly fault?: Fault } {
    if (!sealed) return {}
    try {
      return { value: parseJson(unseal(this.key, place(id, column), sealed)) }
    } catch (error) {
      return { fault: error instanceof Fault ? error : new Fault(`${place(id, column)} cannot be read`, { retryable: false }) }
    }
  }

  private sealJson(id: string, column: string, value: unknown): Buffer {
    return seal(this.key, place(id, column), JSON.stringify(value))
  }
}

function place(id: string, column: string): string {
  return `${id}/${column}`
}
