import { Inject, Injectable } from '@nestjs/common'
import { connectionId, keptCredentials } from '@trellis/operations'
import {
  addConnection,
  changeConnection,
  endHandOvers,
  POOL,
  recordAct,
  removeConnection,
  storedConnections,
  transact,
  type ActArgument,
  type ClientCredentials,
  type Connections,
  type Pool,
  type PoolClient,
  type StoredConnection,
} from '@trellis/runtime'
import type { Actor } from '../access/person.js'
import { ConsoleError } from '../problem/console-error.js'
import type { ConnectionChangeBody, CredentialsBody, NewConnectionBody } from './connection-bodies.dto.js'
import { CredentialTrials } from './credential-trials.js'

/** The id of the connection that variables describe; null where they describe none. */
export const ENVIRONMENT_CONNECTION = Symbol('the connection of the environment')

/** Seals and opens the secrets of connections. */
export const CONNECTION_SECRETS = Symbol('the secrets of connections')
export type ConnectionSecrets = Pick<Connections, 'load' | 'sealCredentials'>

interface NewConnection {
  readonly name: string
  readonly harvestUserId: string | null
  readonly given: ClientCredentials | undefined
  readonly saveAnyway: boolean
  /** The privacy switches that are off before anything is read. */
  readonly leaveOut: readonly string[]
}

/** What changes with an act. */
type Change = Omit<Parameters<typeof changeConnection>[1], 'id' | 'by'>

/** The connections, and what a person does with them. Every act is in its transaction's audit log, without a secret. */
@Injectable()
export class ConnectionActs {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CONNECTION_SECRETS) private readonly secrets: ConnectionSecrets,
    @Inject(CredentialTrials) private readonly trials: CredentialTrials,
    @Inject(ENVIRONMENT_CONNECTION) readonly environment: string | null,
  ) {}

  /** Every connection there ever was. */
  all(): Promise<readonly StoredConnection[]> {
    return storedConnections(this.pool)
  }

  /** The one of this id. Throws a ConsoleError where there is none. */
  async one(id: string): Promise<StoredConnection> {
    const found = (await this.all()).find((connection) => connection.id === id)
    if (!found) throw new ConsoleError('not-found')
    return found
  }

  /** One that may be changed here. Throws a ConsoleError where it was removed, or variables describe it. */
  async changeable(id: string): Promise<StoredConnection> {
    const found = await this.one(id)
    if (id === this.environment) throw new ConsoleError('connection-of-environment')
    if (found.removedAt !== null) throw new ConsoleError('connection-removed')
    return found
  }

  /** Whether it may be. */
  isEditable({ id, removedAt }: StoredConnection): boolean {
    return id !== this.environment && removedAt === null
  }

  /** The error of a person who has seen an older version of it. Throws a ConsoleError where it was removed meanwhile. */
  async changedMeanwhile(id: string): Promise<ConsoleError> {
    const { changedBy, changedAt } = await this.changeable(id)
    return new ConsoleError('changed-meanwhile', {
      detail: `${changedBy ?? 'Another way than the console'} changed it at ${changedAt}.`,
    })
  }

  /** Adds one; its credentials were taken by Greenhouse. Throws a ConsoleError where they are not. */
  async add(body: NewConnectionBody, actor: Actor): Promise<StoredConnection> {
    const { name, clientId, clientSecret, saveAnyway = false, leaveOut = [] } = body
    const given = clientId !== undefined && clientSecret !== undefined ? { clientId, clientSecret } : undefined
    const userId = body.actingUserId ?? undefined
    const taken = new Set([...(await this.all()).map((connection) => connection.id), this.environment ?? ''])
    if (given) await this.trials.demand('', { ...given, userId }, saveAnyway)
    return this.one(await this.added({ name, harvestUserId: userId ?? null, given, saveAnyway, leaveOut }, taken, actor))
  }

  /** Under the next id where another admin has taken it meanwhile. */
  private async added(to: NewConnection, taken: ReadonlySet<string>, actor: Actor): Promise<string> {
    const { name, harvestUserId, given, saveAnyway, leaveOut } = to
    const id = connectionId(name, taken)
    const credentials = given ? await this.secrets.sealCredentials(id, given) : null
    const isAdded = await transact(this.pool, async (client) => {
      if (!(await addConnection(client, { id, name, harvestUserId, credentials, leaveOut, by: actor.who }))) return false
      const said = {
        ...{ name, ...sayUser(harvestUserId), ...(given && { credentials: 'given', saveAnyway }) },
        ...(leaveOut.length > 0 && { leaveOut: leaveOut.join(',') }),
      }
      await this.record(client, actor, 'POST /api/connections', id, said)
      return true
    })
    return isAdded ? id : this.added(to, new Set([...taken, id]), actor)
  }

  /** Changes name or acting user; another user is tried first. */
  async change(id: string, body: ConnectionChangeBody, actor: Actor): Promise<StoredConnection> {
    const { version, name, actingUserId, saveAnyway = false } = body
    const now = await this.changeable(id)
    if (actingUserId !== undefined && actingUserId !== now.harvestUserId && now.hasCredentials) {
      const { credentials } = await keptCredentials(this.secrets, id)
      await this.trials.demand(id, { ...credentials, userId: actingUserId ?? undefined }, saveAnyway)
    }
    const said = { ...(name !== undefined && { name }), ...(actingUserId !== undefined && sayUser(actingUserId)) }
    return this.apply(id, { version, name, harvestUserId: actingUserId }, actor, 'PATCH /api/connections/:id', said)
  }

  /** Puts other credentials in the place of those that are kept; they are tried first. `also` is done in the same transaction. */
  async giveCredentials(
    id: string,
    version: number,
    body: CredentialsBody,
    actor: Actor,
    what = 'PUT /api/connections/:id/credentials',
    also?: (client: PoolClient) => Promise<void>,
  ): Promise<StoredConnection> {
    const { clientId, clientSecret, actingUserId, saveAnyway = false } = body
    const now = await this.changeable(id)
    const userId = actingUserId === undefined ? now.harvestUserId : actingUserId
    await this.trials.demand(id, { clientId, clientSecret, userId: userId ?? undefined }, saveAnyway)
    const credentials = await this.secrets.sealCredentials(id, { clientId, clientSecret })
    const said = { credentials: 'given', saveAnyway, ...(actingUserId !== undefined && sayUser(actingUserId)) }
    return this.apply(id, { version, credentials, harvestUserId: actingUserId }, actor, what, said, also)
  }

  /** Ends that Greenhouse is asked, for as long as it is paused; or lets it be asked again. */
  async pause(id: string, version: number, isPaused: boolean, actor: Actor): Promise<StoredConnection> {
    await this.changeable(id)
    return this.apply(id, { version, isPaused }, actor, `POST /api/connections/:id/${isPaused ? 'pause' : 'resume'}`, {})
  }

  /** Removes it: as `trellis connections remove` does. */
  async remove(id: string, actor: Actor): Promise<StoredConnection> {
    await this.changeable(id)
    await transact(this.pool, async (client) => {
      await removeConnection(client, id)
      await this.record(client, actor, 'DELETE /api/connections/:id', id, {})
    })
    return this.one(id)
  }

  private async apply(
    id: string,
    change: Change,
    actor: Actor,
    what: string,
    said: Readonly<Record<string, ActArgument>>,
    also?: (client: PoolClient) => Promise<void>,
  ): Promise<StoredConnection> {
    const isChanged = await transact(this.pool, async (client) => {
      if (!(await changeConnection(client, { ...change, id, by: actor.who }))) return false
      await also?.(client)
      if (change.credentials) await endHandOvers(client, id)
      await this.record(client, actor, what, id, said)
      return true
    })
    if (!isChanged) throw await this.changedMeanwhile(id)
    return this.changeable(id)
  }

  private async record(
    client: PoolClient,
    { who, from }: Actor,
    what: string,
    connection: string,
    said: Readonly<Record<string, ActArgument>>,
  ): Promise<void> {
    await recordAct(client, { who, what, arguments: { connection, ...said, from } })
  }
}

function sayUser(userId: string | null): Readonly<Record<string, string>> {
  return { actingUser: userId ?? 'none' }
}
