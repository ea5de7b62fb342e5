import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { aclsOf, kafkaAt, SERVICE_RIGHTS, SERVICES } from '@trellis/cli'
import { ownRoles, type OwnRoles } from '@trellis/cli/testing'
import { PROBLEMS_TOPIC, RAW_TOPIC, topics } from '@trellis/greenhouse'
import { scratchDir, startSecureKafka, type KafkaRight, type SecureKafka } from '@trellis/local'
import { Connections, masterKeysOf, openOps, type KafkaSettings, type Pool, type RolePurpose } from '@trellis/runtime'
import { appendAs, readAs } from './attempts.js'
import { differences } from './compare.js'
import { rebuild } from './rebuild.js'
import { CONNECTION, makeWorld, type World } from './world.js'

/** The processes that hold rights: services, and the rebuild. */
const USERS = [...SERVICES, 'trellis-rebuild'] as const
const OFFERS = 'greenhouse.offers'

describe('services with the rights that the catalogue gives them, on Kafka and in Postgres', () => {
  let kafka: SecureKafka
  let world: World
  let roles: OwnRoles
  let analyst: Pool

  beforeAll(async () => {
    kafka = await startSecureKafka({ dir: await scratchDir('rights'), users: USERS })
    world = await makeWorld({ sandbox: { candidates: 20, seed: 5 }, brokers: kafka.brokers, client: kafka.admin })
    await world.ports.log.ensureTopics(topics)
    const prefix = world.environment['KAFKA_TOPIC_PREFIX']
    for (const service of SERVICE_RIGHTS)
      if (USERS.some((name) => name === service.name)) await kafka.allow(service.name, aclsOf(service, prefix).map(rightOf))
    roles = await ownRoles(world.databaseUrl)
    await register(world)
    await Promise.all(SERVICES.map(async (name) => world.startWith(await identityOf(name), name)))
    analyst = await roles.account('analyst')
  })
  afterAll(async () => {
    await world.close()
    await roles.drop()
    await kafka.stop()
  })

  /** What a process shows of itself to Kafka and to Postgres. */
  const identityOf = async (name: string): Promise<Readonly<Record<string, string>>> => {
    const purpose = SERVICE_RIGHTS.find((each) => each.name === (name === 'trellis-rebuild' ? 'warehouse-writer' : name))?.purpose
    const url = purpose ? await roles.urlAs(purpose) : 'postgres://user@127.0.0.1:1/none'
    return { ...(await kafka.user(name)), DATABASE_URL: url }
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
    const { DATABASE_URL: databaseUrl = '', ...client } = await identityOf('trellis-rebuild')
    await rebuild({ ...world, databaseUrl, client })
    expect((await analyst.query<object>(asked)).rows).toEqual(before)
    await expect(analyst.query('select custom_fields from recruiting.candidates')).rejects.toMatchObject({ code: '42501' })
  })

  it('may not touch each other’s tables', async () => {
    const attempts: readonly (readonly [RolePurpose, string])[] = [
      ['ingress', 'select credentials from ops.connection'],
      ['normalizer', 'select credentials from ops.connection'],
      ['normalizer', `update ops.connection set leave_out = '{}'`],
      ['normalizer', 'select id from recruiting.candidates'],
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

  it('may not touch each other’s topics', async () => {
    for (const name of SERVICES) await world.services.get(name)?.child.stop()
    const tried = [RAW_TOPIC, OFFERS, PROBLEMS_TOPIC]
    for (const topic of tried) await appendAs(await settingsOf('admin'), topic)
    const outcomes: Record<string, unknown> = {}
    for (const name of SERVICES) {
      const settings = await settingsOf(name)
      // A group that is not its own.
      expect(await readAs(settings, RAW_TOPIC)).toBe('refused')
      await kafka.allow(name, [{ on: 'group', name: `${settings.topicPrefix}scan-*`, may: ['read', 'delete'] }])
      outcomes[name] = {
        appends: await allowed(tried, (topic) => appendAs(settings, topic)),
        reads: await allowed(tried, (topic) => readAs(settings, topic)),
      }
    }
    expect(outcomes).toEqual({
      'webhook-ingress': { appends: [RAW_TOPIC], reads: [] },
      'harvest-poller': { appends: [RAW_TOPIC], reads: [RAW_TOPIC] },
      normalizer: { appends: [OFFERS, PROBLEMS_TOPIC], reads: [RAW_TOPIC] },
      'warehouse-writer': { appends: [], reads: [OFFERS, PROBLEMS_TOPIC] },
    })
  })

  const settingsOf = async (name: string): Promise<KafkaSettings> => {
    const client = name === 'admin' ? kafka.admin : await kafka.user(name)
    return kafkaAt({ ...world, topicPrefix: world.environment['KAFKA_TOPIC_PREFIX'] ?? '', client })
  }
})

async function allowed(names: readonly string[], attempt: (topic: string) => Promise<string>): Promise<readonly string[]> {
  const found: string[] = []
  for (const topic of names) if ((await attempt(topic)) === 'allowed') found.push(topic)
  return found
}

function rightOf({ type, name, pattern, operations }: ReturnType<typeof aclsOf>[number]): KafkaRight {
  const may = operations.map(
    (operation) => `${operation.charAt(0).toLowerCase()}${operation.slice(1)}` as KafkaRight['may'][number],
  )
  return { on: type, name: pattern === 'prefix' ? `${name}*` : name, may }
}

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
