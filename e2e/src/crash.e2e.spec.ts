import { afterEach, describe, expect, it } from '@jest/globals'
import { SERVICES, type ServiceName } from '@trellis/cli'
import { until } from '@trellis/local'
import { differences } from './compare.js'
import { CONNECTION, makeWorld, type World } from './world.js'

describe('a service that is killed in the middle of a sync', () => {
  let world: World | undefined

  afterEach(() => world?.close())

  it.each(SERVICES)(
    '%s: after its restart the tables are the same',
    async (name) => {
      world = await makeWorld({ sandbox: { candidates: 120, seed: 23 } })
      world.sandbox.setPace(10)
      await world.start()
      await inTheMiddle(world)
      await killAndRestart(world, name)
      world.sandbox.step(60)
      await world.synced()
      await world.drained()
      expect((await differences(world.sandbox, world.pool, CONNECTION)).slice(0, 10)).toEqual([])
    },
    180_000,
  )
})

/** Some rows are there and some are not: the listings are under way, and so is everything behind them. */
async function inTheMiddle(world: World): Promise<void> {
  const hasBegun = async (): Promise<boolean> => {
    const { tables } = await world.status()
    return tables.some(({ live }) => live > 0)
  }
  await until(hasBegun, { what: 'the first rows', limitMs: 60_000, everyMs: 20 })
}

async function killAndRestart(world: World, name: ServiceName): Promise<void> {
  const service = world.services.get(name)
  service?.child.process.kill('SIGKILL')
  await service?.child.ended
  await world.start(name)
}
