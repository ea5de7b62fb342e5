import { createHash, randomBytes } from 'node:crypto'
import type { PoolClient } from 'pg'

/*
 * The one module that writes `ops.console_first_admin`. SQL by hand: the token is used up in the transaction that makes the admin.
 */

/** Makes the token that makes an admin, and ends the one that was made before. It is shown once, and kept as a hash. */
export async function makeFirstAdminToken(client: PoolClient): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await client.query('delete from ops.console_first_admin')
  await client.query('insert into ops.console_first_admin (token_hash) values ($1)', [hashOf(token)])
  return token
}

/** Uses the token up; false where it is wrong, or was used. */
export async function takeFirstAdminToken(client: PoolClient, token: string): Promise<boolean> {
  const { rowCount } = await client.query('delete from ops.console_first_admin where token_hash = $1', [hashOf(token)])
  return rowCount === 1
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
