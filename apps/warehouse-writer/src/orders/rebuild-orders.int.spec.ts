import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { source } from '@trellis/greenhouse'
import { until } from '@trellis/local'
import {
  cancelRebuildOrder,
  createLogger,
  orderRebuild,
  rebuildOrders,
  requireCurrentGeneration,
  transact,
  type RebuildOrder,
  type RebuildRequest,
} from '@trellis/runtime'
import { rebuildWorld, type RebuildWorld } from '../testing/rebuild-world.js'
import { REBUILD, variablesOf, writerProcess } from '../testing/writer-process.js'
import { startRebuild } from './rebuild-child.js'
import { RebuildOrders } from './rebuild-orders.js'

const RUN: RebuildRequest = { verb: 'run', generation: null, resource: null, isSwitched: true, recreatesDependents: false }

let world: RebuildWorld
/** The arguments of every rebuild that was started in this process. */
const started: (readonly string[])[] = []
const ended: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  world = await rebuildWorld()
  await world.append([0, 1])
  await world.write()
  await world.normalizer()
})
afterEach(async () => {
  for (const end of ended.splice(0)) await end()
})
afterAll(() => world.close())

function writer(name: string): RebuildOrders {
  return new RebuildOrders({
    pool: world.ops.pool,
    logger: createLogger('spec', 'silent'),
    writer: name,
    start: (args, onEvent) => {
      started.push(args)
      return startRebuild(REBUILD, args, onEvent, variablesOf(world))
    },
  })
}

async function order(asked: RebuildRequest): Promise<string> {
  const id = await transact(world.ops.pool, (client) => orderRebuild(client, 'ada', asked))
  if (id === undefined) throw new Error('another order has not ended')
  return id
}

async function newest(): Promise<RebuildOrder> {
  const [first] = await rebuildOrders(world.ops.pool, 1)
  if (!first) throw new Error('nothing was ordered')
  return first
}

const current = async (): Promise<number> => (await requireCurrentGeneration(world.ops.pool)).number

/** Reads as a report does that began before: while it does, no rebuild may switch. Gives what ends it. */
async function holdSwitches(): Promise<() => Promise<void>> {
  const client = await world.ops.pool.connect()
  await client.query('begin isolation level repeatable read; select 1 from ops.generation')
  let isHeld = true
  const release = async (): Promise<void> => {
    if (!isHeld) return
    isHeld = false
    await client.query('rollback')
    client.release()
  }
  ended.push(release)
  return release
}

const isWaiting = async (): Promise<boolean> => (await newest()).said.waiting !== null

describe('a rebuild that was ordered', () => {
  it('becomes the tables that readers have, and of two writers one makes them', async () => {
    const before = await world.contents('recruiting_g1')
    await order(RUN)
    await expect(order(RUN)).rejects.toThrow('another order has not ended')
    await Promise.all([writer('one').look(), writer('two').look()])
    expect(started).toEqual([['run', '--workers', '1']])
    const { state, said, deaths, startedAt, finishedAt } = await newest()
    expect({ state, said, deaths }).toMatchObject({
      ...{ state: 'done', deaths: 0 },
      said: {
        ...{ generation: 2, switched: { from: 1, to: 2 }, why: null, waiting: null },
        comparison: { tables: source.resources.length, other: [] },
      },
    })
    expect(said.progress).toMatchObject({ done: said.progress?.total, secondsLeft: 0 })
    expect(Date.parse(finishedAt ?? '')).toBeGreaterThan(Date.parse(startedAt ?? ''))
    expect([await current(), await world.contents('recruiting_g2')]).toEqual([2, before])
  })

  it('ends when it is cancelled, and readers keep what they have', async () => {
    const release = await holdSwitches()
    const id = await order(RUN)
    const looking = writer('one').look()
    await until(isWaiting, { what: 'the rebuild to wait for a reader' })
    await transact(world.ops.pool, (client) => cancelRebuildOrder(client, id))
    await looking
    await release()
    expect(await newest()).toMatchObject({
      id,
      state: 'cancelled',
      isCancelOrdered: true,
      said: { generation: 3, switched: null },
    })
    expect(await current()).toBe(2)
  })

  it('ends at once when it is cancelled before a writer has it', async () => {
    const id = await order(RUN)
    await transact(world.ops.pool, (client) => cancelRebuildOrder(client, id))
    const before = started.length
    await writer('one').look()
    expect([await newest(), started.length]).toMatchObject([{ id, state: 'cancelled', writer: null }, before])
  })

  it('that cannot be done has failed, and says why', async () => {
    await order({ ...RUN, verb: 'drop', generation: 2 })
    await writer('one').look()
    expect(await newest()).toMatchObject({ state: 'failed', said: { why: expect.stringContaining('is what readers see') } })
  })

  it('is given back by a writer that ends in order, and the next one goes on with what was made', async () => {
    const release = await holdSwitches()
    await order(RUN)
    const first = writer('one')
    const looking = first.look()
    await until(isWaiting, { what: 'the rebuild to wait for a reader' })
    await first.close()
    await looking
    expect(await newest()).toMatchObject({ state: 'ordered', deaths: 0, said: { generation: 3 } })
    await release()
    await writer('two').look()
    expect(await newest()).toMatchObject({ state: 'done', writer: 'two', deaths: 0, said: { generation: 3 } })
    expect(await current()).toBe(3)
  })

  it('goes on with another writer where its own was killed, and no rebuild is left behind', async () => {
    const release = await holdSwitches()
    const writers = await Promise.all([writerProcess(world), writerProcess(world)])
    for (const each of writers) ended.push(() => each.end('SIGTERM'))
    await order(RUN)
    await until(isWaiting, { what: 'the rebuild to wait for a reader' })
    const { writer: killed } = await newest()
    await writers.find(({ pid }) => killed?.endsWith(`/${pid}`))?.end('SIGKILL')
    await until(async () => (await rebuildsInDatabase()) === 0, { what: 'its rebuild to end' })
    // As it is once twenty seconds have passed.
    await world.ops.pool.query(`update ops.rebuild_order set seen_at = seen_at - interval '1 minute' where state = 'under way'`)
    await until(async () => (await newest()).deaths === 1, { what: 'the other writer to take it up' })
    await release()
    await until(async () => (await newest()).finishedAt !== null, { what: 'the order to end' })
    const { state, writer: last, said } = await newest()
    expect([state, said.switched, last === killed]).toEqual(['done', { from: 3, to: 4, recreated: [] }, false])
    expect(await current()).toBe(4)
  })

  it('over which writers die again and again has failed', async () => {
    const id = await order(RUN)
    await world.ops.pool.query(
      `update ops.rebuild_order set state = 'under way', deaths = 2, taken = 3, seen_at = now() - interval '1 hour' where id = $1`,
      [id],
    )
    const before = started.length
    await writer('one').look()
    expect([await newest(), started.length]).toMatchObject([
      { state: 'failed', said: { why: expect.stringContaining('3 writers have died') } },
      before,
    ])
  })

  it('is a roll back or a drop as well', async () => {
    await order({ ...RUN, verb: 'rollback' })
    await writer('one').look()
    expect([await newest(), await current()]).toMatchObject([{ state: 'done', said: { switched: { from: 4, to: 3 } } }, 3])
    await order({ ...RUN, verb: 'drop', generation: 4 })
    await writer('one').look()
    const { rows } = await world.ops.pool.query(`select to_regnamespace('recruiting_g4') as schema`)
    expect([(await newest()).state, rows]).toEqual(['done', [{ schema: null }]])
  })
})

async function rebuildsInDatabase(): Promise<number> {
  const { rows } = await world.ops.pool.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity where application_name = 'rebuild' and datname = current_database()`,
  )
  return rows[0]?.n ?? 0
}
