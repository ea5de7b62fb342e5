import { createHash } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import { keyIdOf, type SealedSecret, type SecretPlace } from '../secrets/seal-secret.js'

/*
 * The one module that writes `ops.connection`; `Connections` seals and opens its secrets. SQL by hand: what is not given stays as it is kept, and what the
 * poller notes is written under its lease.
 */

/** A connection as an operator may see it: no secrets. */
export interface StoredConnection {
  readonly id: string
  readonly name: string
  readonly harvestUserId: string | null
  /** Without credentials it only receives webhooks. */
  readonly hasCredentials: boolean
  readonly hasWebhookSecrets: boolean
  /** The ids of the master keys that its secrets need; null among them where one was sealed before keys had ids. */
  readonly masterKeys: readonly (string | null)[]
  /** The privacy switches that are off (rule P1). */
  readonly leaveOut: readonly string[]
  readonly createdAt: string
  readonly removedAt: string | null
  /** Counts what persons change; who did last, where that is known, and when. */
  readonly version: number
  readonly changedAt: string
  readonly changedBy: string | null
  /** Since when Harvest is not asked. */
  readonly pausedAt: string | null
}

/** Every connection there ever was, by id. */
export async function storedConnections(db: Pool | PoolClient): Promise<readonly StoredConnection[]> {
  const { rows } = await db.query<Row>(
    `select id, name, harvest_user_id, credentials, webhook_secrets, leave_out, created_at, removed_at, version,
       changed_at, changed_by, paused_at
     from ops.connection order by id`,
  )
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    harvestUserId: row.harvest_user_id,
    hasCredentials: row.credentials !== null,
    hasWebhookSecrets: row.webhook_secrets !== null,
    masterKeys: keyIds(row),
    leaveOut: row.leave_out,
    createdAt: row.created_at.toISOString(),
    removedAt: row.removed_at?.toISOString() ?? null,
    version: row.version,
    changedAt: row.changed_at.toISOString(),
    changedBy: row.changed_by,
    pausedAt: row.paused_at?.toISOString() ?? null,
  }))
}

interface Row {
  readonly id: string
  readonly name: string
  readonly harvest_user_id: string | null
  readonly credentials: Buffer | null
  readonly webhook_secrets: Buffer | null
  readonly leave_out: readonly string[]
  readonly created_at: Date
  readonly removed_at: Date | null
  readonly version: number
  readonly changed_at: Date
  readonly changed_by: string | null
  readonly paused_at: Date | null
}

function keyIds({ credentials, webhook_secrets: webhookSecrets }: Row): readonly (string | null)[] {
  const sealed = [credentials, webhookSecrets].filter((bytes) => bytes !== null)
  return [...new Set(sealed.map((bytes) => keyIdOf(bytes) ?? null))]
}

/** The ids of those in use, or of those that were removed, in their order. */
export async function connectionIds(db: Pool | PoolClient, which: 'in use' | 'removed' | 'all'): Promise<readonly string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select id from ops.connection where $1 = 'all' or (removed_at is null) = ($1 = 'in use') order by id`,
    [which],
  )
  return rows.map(({ id }) => id)
}

/** Those of these ids that are, or were, given to a connection. */
export async function connectionsKnown(db: Pool | PoolClient, ids: readonly string[]): Promise<readonly string[]> {
  const { rows } = await db.query<{ id: string }>('select id from ops.connection where id = any ($1)', [ids])
  return rows.map(({ id }) => id)
}

/** The privacy switches that are off (rule P1), of a connection in use; undefined where there is none of this id. */
export async function leaveOutOf(db: Pool | PoolClient, id: string): Promise<readonly string[] | undefined> {
  const { rows } = await db.query<{ leave_out: readonly string[] }>(
    'select leave_out from ops.connection where id = $1 and removed_at is null',
    [id],
  )
  return rows[0]?.leave_out
}

/** The same of every connection in use, by id. */
export async function leaveOutByConnection(db: Pool | PoolClient): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await db.query<{ id: string; leave_out: readonly string[] }>(
    'select id, leave_out from ops.connection where removed_at is null order by id',
  )
  return new Map(rows.map(({ id, leave_out: leaveOut }) => [id, leaveOut]))
}

/** Sets which privacy switches are off, by another way than the console; services take it up within seconds. False where there is no such connection in use. */
export async function setLeaveOut(db: Pool | PoolClient, id: string, leaveOut: readonly string[]): Promise<boolean> {
  const { rowCount } = await db.query(
    `update ops.connection set leave_out = $2, version = version + 1, changed_at = now(), changed_by = null
     where id = $1 and removed_at is null`,
    [id, leaveOut],
  )
  return rowCount === 1
}

/** What is kept of a connection; its secrets sealed. What is null stays as it is kept. */
interface ConnectionRecord {
  readonly id: string
  readonly name: string
  readonly harvestUserId: string | null
  readonly credentials: Buffer | null
  readonly webhookSecrets: Buffer | null
  readonly leaveOut: readonly string[] | null
}

/** Adds a connection, or changes it. False where it was removed: it is left as it is. */
export async function keepConnection(db: Pool | PoolClient, connection: ConnectionRecord): Promise<boolean> {
  const { id, name, harvestUserId, credentials, webhookSecrets, leaveOut } = connection
  const { rowCount } = await db.query(
    `insert into ops.connection as t (id, name, harvest_user_id, credentials, webhook_secrets, leave_out)
     values ($1, $2, $3, $4, $5, coalesce($6::text[], '{}'))
     on conflict (id) do update set
       name = excluded.name,
       harvest_user_id = coalesce(excluded.harvest_user_id, t.harvest_user_id),
       credentials = coalesce(excluded.credentials, t.credentials),
       webhook_secrets = coalesce(excluded.webhook_secrets, t.webhook_secrets),
       leave_out = coalesce($6::text[], t.leave_out),
       version = t.version + 1, changed_at = now(), changed_by = null
     where t.removed_at is null`,
    [id, name, harvestUserId, credentials, webhookSecrets, leaveOut],
  )
  return rowCount === 1
}

/** A connection that a person adds. */
interface AddedConnection extends Omit<ConnectionRecord, 'webhookSecrets' | 'leaveOut'> {
  readonly by: string
  /** The privacy switches that are off from the first byte on. */
  readonly leaveOut: readonly string[]
}

/** Adds one; false where its id is, or was, given to another. */
export async function addConnection(client: PoolClient, added: AddedConnection): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into ops.connection (id, name, harvest_user_id, credentials, changed_by, leave_out)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [added.id, added.name, added.harvestUserId, added.credentials, added.by, added.leaveOut],
  )
  return rowCount === 1
}

/** What a person changes of a connection; what is undefined stays. */
interface ChangedConnection {
  readonly id: string
  /** As it was when the person looked. */
  readonly version: number
  readonly by: string
  readonly name?: string | undefined
  /** Null: none any more. */
  readonly harvestUserId?: string | null | undefined
  readonly credentials?: Buffer | undefined
  readonly isPaused?: boolean | undefined
  /** The privacy switches that are off (rule P1). */
  readonly leaveOut?: readonly string[] | undefined
}

/** Changes it; false where it is no longer as the person has seen it, or was removed. */
export async function changeConnection(client: PoolClient, changed: ChangedConnection): Promise<boolean> {
  const { id, version, by, name, harvestUserId, credentials, isPaused, leaveOut } = changed
  const { rowCount } = await client.query(
    `update ops.connection set
       name = coalesce($4, name),
       harvest_user_id = case when $5 then $6::bigint else harvest_user_id end,
       credentials = coalesce($7, credentials),
       paused_at = case when $8::boolean is null then paused_at when $8 then coalesce(paused_at, now()) end,
       leave_out = coalesce($9::text[], leave_out),
       version = version + 1, changed_at = now(), changed_by = $3
     where id = $1 and version = $2 and removed_at is null`,
    [
      ...[id, version, by, name ?? null, harvestUserId !== undefined, harvestUserId ?? null],
      ...[credentials ?? null, isPaused ?? null, leaveOut ?? null],
    ],
  )
  return rowCount === 1
}

/** Since when those in use that are paused are, by id. */
export async function pausedConnections(db: Pool | PoolClient): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ id: string; paused_at: Date }>(
    'select id, paused_at from ops.connection where paused_at is not null and removed_at is null order by id',
  )
  return new Map(rows.map(({ id, paused_at: at }) => [id, at.toISOString()]))
}

/** Every secret that is kept, or those of one connection; by connection. */
export async function sealedSecrets(db: Pool | PoolClient, connection?: string): Promise<readonly SealedSecret[]> {
  const { rows } = await db.query<SecretPlace & { readonly sealed: Buffer }>(
    `select id as connection, secret, sealed
     from ops.connection, lateral (values ('credentials', credentials), ('webhook_secrets', webhook_secrets)) as kept (secret, sealed)
     where sealed is not null and ($1::text is null or id = $1) order by id, secret`,
    [connection ?? null],
  )
  return rows.map(({ connection: id, secret, sealed }) => ({ place: { connection: id, secret }, sealed }))
}

/** Puts the same secret, sealed otherwise, in the place of what was read. False where that is no longer there. */
export async function replaceSealed(db: Pool | PoolClient, { place, sealed }: SealedSecret, by: Buffer): Promise<boolean> {
  const { rowCount } = await db.query(
    `update ops.connection set
       credentials = case when $2 = 'credentials' then $4 else credentials end,
       webhook_secrets = case when $2 = 'webhook_secrets' then $4 else webhook_secrets end
     where id = $1 and case $2 when 'credentials' then credentials else webhook_secrets end = $3`,
    [place.connection, place.secret, sealed, by],
  )
  return rowCount === 1
}

/** Puts other webhook secrets in the place of what was read; null where there were none. False where that is no longer there, or the connection was removed. */
export async function replaceWebhookSecrets(client: PoolClient, id: string, seen: Buffer | null, by: Buffer): Promise<boolean> {
  const { rowCount } = await client.query(
    'update ops.connection set webhook_secrets = $3 where id = $1 and webhook_secrets is not distinct from $2 and removed_at is null',
    [id, seen, by],
  )
  return rowCount === 1
}

/** Marks a connection as removed, the first time counts, and forgets its secrets. False where there is no such connection. */
export async function markRemoved(client: PoolClient, id: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `update ops.connection set removed_at = coalesce(removed_at, now()), credentials = null, webhook_secrets = null where id = $1`,
    [id],
  )
  return rowCount === 1
}

/** How a client id is kept where it only has to be known again. */
export function clientDigest(clientId: string): string {
  return createHash('sha256').update(clientId).digest('hex')
}

/** Whether credentials have shown that they belong to the connection's company (rule N5). `client` is the `clientDigest` of their client id. */
export async function isProvenClient(db: Pool | PoolClient, id: string, client: string): Promise<boolean> {
  const { rows } = await db.query('select 1 from ops.connection where id = $1 and proven_client = $2', [id, client])
  return rows.length > 0
}

/** Keeps that they have. */
export async function noteProvenClient(db: Pool | PoolClient, id: string, client: string): Promise<void> {
  await db.query('update ops.connection set proven_client = $2 where id = $1', [id, client])
}

/** Keeps what sizes and budget let expect of a connection (rule L7). */
export async function noteExpected(db: Pool | PoolClient, id: string, expected: Expected): Promise<void> {
  await db.query('update ops.connection set expected = $2 where id = $1 and expected is distinct from $2', [
    id,
    JSON.stringify(expected),
  ])
}

/** The same as it is kept; null until the poller has seen an answer that states the budget. */
export async function expectedOf(db: Pool | PoolClient, id: string): Promise<Expected | null> {
  const { rows } = await db.query<{ expected: Expected | null }>('select expected from ops.connection where id = $1', [id])
  return rows[0]?.expected ?? null
}

/** What sizes and budget let expect of a connection (rule L7); durations are seconds. */
export interface Expected {
  readonly requestsPerSecond: number
  /** Of the budget, what windows use; beyond 1 they cannot keep up. */
  readonly windowShare: number
  /** What one sweep of every listing asks for, and how long that takes; null where windows leave nothing of the budget. */
  readonly sweepPages: number
  readonly sweepSeconds: number | null
  /** How old changes may be before they are asked for, by cadence. */
  readonly freshnessSeconds: { readonly hot: number; readonly warm: number; readonly settings: number }
}
