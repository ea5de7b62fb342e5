import type { Credentials } from '@trellis/greenhouse'
import { dataDir } from '@trellis/local'
import { Connections, isConfidentialUrl, openOps, readSecret, type Connection } from '@trellis/runtime'
import { givenMasterKeys } from '../connections/given-master-keys.js'
import { keptSandbox } from '../start/kept-sandbox.js'

/** Whose listings are asked for, and where. */
export interface HarvestAccount {
  readonly connection: string
  readonly harvestUrl: string
  readonly tokenUrl: string
  readonly credentials: Credentials
}

/** What is known before an account is looked for. */
interface AccountSearch {
  /** The one meant; where there is only one, it need not be named. */
  readonly connection?: string | undefined
  readonly databaseUrl?: string | undefined
  readonly env: NodeJS.ProcessEnv
  /** Where `npm start` keeps what belongs to this machine. */
  readonly dir?: string
}

/**
 * The account of a connection: from HARVEST_CLIENT_ID and HARVEST_CLIENT_SECRET where they are set for it, or else as it is kept in `ops`.
 * Throws an Error that says what is missing.
 */
export async function harvestAccount(search: AccountSearch): Promise<HarvestAccount> {
  const { connection: asked, env, dir = dataDir(search.env) } = search
  const { GREENHOUSE_CONNECTION: named } = env
  const [clientId, clientSecret] = [readSecret('HARVEST_CLIENT_ID', env), readSecret('HARVEST_CLIENT_SECRET', env)]
  if (clientId && clientSecret && (asked === undefined || named === undefined || asked === named)) {
    const connection = asked ?? named ?? 'of the environment'
    return {
      connection,
      ...(await addressesOf(connection, env, dir)),
      credentials: { clientId, clientSecret, userId: env['HARVEST_USER_ID'] },
    }
  }
  const kept = chosen(await keptConnections(search), asked)
  if (kept.unopened?.credentials) throw kept.unopened.credentials
  if (kept.clientId === undefined || kept.clientSecret === undefined)
    throw new Error(`Connection ${kept.id} has no credentials: it only receives webhooks`)
  const userId = kept.harvestUserId === undefined ? undefined : String(kept.harvestUserId)
  const credentials = { clientId: kept.clientId, clientSecret: kept.clientSecret, userId }
  return { connection: kept.id, ...(await addressesOf(kept.id, env, dir)), credentials }
}

/** Greenhouse's own, those of the environment, or those of the invented company that `npm start` runs under this connection. */
async function addressesOf(
  connection: string,
  env: NodeJS.ProcessEnv,
  dir: string,
): Promise<{ harvestUrl: string; tokenUrl: string }> {
  const sandbox = await keptSandbox(dir)
  const local = sandbox?.connection === connection ? sandbox : undefined
  return {
    harvestUrl: confidential('HARVEST_URL', env) ?? local?.url ?? 'https://harvest.greenhouse.io',
    tokenUrl: confidential('HARVEST_TOKEN_URL', env) ?? local?.tokenUrl ?? 'https://auth.greenhouse.io/token',
  }
}

function confidential(variable: string, env: NodeJS.ProcessEnv): string | undefined {
  const url = env[variable]
  if (url !== undefined && !isConfidentialUrl(url))
    throw new Error(`${variable} must be a URL https://…, or http://… on this machine`)
  return url
}

async function keptConnections({ databaseUrl, env, dir = dataDir(env) }: AccountSearch): Promise<readonly Connection[]> {
  const keys = await givenMasterKeys(env, dir)
  if (!databaseUrl || !keys)
    throw new Error(
      'No account is known here: start it with `npm start`, or set DATABASE_URL and TRELLIS_MASTER_KEYS, or HARVEST_CLIENT_ID and HARVEST_CLIENT_SECRET',
    )
  const ops = await openOps(databaseUrl, { max: 1 })
  return new Connections(ops, keys).load(['credentials']).finally(() => ops.close())
}

function chosen(connections: readonly Connection[], asked: string | undefined): Connection {
  const ids = connections.map(({ id }) => id).join(', ')
  const [first, ...others] = asked === undefined ? connections : connections.filter(({ id }) => id === asked)
  if (!first)
    throw new Error(
      asked === undefined ? 'There is no connection yet' : `There is no connection '${asked}'. There is: ${ids || 'none'}`,
    )
  if (others.length > 0) throw new Error(`There are several connections; say which with --connection: ${ids}`)
  return first
}
