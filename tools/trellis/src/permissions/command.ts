import { permissionGroups } from '@trellis/greenhouse'
import { runningAddresses } from '@trellis/local'
import { checkPermissions } from '@trellis/operations'
import { createPool, readSecret, type Pool } from '@trellis/runtime'
import type { Command } from 'commander'
import { harvestAccount } from './account.js'
import { describeGroups, describePermissions } from './describe-permissions.js'

/** What is missing is no failure of the command, and still nothing to go on with: a script can see it. */
const SOME_MISSING = 2
const LIMIT_MS = 15 * 60_000

interface Options {
  readonly connection?: string
  readonly list?: boolean
  readonly json?: boolean
}

/** `trellis permissions`: asks the account what it grants. */
export function addPermissions(program: Command): void {
  program
    .command('permissions')
    .description(
      'Asks the account what it grants: one request per resource. Ends with 0 where everything is granted, with 2 where something is not.',
    )
    .option('--connection <id>', 'which connection; need not be said where there is only one')
    .option('--list', 'ask nothing: print what there is to grant, and what it is worth')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nThe credentials are those of the connection (DATABASE_URL, TRELLIS_MASTER_KEYS or TRELLIS_MASTER_KEY), or HARVEST_CLIENT_ID, HARVEST_CLIENT_SECRET and HARVEST_USER_ID.\nHARVEST_URL and HARVEST_TOKEN_URL say where to ask, if not Greenhouse or what `npm start` runs here.',
    )
    .action(async ({ connection, json, list }: Options) => {
      if (list) {
        console.log(json ? JSON.stringify(permissionGroups, undefined, 2) : describeGroups())
        return
      }
      const databaseUrl = readSecret('DATABASE_URL') ?? (await runningAddresses()).databaseUrl
      const account = await harvestAccount({ connection, databaseUrl, env: process.env })
      const signal = AbortSignal.timeout(LIMIT_MS)
      const report = await withDatabase(databaseUrl, (pool) => checkPermissions(account, pool, { signal }))
      console.log(json ? JSON.stringify(report, undefined, 2) : describePermissions(report))
      if (!report.isComplete) process.exitCode = SOME_MISSING
    })
}

async function withDatabase<T>(databaseUrl: string | undefined, use: (pool: Pool | undefined) => Promise<T>): Promise<T> {
  if (!databaseUrl) return use(undefined)
  const pool = createPool(databaseUrl, { max: 1, applicationName: 'trellis' })
  return use(pool).finally(() => pool.end())
}
