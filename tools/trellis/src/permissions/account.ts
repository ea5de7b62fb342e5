import { dataDir } from '@trellis/local'
import {
  HARVEST_ADDRESSES,
  keptCredentials,
  type ConnectionCredentials,
  type HarvestAccount,
  type HarvestAddresses,
} from '@trellis/operations'
import { Connections, isConfidentialUrl, openOps, readSecret } from '@trellis/runtime'
import { givenMasterKeys } from '../connections/given-master-keys.js'
import { keptSandbox } from '../start/kept-sandbox.js'

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
  const kept = await credentialsIn(search)
  return { ...kept, ...(await addressesOf(kept.connection, env, dir)) }
}

/** Greenhouse's own, those of the environment, or those of the invented company that `npm start` runs under this connection. */
async function addressesOf(connection: string, env: NodeJS.ProcessEnv, dir: string): Promise<HarvestAddresses> {
  const sandbox = await keptSandbox(dir)
  const local = sandbox?.connection === connection ? sandbox : undefined
  return {
    harvestUrl: confidential('HARVEST_URL', env) ?? local?.url ?? HARVEST_ADDRESSES.harvestUrl,
    tokenUrl: confidential('HARVEST_TOKEN_URL', env) ?? local?.tokenUrl ?? HARVEST_ADDRESSES.tokenUrl,
  }
}

function confidential(variable: string, env: NodeJS.ProcessEnv): string | undefined {
  const url = env[variable]
  if (url !== undefined && !isConfidentialUrl(url))
    throw new Error(`${variable} must be a URL https://…, or http://… on this machine`)
  return url
}

async function credentialsIn({
  connection,
  databaseUrl,
  env,
  dir = dataDir(env),
}: AccountSearch): Promise<ConnectionCredentials> {
  const keys = await givenMasterKeys(env, dir)
  if (!databaseUrl || !keys)
    throw new Error(
      'No account is known here: start it with `npm start`, or set DATABASE_URL and TRELLIS_MASTER_KEYS, or HARVEST_CLIENT_ID and HARVEST_CLIENT_SECRET',
    )
  const ops = await openOps(databaseUrl, { max: 1 })
  return keptCredentials(new Connections(ops, keys), connection).finally(() => ops.close())
}
