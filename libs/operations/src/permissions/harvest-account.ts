import type { Credentials } from '@trellis/greenhouse'
import type { Connection, Connections } from '@trellis/runtime'
import { Refusal } from '../refusal.js'

/** Where an account's listings are asked for, and where its token. */
export interface HarvestAddresses {
  readonly harvestUrl: string
  readonly tokenUrl: string
}

/** Greenhouse's own. */
export const HARVEST_ADDRESSES: HarvestAddresses = {
  harvestUrl: 'https://harvest.greenhouse.io',
  tokenUrl: 'https://auth.greenhouse.io/token',
}

/** A connection with the credentials that it asks with. */
export interface ConnectionCredentials {
  readonly connection: string
  readonly credentials: Credentials
}

/** Whose listings are asked for, and where. */
export type HarvestAccount = ConnectionCredentials & HarvestAddresses

/**
 * The credentials of a connection as they are kept in `ops`; where there is only one, it need not be named. Throws a Refusal that says what is missing, and what
 * kept them from being opened.
 */
export async function keptCredentials(connections: Pick<Connections, 'load'>, asked?: string): Promise<ConnectionCredentials> {
  const kept = chosen(await connections.load(['credentials']), asked)
  if (kept.unopened?.credentials) throw kept.unopened.credentials
  if (kept.clientId === undefined || kept.clientSecret === undefined)
    throw new Refusal('conflict', `Connection ${kept.id} has no credentials: it only receives webhooks`)
  const userId = kept.harvestUserId === undefined ? undefined : String(kept.harvestUserId)
  return { connection: kept.id, credentials: { clientId: kept.clientId, clientSecret: kept.clientSecret, userId } }
}

function chosen(connections: readonly Connection[], asked: string | undefined): Connection {
  const ids = connections.map(({ id }) => id).join(', ')
  const [first, ...others] = asked === undefined ? connections : connections.filter(({ id }) => id === asked)
  if (!first)
    throw new Refusal(
      'not found',
      asked === undefined ? 'There is no connection yet' : `There is no connection '${asked}'. There is: ${ids || 'none'}`,
    )
  if (others.length > 0) throw new Refusal('invalid', `There are several connections; say which with --connection: ${ids}`)
  return first
}
