import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { describeGroups, describePermissions, describeStatus } from '@trellis/cli'
import { permissionGroupOf, resources, scopeOf } from '@trellis/greenhouse'
import { startSandbox, type RunningSandbox } from '@trellis/greenhouse-sandbox'
import { until, workspaceRoot } from '@trellis/local'
import { askPermissions, permissionReport, type HarvestAccount, type PermissionReport } from '@trellis/operations'
import { differences } from './compare.js'
import { CONNECTION, makeWorld, type World } from './world.js'

const TAKEN = ['application_stages', 'departments', 'offers', 'offices', 'users']

describe('an account that withholds five permissions', () => {
  let world: World
  let asked: { readonly exitCode: number; readonly report: PermissionReport }

  beforeAll(async () => {
    world = await makeWorld({ sandbox: { candidates: 20 } })
    world.sandbox.takeScopes(TAKEN)
    await world.start()
    await world.synced()
    const { exitCode, stdout } = await trellis('permissions', '--connection', CONNECTION, '--json')
    asked = { exitCode, report: JSON.parse(stdout) as PermissionReport }
  })
  afterAll(() => world.close())

  it('has exactly those named by `trellis permissions`, with the groups that they belong to', () => {
    const { exitCode, report } = asked
    const open = report.groups.filter(({ permission }) => permission !== 'granted')
    const missing = open.flatMap(({ resources: all }) => all.filter(({ permission }) => permission === 'missing'))
    expect(open.map(({ group }) => group).sort()).toEqual([...new Set(TAKEN.map(groupOf))].sort())
    expect(missing.map(({ resource }) => resource).sort()).toEqual(TAKEN)
    expect(open.find(({ group }) => group === 'Applications')?.permission).toBe('partly')
    expect(open.find(({ group }) => group === 'Offers')).toMatchObject({ permission: 'missing', rows: null, held: 0 })
    expect(exitCode).toBe(2)
  })

  it('is asked for each resource, and what the tables hold of the others is shown beside it', () => {
    const each = asked.report.groups.flatMap(({ resources: all }) => all)
    expect(each.map(({ resource }) => resource).sort()).toEqual(resources.map(({ name }) => name).sort())
    expect(each.find(({ resource }) => resource === 'jobs')).toEqual({
      resource: 'jobs',
      scope: 'harvest:jobs:list',
      permission: 'granted',
      rows: 'some',
      held: world.sandbox.truth('jobs').length,
    })
  })

  it('has everything else in the tables, row by row', async () => {
    await world.drained()
    const found = await differences(world.sandbox, world.pool, CONNECTION)
    expect(found.filter(({ table }) => !TAKEN.includes(table)).slice(0, 20)).toEqual([])
  })

  it('says what is missing in words, and ends with 0 once it is granted', async () => {
    expect((await trellis('permissions')).stdout).toMatch(/^Offers \(missing\): .*\n {2}harvest:offers:list$/m)
    world.sandbox.giveScopes(TAKEN)
    const { exitCode, stdout } = await trellis('permissions')
    expect(stdout).toContain('Everything is granted.')
    expect(exitCode).toBe(0)
  })

  it('is listed at once where `trellis permissions` has seen that it is granted', async () => {
    const missing = async (): Promise<number | null> =>
      (await world.pool.query("select 1 from ops.listing_progress where not backfill_done or permission = 'missing'")).rowCount
    await until(async () => (await missing()) === 0, { what: 'what was granted to be listed' })
    await world.drained()
    expect((await differences(world.sandbox, world.pool, CONNECTION)).slice(0, 20)).toEqual([])
  })

  it('`trellis status` names the user that the credential acts as where everything is refused', async () => {
    world.sandbox.takeScopes(resources.map(({ name }) => name))
    await world.pool.query('update ops.listing_progress set backfill_done = false')
    const isRefused = async (): Promise<boolean> => describeStatus(await world.status()).includes('may be no Site Admin')
    await until(isRefused, { what: 'everything to be refused' })
    expect((await trellis('permissions')).stdout).toContain('Everything is refused: the user that the credential acts as')
  })

  /** The credentials are those that the services keep of the connection. */
  async function trellis(...args: readonly string[]): Promise<{ readonly exitCode: number; readonly stdout: string }> {
    const { TRELLIS_MASTER_KEY, HARVEST_URL, HARVEST_TOKEN_URL } = world.environment
    const env = { ...process.env, DATABASE_URL: world.databaseUrl, TRELLIS_MASTER_KEY, HARVEST_URL, HARVEST_TOKEN_URL }
    return new Promise((resolve) => {
      const child = execFile(
        process.execPath,
        [join(workspaceRoot, 'tools/trellis/dist/main.js'), ...args],
        { env },
        (_, stdout) => resolve({ exitCode: child.exitCode ?? -1, stdout }),
      )
    })
  }
})

describe('asking for permissions', () => {
  const signal = new AbortController().signal
  let sandbox: RunningSandbox

  beforeAll(async () => {
    sandbox = await startSandbox({ candidates: 20 })
  })
  afterEach(() => {
    sandbox.clearFaults()
    sandbox.setRateLimit({ limit: 1_000_000, windowMs: 30_000 })
  })
  afterAll(() => sandbox.stop())

  it('waits for the next window where this one is used up', async () => {
    sandbox.setRateLimit({ limit: Math.ceil(resources.length / 2), windowMs: 1_000 })
    const asked = await askPermissions(account(), { signal })
    expect(asked.map(({ permission }) => permission)).toEqual(resources.map(() => 'granted'))
    const statuses = Object.values(sandbox.requests()).flatMap((of) => Object.keys(of))
    expect(statuses).not.toContain('429')
  })

  it('goes on with a new token where the first is ended by another', async () => {
    const asking = askPermissions(account(), { signal })
    sandbox.expireTokens()
    expect((await asking).every(({ permission }) => permission === 'granted')).toBe(true)
  })

  it('says that an answer is unclear where it is neither yes nor no', async () => {
    sandbox.setFaults({ requests: [{ kind: 'error', path: 'jobs', everyNth: 1 }] })
    const report = permissionReport('acme', await askPermissions(account(), { signal }), new Map())
    expect(report.groups.flatMap(({ resources: all }) => all).filter(({ error }) => error !== undefined)).toMatchObject([
      { resource: 'jobs', permission: 'unclear', error: 'server' },
    ])
    expect(report.isComplete).toBe(false)
  })

  it('points at the acting user where nothing at all is listed', async () => {
    sandbox.setFaults({ lostSiteAdmin: true })
    const report = permissionReport('acme', await askPermissions(account(), { signal }), new Map())
    expect(describePermissions(report)).toContain('may be no Site Admin')
  })

  it('is not needed to list what there is to grant: the scope of every resource once', () => {
    const scopes = describeGroups().match(/harvest:\S+/g)
    expect([...(scopes ?? [])].sort()).toEqual(resources.map(scopeOf).sort())
  })

  it('ends where the credentials are refused', async () => {
    const { credentials, ...rest } = account()
    const asking = askPermissions({ ...rest, credentials: { ...credentials, clientSecret: 'another' } }, { signal })
    await expect(asking).rejects.toThrow('gives connection acme no token: unauthorized (401)')
  })

  function account(): HarvestAccount {
    const { clientId, clientSecret, userId } = sandbox.credentials
    const credentials = { clientId, clientSecret, userId: String(userId) }
    return { connection: 'acme', harvestUrl: sandbox.url, tokenUrl: sandbox.tokenUrl, credentials }
  }
})

function groupOf(resource: string): string {
  return permissionGroupOf(resource)?.name ?? 'none'
}
