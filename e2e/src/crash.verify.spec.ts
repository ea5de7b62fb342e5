import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { SERVICES, type ServiceName } from '@trellis/cli'
import { until } from '@trellis/local'
import { differences } from './compare.js'
import { CONNECTION, makeWorld, type World } from './world.js'

describe('services that are killed in the middle of a sync', () => {
  let world: World

  beforeAll(async () => {
    world = await makeWorld({ sandbox: { candidates: 80, seed: 23 } })
    world.sandbox.setPace(5)
    await world.start()
    await until(hasBegun, { what: 'the first rows', everyMs: 20 })
  })

  afterAll(() => world.close())

  it.each(SERVICES)('%s comes back and goes on, while the company lives on', async (name) => {
    await kill(name)
    world.sandbox.step(40)
    await world.start(name)
    expect(world.services.get(name)?.child.process.exitCode).toBeNull()
  })

  it('end in the same tables', async () => {
    await world.synced()
    await world.drained()
    expect((await differences(world.sandbox, world.pool, CONNECTION)).slice(0, 10)).toEqual([])
  })

  /** Some rows are there and some are not: the listings are under way, and so is everything behind them. */
  async function hasBegun(): Promise<boolean> {
    const { rowCount } = await world.pool.query(
      `select 1 from ops.log_position where reader ~ '^warehouse-writer/' and next_offset > 0`,
    )
    return rowCount !== 0
  }

  async function kill(name: ServiceName): Promise<void> {
    const service = world.services.get(name)
    service?.child.process.kill('SIGKILL')
    await service?.child.ended
  }
})
