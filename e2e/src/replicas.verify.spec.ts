import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { SERVICES } from '@trellis/cli'
import { until } from '@trellis/local'
import { Connections, masterKeysOf, openOps } from '@trellis/runtime'
import { differences } from './compare.js'
import { foldedLog, tableRows, unlike } from './folded-log.js'
import { freshSeed } from './fresh-seed.js'
import { Replicas } from './replicas.js'
import { candidateUpdate, sendWebhook } from './send-webhook.js'
import { CONNECTION, makeWorld, type World } from './world.js'

const SEED = freshSeed()
const OTHERS = ['globex', 'initech']
const PER_SECOND = 60
/** A lease expires after 15 s, and each poller looks every 5 s. */
const TAKEN_OVER_MS = 21_000

describe(`several processes of each service (seed ${SEED})`, () => {
  let world: World
  let replicas: Replicas

  beforeAll(async () => {
    world = await makeWorld({ sandbox: { candidates: 60, seed: SEED } })
    replicas = await Replicas.before(world)
    await replicas.scaleTo(1)
    await registerOthers()
    world.sandbox.setPace(10)
  })
  afterAll(async () => {
    await replicas.close()
    await world.close()
  })

  /** The same account under other names. */
  async function registerOthers(): Promise<void> {
    const { environment, databaseUrl, sandbox } = world
    const ops = await openOps(databaseUrl, { applicationName: 'spec', max: 2 })
    const connections = new Connections(ops, masterKeysOf({ masterKey: environment['TRELLIS_MASTER_KEY'] }))
    const { clientId, clientSecret, userId } = sandbox.credentials
    for (const id of OTHERS) await connections.register({ id, name: id, clientId, clientSecret, harvestUserId: BigInt(userId) })
    await ops.close()
  }

  /** Who polls each connection. */
  async function holders(): Promise<ReadonlyMap<string, string>> {
    const { rows } = await world.pool.query<{ connection: string; holder: string }>(
      `select split_part(name, '/', 2) as connection, holder from ops.lease where name like 'harvest-poller/%' and expires_at > now() order by 1`,
    )
    return new Map(rows.map(({ connection, holder }) => [connection, holder]))
  }
  const pollersAre = async (count: number): Promise<boolean> => {
    const all = await holders()
    return all.size === 1 + OTHERS.length && new Set(all.values()).size === count
  }

  it.each([2, 3, 1, 2])('share the connections: %i pollers', async (count) => {
    await replicas.scaleTo(count)
    await until(() => pollersAre(count), { what: `${count} processes to poll`, limitMs: 120_000 })
    expect(SERVICES.map((name) => replicas.of(name).map(({ child }) => child.process.exitCode))).toEqual(
      SERVICES.map(() => Array.from({ length: count }, () => null)),
    )
  })

  it('take over what one polled that was killed, once its lease has expired', async () => {
    const [victim] = replicas.of('harvest-poller')
    if (!victim) throw new Error('no poller runs')
    const its = [...(await holders())].filter(([, holder]) => holder.endsWith(`/${victim.child.process.pid}`))
    expect(its.length).toBeGreaterThan(0)
    await replicas.kill('harvest-poller', victim)
    const killedAt = performance.now()
    await until(() => pollersAre(1), { what: 'the other poller to take over', limitMs: 180_000 })
    process.stdout.write(
      `taken over after ${Math.round(performance.now() - killedAt)} ms (at most ${TAKEN_OVER_MS} when quiet)\n`,
    )
  })

  it('lose nothing and double nothing: the tables are what the company holds, and what the pure core makes of the log', async () => {
    await world.synced()
    await world.drained()
    expect((await differences(world.sandbox, world.pool, CONNECTION)).slice(0, 10)).toEqual([])
    for (const connection of OTHERS) {
      const found = await differences(world.sandbox, world.pool, connection)
      // No webhook comes for the others, so what is removed there is known by the next sweep alone.
      const unexplained = found.filter(({ truth, row }) => !(truth === undefined && row === 'live'))
      expect({ connection, unexplained: unexplained.slice(0, 10) }).toEqual({ connection, unexplained: [] })
    }
    const { generation } = await world.status()
    expect(unlike(await foldedLog(world.ports.log), await tableRows(world.pool, generation ?? 0)).slice(0, 20)).toEqual([])
  })

  it(`refuse and lose no webhook of ${PER_SECOND} a second while every process is replaced`, async () => {
    await replicas.scaleTo(2)
    const answers: Promise<number | undefined>[] = []
    const load = new AbortController()
    const sending = (async () => {
      while (!load.signal.aborted) {
        answers.push(sendWebhook(world, candidateUpdate(8_000_000 + answers.length)))
        await pause(1_000 / PER_SECOND)
      }
    })()
    for (const name of SERVICES) await replicas.restart(name)
    load.abort()
    await sending
    const statuses = await Promise.all(answers)
    process.stdout.write(`${statuses.length} webhooks over a rolling restart of ${2 * SERVICES.length} processes\n`)
    expect(statuses.filter((status) => status !== 200)).toEqual([])
    await until(async () => (await world.lag()).every(({ records }) => records === 0), {
      what: 'all to be read',
      limitMs: 300_000,
    })
    const { rows } = await world.pool.query<{ n: string }>(
      'select count(*) as n from recruiting.candidates where id between 8000000 and 8999999',
    )
    expect(Number(rows[0]?.n)).toBe(statuses.length)
  })
})
