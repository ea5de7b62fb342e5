import { createHash, randomBytes } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'

/*
 * The one module that writes `ops.connection_hand_over`. SQL by hand: a link is used up in the transaction that keeps the credentials.
 */

const LIFE = `interval '72 hours'`

/** A link that may still be used. */
export interface HandOver {
  readonly connection: string
  readonly madeBy: string
  readonly expiresAt: string
}

/** Makes the token of a link, and ends the one that was made before for the connection. It is shown once, and kept as a hash. */
export async function makeHandOver(
  client: PoolClient,
  connection: string,
  madeBy: string,
): Promise<{ readonly token: string; readonly expiresAt: string }> {
  const token = randomBytes(32).toString('base64url')
  await client.query('delete from ops.connection_hand_over where connection_id = $1 or expires_at < now()', [connection])
  const { rows } = await client.query<{ expires_at: Date }>(
    `insert into ops.connection_hand_over (token_hash, connection_id, made_by, expires_at) values ($1, $2, $3, now() + ${LIFE}) returning expires_at`,
    [hashOf(token), connection, madeBy],
  )
  return { token, expiresAt: rows[0]?.expires_at.toISOString() ?? '' }
}

/** What a token is for; undefined where it is none, has expired or was used, or its connection was removed. */
export async function handOverOf(db: Pool | PoolClient, token: string): Promise<HandOver | undefined> {
  const { rows } = await db.query<Row>(
    `select h.connection_id, h.made_by, h.expires_at from ops.connection_hand_over h join ops.connection c on c.id = h.connection_id
     where h.token_hash = $1 and h.used_at is null and h.expires_at > now() and c.removed_at is null`,
    [hashOf(token)],
  )
  const [row] = rows
  return row && { connection: row.connection_id, madeBy: row.made_by, expiresAt: row.expires_at.toISOString() }
}

interface Row {
  readonly connection_id: string
  readonly made_by: string
  readonly expires_at: Date
}

/** Uses it up; false where it was, or has expired. */
export async function takeHandOver(client: PoolClient, token: string): Promise<boolean> {
  const { rowCount } = await client.query(
    'update ops.connection_hand_over set used_at = now() where token_hash = $1 and used_at is null and expires_at > now()',
    [hashOf(token)],
  )
  return rowCount === 1
}

/** Ends those of a connection that were not used. */
export async function endHandOvers(client: PoolClient, connection: string): Promise<void> {
  await client.query('delete from ops.connection_hand_over where connection_id = $1 and used_at is null', [connection])
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
