import { randomUUID } from 'node:crypto'
import {
  channelDeliveries,
  deleteChannel,
  Fault,
  insertChannel,
  readChannels,
  updateChannel,
  type ChannelDelivery,
  type ChannelRecord,
  type MasterKeys,
  type Pool,
  type PoolClient,
} from '@trellis/runtime'
import { Refusal } from '../refusal.js'
import type { AlertSender } from './alert-sender.js'
import { demandTarget, OpenedTargets, sealTarget, shownOf, type ChannelTarget } from './channel-target.js'

/** A channel as a screen shows it, and how sending to it goes; never a secret. */
export type AlertChannel = Omit<ChannelRecord, 'target'> & ChannelDelivery

const NEVER_SENT: ChannelDelivery = { lastSentAt: null, waiting: 0, givenUp: 0, lastError: null, lastErrorAt: null }

/** Every channel, by name. */
export async function listChannels(db: Pool | PoolClient): Promise<readonly AlertChannel[]> {
  const channels = await readChannels(db)
  const deliveries = await channelDeliveries(db)
  return channels.map(({ target: _, ...channel }) => ({ ...channel, ...(deliveries.get(channel.id) ?? NEVER_SENT) }))
}

/** What sealing and checking a target needs. */
export interface ChannelPorts {
  readonly keys: MasterKeys
  readonly sender: AlertSender
}

/** Adds a channel, and gives its id. What is open is sent to it at the next round. Throws a Refusal where messages cannot go there, or the name is none. */
export async function addChannel(
  db: Pool | PoolClient,
  { keys, sender }: ChannelPorts,
  { name, target }: { readonly name: string; readonly target: ChannelTarget },
): Promise<string> {
  const id = randomUUID()
  const sealed = await sealedTarget({ keys, sender }, id, target)
  await insertChannel(db, { id, name: nameGiven(name), kind: target.kind, ...sealed })
  return id
}

/** What is to change of a channel; what is not given stays. */
export interface ChannelChange {
  readonly id: string
  /** The version that was shown. */
  readonly version: number
  readonly name?: string | undefined
  readonly isPaused?: boolean | undefined
  /** Of the same kind. */
  readonly target?: ChannelTarget | undefined
}

/** Changes a channel. Throws a Refusal: there is none, it was changed by another person meanwhile, or messages cannot go there. */
export async function changeChannel(db: Pool | PoolClient, ports: ChannelPorts, change: ChannelChange): Promise<void> {
  const found = await channelOf(db, change.id)
  if (change.target && change.target.kind !== found.kind)
    throw new Refusal('invalid', `This channel is of the kind ${found.kind}: add another one`)
  const isChanged = await updateChannel(db, {
    ...{ id: change.id, version: change.version, isPaused: change.isPaused },
    ...{ name: change.name === undefined ? undefined : nameGiven(change.name) },
    sealed: change.target && (await sealedTarget(ports, change.id, change.target)),
  })
  if (!isChanged) throw new Refusal('conflict', 'Another person has changed this channel meanwhile: load it again')
}

/** Removes a channel, and what was to be sent to it. Throws a Refusal where there is none. */
export async function removeChannel(db: Pool | PoolClient, id: string): Promise<void> {
  await channelOf(db, id)
  await deleteChannel(db, id)
}

/** Sends a test to a channel now. Throws a Refusal where there is none, and a Fault that says why it was not delivered. */
export async function sendTest(db: Pool | PoolClient, { keys, sender }: ChannelPorts, id: string): Promise<void> {
  const channel = await channelOf(db, id)
  const target = await new OpenedTargets(keys).open(channel)
  await sender.send(target, `test-${randomUUID()}`, { event: 'test', channel: channel.name })
}

async function channelOf(db: Pool | PoolClient, id: string): Promise<ChannelRecord> {
  const found = (await readChannels(db)).find((each) => each.id === id)
  if (!found) throw new Refusal('not found', 'There is no such channel')
  return found
}

async function sealedTarget(
  { keys, sender }: ChannelPorts,
  id: string,
  target: ChannelTarget,
): Promise<Pick<ChannelRecord, 'target' | 'shown'>> {
  demandTarget(target)
  try {
    sender.check(target)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    throw new Refusal('invalid', error.message)
  }
  return { target: await sealTarget(keys, id, target), shown: shownOf(target) }
}

function nameGiven(name: string): string {
  const trimmed = name.trim()
  if (trimmed === '' || trimmed.length > 100) throw new Refusal('invalid', 'A channel has a name of 1 to 100 characters')
  return trimmed
}
