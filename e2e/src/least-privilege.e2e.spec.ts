import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { SERVICES, type ServiceName } from '@trellis/cli'
import { ownRoles, type OwnRoles } from '@trellis/cli/testing'
import { Connections, masterKeysOf, openOps, type Pool, type RolePurpose } from '@trellis/runtime'
import { differences } from './compare.js'
import { rebuild } from './rebuild.js'
import { CONNECTION, makeWorld, type World } from './world.js'

/** The role of each service that has a database. */
const PURPOSES: Readonly<Partial<Record<ServiceName, RolePurpose>>> = {
  'webhook-ingress': 'ingress',
  'harvest-poller': 'poller',
  'warehouse-writer': 'writer',
}

describe('services that have their own roles in Postgres', () => {
  let world: World
  let roles: OwnRoles
  let analyst: Pool

  beforeAll(async () => {
    world = await makeWorld({ sandbox: { candidates: 60, seed: 5 } })
    roles = await ownRoles(world.databaseUrl)
    await register(world)
    await Promise.all(SERVICES.map(async (name) => world.startWith({ DATABASE_URL: await urlFor(name) }, name)))
    analyst = await roles.account('analyst')
  })
  afterAll(async () => {
    await world.close()
    await roles.drop()
  })

  /** The normalizer gets one that leads nowhere: it does not need any. */
  const urlFor = async (name: ServiceName): Promise<string> => {
    const purpose = PURPOSES[name]
    return purpose ? roles.urlAs(purpose) : 'postgres://user@127.0.0.1:1/none'
  }

  it('sync a company that lives meanwhile, cell by cell', async () => {
    await world.synced()
    world.sandbox.setPace(20)
    world.sandbox.step(60)
    await world.drained()
    expect((await differences(world.sandbox, world.pool, CONNECTION)).slice(0, 20)).toEqual([])
  })

  it('show an analyst what is theirs, before a rebuild by the writer’s role and after it', async () => {
    const asked = 'select connection_id, id, first_name from recruiting.candidates order by id'
    const { rows: before } = await analyst.query<object>(asked)
    expect(before).toHaveLength(world.sandbox.truth('candidates').length)
    await rebuild({ ...world, databaseUrl: await roles.urlAs('writer') })
    expect((await analyst.query<object>(asked)).rows).toEqual(before)
    await expect(analyst.query('select custom_fields from recruiting.candidates')).rejects.toMatchObject({ code: '42501' })
  })

  it('may not do each other’s work', async () => {
    const attempts: readonly (readonly [RolePurpose, string])[] = [
      ['ingress', 'select credentials from ops.connection'],
      ['ingress', 'select id from recruiting.candidates'],
      ['ingress', `update ops.connection set removed_at = now()`],
      ['poller', 'select webhook_secrets from ops.connection'],
      ['poller', 'delete from recruiting_g1.candidates'],
      ['poller', 'update ops.generation set is_current = false'],
      ['writer', 'select credentials from ops.connection'],
      ['writer', 'update ops.listing_progress set backfill_done = false'],
      ['writer', 'drop table ops.listed_record'],
      ['owner', 'drop table recruiting_g1.candidates'],
    ]
    const outcomes: (readonly [RolePurpose, string, unknown])[] = []
    for (const [purpose, sql] of attempts) {
      const pool = await roles.poolAs(purpose)
      const outcome = await pool.query(sql).then(
        () => 'allowed',
        (error: unknown) => (error as { readonly code?: unknown }).code,
      )
      outcomes.push([purpose, sql, outcome])
    }
    expect(outcomes).toEqual(attempts.map(([purpose, sql]) => [purpose, sql, '42501']))
  })
})

/** As an operator does, who may: neither the ingress nor the poller writes secrets. */
async function register({ databaseUrl, environment: env }: World): Promise<void> {
  const ops = await openOps(databaseUrl, { max: 1 })
  const text = (name: string): string => env[name] ?? ''
  await new Connections(ops, masterKeysOf({ masterKey: text('TRELLIS_MASTER_KEY'), masterKeys: [] })).register({
    id: CONNECTION,
    name: CONNECTION,
    clientId: text('HARVEST_CLIENT_ID'),
    clientSecret: text('HARVEST_CLIENT_SECRET'),
    harvestUserId: BigInt(text('HARVEST_USER_ID')),
    webhookSecrets: [text('WEBHOOK_SECRETS')],
  })
  await ops.close()
}
