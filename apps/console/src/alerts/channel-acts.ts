import { Inject, Injectable } from '@nestjs/common'
import {
  addChannel,
  changeChannel,
  listChannels,
  Refusal,
  removeChannel,
  sendTest,
  type AlertChannel,
  type ChannelPorts,
  type ChannelTarget,
} from '@trellis/operations'
import {
  AddressRefused,
  beginAct,
  endAct,
  Fault,
  POOL,
  recordAct,
  transact,
  type ActArgument,
  type ChannelKind,
  type Pool,
  type PoolClient,
} from '@trellis/runtime'
import type { Actor } from '../access/person.js'
import { ConsoleError } from '../problem/console-error.js'
import { targetGiven, type GivenTarget } from './target-given.js'

/** What seals the targets of channels, and sends to them. */
export const CHANNEL_PORTS = Symbol('where alerts are sent')

interface NewChannel extends GivenTarget {
  readonly name: string
  readonly kind: ChannelKind
}

interface Change extends GivenTarget {
  readonly version: number
  readonly name?: string | undefined
  readonly isPaused?: boolean | undefined
}

/** Where alerts are sent, and what a person does with it. Each act is in its transaction's audit log, without addresses and secrets. */
@Injectable()
export class ChannelActs {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CHANNEL_PORTS) private readonly ports: ChannelPorts,
  ) {}

  /** Whether a mail server is set up. */
  get canMail(): boolean {
    return this.ports.sender.canMail
  }

  /** Every channel, by name; no secret. */
  all(): Promise<readonly AlertChannel[]> {
    return listChannels(this.pool)
  }

  /** Adds one. Throws a ConsoleError where nothing may be sent there. */
  async add({ name, kind, ...given }: NewChannel, actor: Actor): Promise<AlertChannel> {
    const target = targetGiven(kind, given)
    if (target === undefined) throw new ConsoleError('request-invalid', { errors: [missing(kind)] })
    this.demandOutside(target)
    const id = await transact(this.pool, async (client) => {
      const added = await addChannel(client, this.ports, { name, target })
      await record(client, actor, 'POST /api/alert-channels', { channel: added, name: name.trim(), kind })
      return added
    })
    return this.one(id)
  }

  /** Changes one. Throws a ConsoleError where another person did so meanwhile. */
  async change(id: string, { version, name, isPaused, ...given }: Change, actor: Actor): Promise<AlertChannel> {
    const { kind } = await this.one(id)
    const target = targetGiven(kind, given)
    if (target) this.demandOutside(target)
    const said = {
      ...(name !== undefined && { name: name.trim() }),
      ...(isPaused !== undefined && { isPaused }),
      ...(target && { address: 'given' }),
    }
    await transact(this.pool, async (client) => {
      await changeChannel(client, this.ports, { id, version, name, isPaused, target }).catch(meanwhile)
      await record(client, actor, 'PATCH /api/alert-channels/:id', { channel: id, ...said })
    })
    return this.one(id)
  }

  /** Removes one, and what was to be sent to it. */
  async remove(id: string, actor: Actor): Promise<void> {
    await transact(this.pool, async (client) => {
      await removeChannel(client, id)
      await record(client, actor, 'DELETE /api/alert-channels/:id', { channel: id })
    })
  }

  /** Sends a test now. Throws a ConsoleError that says why it was not delivered. */
  async test(id: string, { who, from }: Actor): Promise<void> {
    const { kind } = await this.one(id)
    const act = await beginAct(this.pool, { who, what: 'POST /api/alert-channels/:id/test', arguments: { channel: id, from } })
    const failed = await sendTest(this.pool, this.ports, id).then(
      () => undefined,
      (error: unknown) => ({ error }),
    )
    await endAct(this.pool, act, failed ? 1 : 0)
    if (failed) throw failureOf(failed.error, kind, this.canMail)
  }

  private async one(id: string): Promise<AlertChannel> {
    const found = (await this.all()).find((channel) => channel.id === id)
    if (!found) throw new ConsoleError('not-found')
    return found
  }

  private demandOutside(target: ChannelTarget): void {
    try {
      this.ports.sender.check(target)
    } catch (error) {
      throw failureOf(error, target.kind, this.canMail)
    }
  }
}

/** Our own words alone: those of others may hold a path or an address. */
function failureOf(error: unknown, kind: ChannelKind, canMail: boolean): unknown {
  if (!(error instanceof Fault)) return error
  if (kind === 'email' && !canMail) return new ConsoleError('mail-not-set-up')
  if (error instanceof AddressRefused) return new ConsoleError('channel-address-refused', { detail: `${error.message}.` })
  return new ConsoleError('channel-failed', { detail: `${error.message}.` })
}

function meanwhile(error: unknown): never {
  throw error instanceof Refusal && error.kind === 'conflict' ? new ConsoleError('changed-meanwhile') : error
}

function missing(kind: ChannelKind): { readonly at: string; readonly wrong: string } {
  return kind === 'email' ? { at: 'to', wrong: 'Enter an address' } : { at: 'url', wrong: 'Enter the address' }
}

async function record(
  client: PoolClient,
  { who, from }: Actor,
  what: string,
  said: Readonly<Record<string, ActArgument>>,
): Promise<void> {
  await recordAct(client, { who, what, arguments: { ...said, from } })
}
