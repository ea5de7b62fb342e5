import { isDeepStrictEqual } from 'node:util'
import { parseJson, isObject, type Json } from '@trellis/pipeline'
import { IsNull, type FindOptionsSelect, type FindOptionsWhere } from 'typeorm'
import { Fault } from '../fault.js'
import { codeOf, pgFault } from '../postgres/pg-fault.js'
import type { MasterKeys } from '../secrets/master-keys.js'
import { OpenedSecrets } from '../secrets/opened-secrets.js'
import { placeName, sealSecret, type SecretPlace } from '../secrets/seal-secret.js'
import { keepConnection } from './connection-record.js'
import { ConnectionEntity } from './entities.js'
import type { Ops } from './ops.js'

/** One Greenhouse account we are connected to, its secrets in clear. Never logged. */
export interface Connection {
  readonly id: string
  readonly name: string
  readonly harvestUserId?: bigint
  readonly clientId?: string
  readonly clientSecret?: string
  readonly webhookSecrets: readonly string[]
  /** Harvest is not to be asked; known where credentials are loaded. */
  readonly isPaused?: true
  /** Why a part is missing that is stored: it cannot be opened. The other part, and other connections, are not touched by that. */
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
  /** Privacy switches that are off, in the transaction that makes the connection: no service knows it without them (rule P1). */
  readonly leaveOut?: readonly string[]
}

/** What Greenhouse's token endpoint asks for. Never logged. */
export interface ClientCredentials {
  readonly clientId: string
  readonly clientSecret: string
}

/** The two kinds of secrets. A process loads those that it needs: its role may not read the others. */
export type SecretKind = 'credentials' | 'webhookSecrets'
const ALL_SECRETS: readonly SecretKind[] = ['credentials', 'webhookSecrets']

/** The columns that go with them. */
const COLUMNS: Readonly<Record<SecretKind, readonly (keyof ConnectionEntity)[]>> = {
  credentials: ['harvestUserId', 'credentials', 'pausedAt'],
  webhookSecrets: ['webhookSecrets'],
}

/** SQLSTATE: this role may not. */
const INSUFFICIENT_PRIVILEGE = '42501'

/** The connections and their secrets, encrypted at rest: each secret in an envelope of its own, bound to connection and column. */
export class Connections {
  private readonly secrets: OpenedSecrets

  constructor(
    private readonly ops: Ops,
    private readonly keys: MasterKeys,
  ) {
    this.secrets = new OpenedSecrets(keys)
  }

  /**
   * Idempotent: what is kept just so is not written again. Throws a Fault for the id of a connection that was removed, since ids are never reused (rule N5),
   * where the first key cannot be had, and where this role may not write what is to change.
   */
  async register(connection: ConnectionToRegister): Promise<void> {
    const { id, name, harvestUserId, clientId, clientSecret, webhookSecrets, leaveOut } = connection
    if ((clientId === undefined) !== (clientSecret === undefined))
      throw new Fault(`client id and secret of ${id} come together`, { retryable: false })
    if (await this.isKept(connection)) return
    const isGiven = clientId !== undefined && clientSecret !== undefined
    const credentials = isGiven ? await this.sealCredentials(id, { clientId, clientSecret }) : null
    const secrets = webhookSecrets && (await this.sealJson({ connection: id, secret: 'webhook_secrets' }, webhookSecrets))
    try {
      const isKept = await keepConnection(this.ops.pool, {
        ...{ id, name, harvestUserId: harvestUserId === undefined ? null : String(harvestUserId) },
        ...{ credentials, webhookSecrets: secrets ?? null, leaveOut: leaveOut ?? null },
      })
      if (!isKept) throw new Fault(`connection ${id} was removed, and ids are never used again`, { retryable: false })
    } catch (error) {
      if (codeOf(error) !== INSUFFICIENT_PRIVILEGE) throw pgFault(error)
      const why = `connection ${id} is not kept as this process was given it, and its role may not change that: run \`trellis connections register\``
      throw new Fault(why, { cause: error, retryable: false })
    }
  }

  /** All that were not removed, by id, with these secrets. Those that no key opens, or not now, are left out, and `unopened` says why. */
  async load(kinds: readonly SecretKind[] = ALL_SECRETS): Promise<readonly Connection[]> {
    const rows = await this.find({ removedAt: IsNull() }, kinds)
    this.secrets.keepOnly(new Set(rows.map(({ id }) => id)))
    return Promise.all(rows.map((row) => this.open(row)))
  }

  /** The bytes that are kept of credentials. Throws a Fault where the first key cannot be had. */
  async sealCredentials(id: string, { clientId, clientSecret }: ClientCredentials): Promise<Buffer> {
    return this.sealJson({ connection: id, secret: 'credentials' }, { clientId, clientSecret })
  }

  private async isKept({
    id,
    name,
    clientId,
    harvestUserId,
    clientSecret,
    webhookSecrets,
    leaveOut,
  }: ConnectionToRegister): Promise<boolean> {
    const isOfHarvest = clientId !== undefined || harvestUserId !== undefined
    const kinds = ALL_SECRETS.filter((kind) => (kind === 'credentials' ? isOfHarvest : webhookSecrets !== undefined))
    const [row] = await this.find({ id, removedAt: IsNull() }, kinds, leaveOut === undefined ? [] : ['leaveOut'])
    if (!row) return false
    const kept = await this.open(row)
    return (
      (leaveOut === undefined || isDeepStrictEqual(row.leaveOut, leaveOut)) &&
      // What no key of ours opens is not known to be the same.
      kept.unopened === undefined &&
      kept.name === name &&
      (harvestUserId === undefined || kept.harvestUserId === harvestUserId) &&
      (clientId === undefined || (kept.clientId === clientId && kept.clientSecret === clientSecret)) &&
      (webhookSecrets === undefined || isDeepStrictEqual(kept.webhookSecrets, webhookSecrets))
    )
  }

  private async find(
    where: FindOptionsWhere<ConnectionEntity>,
    kinds: readonly SecretKind[],
    also: readonly (keyof ConnectionEntity)[] = [],
  ): Promise<readonly ConnectionEntity[]> {
    const names = ['id', 'name', ...also, ...kinds.flatMap((kind) => COLUMNS[kind])]
    const select: FindOptionsSelect<ConnectionEntity> = Object.fromEntries(names.map((name) => [name, true]))
    try {
      return await this.ops.data.getRepository(ConnectionEntity).find({ select, where, order: { id: 'asc' } })
    } catch (error) {
      throw pgFault(error)
    }
  }

  private async open({ id, name, credentials, webhookSecrets, ...row }: ConnectionEntity): Promise<Connection> {
    // What was not selected is not there.
    const harvestUserId = row.harvestUserId ?? null
    const [harvest, secrets] = await Promise.all([
      this.openJson({ connection: id, secret: 'credentials' }, credentials),
      this.openJson({ connection: id, secret: 'webhook_secrets' }, webhookSecrets),
    ])
    const { clientId, clientSecret } = isObject(harvest.value) ? harvest.value : {}
    return {
      id,
      name,
      ...((row.pausedAt ?? null) !== null && { isPaused: true }),
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

  private async openJson(place: SecretPlace, sealed: Buffer | null): Promise<Opened> {
    if (!sealed) return {}
    try {
      return { value: parseJson(await this.secrets.open(place, sealed)) }
    } catch (error) {
      return { fault: error instanceof Fault ? error : new Fault(`${placeName(place)} cannot be read`, { retryable: false }) }
    }
  }

  private async sealJson(place: SecretPlace, value: unknown): Promise<Buffer> {
    return sealSecret(this.keys, place, JSON.stringify(value))
  }
}

interface Opened {
  readonly value?: Json
  readonly fault?: Fault
}
