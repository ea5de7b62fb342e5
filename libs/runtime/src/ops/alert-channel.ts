import type { Pool, PoolClient } from 'pg'
import type { SealedSecret } from '../secrets/seal-secret.js'

/*
 * The one module that writes `ops.alert_channel`. SQL by hand: a change names the version that it was made of, and what is not given stays as it is kept.
 */

export const CHANNEL_KINDS = ['email', 'webhook', 'slack'] as const
export type ChannelKind = (typeof CHANNEL_KINDS)[number]

/** A channel as it is kept; its target sealed. */
export interface ChannelRecord {
  readonly id: string
  readonly name: string
  readonly kind: ChannelKind
  readonly target: Buffer
  /** What a screen may show of the target. */
  readonly shown: string
  readonly isPaused: boolean
  readonly version: number
}

/** Every channel, by name. */
export async function readChannels(db: Pool | PoolClient): Promise<readonly ChannelRecord[]> {
  const { rows } = await db.query<ChannelRecord>(
    'select id, name, kind, target, shown, is_paused as "isPaused", version from ops.alert_channel order by name, id',
  )
  return rows
}

/** Adds a channel. */
export async function insertChannel(
  db: Pool | PoolClient,
  { id, name, kind, target, shown }: Pick<ChannelRecord, 'id' | 'name' | 'kind' | 'target' | 'shown'>,
): Promise<void> {
  await db.query('insert into ops.alert_channel (id, name, kind, target, shown) values ($1, $2, $3, $4, $5)', [
    ...[id, name, kind],
    ...[target, shown],
  ])
}

/** What is to change of a channel. */
export interface ChannelUpdate {
  readonly id: string
  /** The version that the change was made of. */
  readonly version: number
  readonly name?: string | undefined
  readonly isPaused?: boolean | undefined
  readonly sealed?: Pick<ChannelRecord, 'target' | 'shown'> | undefined
}

/** Changes a channel. False where it has another version by now, or is gone. */
export async function updateChannel(db: Pool | PoolClient, change: ChannelUpdate): Promise<boolean> {
  const { rowCount } = await db.query(
    `update ops.alert_channel set version = version + 1, name = coalesce($3, name), is_paused = coalesce($4, is_paused),
       target = coalesce($5, target), shown = coalesce($6, shown)
     where id = $1 and version = $2`,
    [
      ...[change.id, change.version, change.name ?? null, change.isPaused ?? null],
      ...[change.sealed?.target ?? null, change.sealed?.shown ?? null],
    ],
  )
  return rowCount === 1
}

/** Removes a channel, and what was to be sent to it. False where there is none. */
export async function deleteChannel(db: Pool | PoolClient, id: string): Promise<boolean> {
  const { rowCount } = await db.query('delete from ops.alert_channel where id = $1', [id])
  return rowCount === 1
}

/** The targets of channels, as a change of master keys finds them: all, or that of one. */
export async function sealedTargets(db: Pool | PoolClient, channel?: string): Promise<readonly SealedSecret[]> {
  const { rows } = await db.query<{ id: string; target: Buffer }>(
    'select id, target from ops.alert_channel where $1::text is null or id::text = $1 order by id',
    [channel ?? null],
  )
  return rows.map(({ id, target }) => ({ place: { connection: id, secret: 'alert_channel' }, sealed: target }))
}

/** Puts the same target, sealed otherwise, in the place of what was read. False where that is no longer there. */
export async function replaceTarget(db: Pool | PoolClient, { place, sealed }: SealedSecret, by: Buffer): Promise<boolean> {
  const { rowCount } = await db.query('update ops.alert_channel set target = $3 where id::text = $1 and target = $2', [
    ...[place.connection, sealed],
    by,
  ])
  return rowCount === 1
}
