import type { Pool } from '@trellis/runtime'

/** A connection as an operator may see it: no secrets. */
export interface StoredConnection {
  readonly id: string
  readonly name: string
  readonly harvestUserId: string | null
  /** Without credentials it only receives webhooks. */
  readonly hasCredentials: boolean
  readonly hasWebhookSecrets: boolean
  readonly createdAt: string
  readonly removedAt: string | null
}

/** Every connection there ever was, by id. */
export async function storedConnections(pool: Pool): Promise<readonly StoredConnection[]> {
  const { rows } = await pool.query<Row>(
    `select id, name, harvest_user_id, credentials is not null as has_credentials, webhook_secrets is not null as has_webhook_secrets,
       created_at, removed_at from ops.connection order by id`,
  )
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    harvestUserId: row.harvest_user_id,
    hasCredentials: row.has_credentials,
    hasWebhookSecrets: row.has_webhook_secrets,
    createdAt: row.created_at.toISOString(),
    removedAt: row.removed_at?.toISOString() ?? null,
  }))
}

/** The one of this id; throws an Error that names the others where there is none. */
export async function connectionNamed(pool: Pool, id: string): Promise<StoredConnection> {
  const all = await storedConnections(pool)
  const found = all.find((connection) => connection.id === id)
  if (found) return found
  throw new Error(`There is no connection '${id}'. There is: ${all.map((connection) => connection.id).join(', ') || 'none'}`)
}

interface Row {
  readonly id: string
  readonly name: string
  readonly harvest_user_id: string | null
  readonly has_credentials: boolean
  readonly has_webhook_secrets: boolean
  readonly created_at: Date
  readonly removed_at: Date | null
}
