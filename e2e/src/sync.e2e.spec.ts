import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { differences } from './compare.js'
import { CONNECTION, makeWorld, type World } from './world.js'

describe('a company that lives while it is synced', () => {
  let world: World

  beforeAll(async () => {
    world = await makeWorld({ sandbox: { candidates: 300, seed: 11 } })
  })
  afterAll(() => world.close())

  it('ends in tables that equal what the frozen sandbox holds, row by row and cell by cell', async () => {
    world.sandbox.setPace(20)
    await world.start()
    await world.synced()
    world.sandbox.step(300)
    await world.drained()
    expect((await differences(world.sandbox, world.pool, CONNECTION)).slice(0, 20)).toEqual([])
  }, 180_000)

  it('shows the newest webhook’s way to its row, and no problems', async () => {
    const status = await world.status()
    expect(status.problems).toBe(0)
    expect(status.connections[0]?.newestWebhook?.milliseconds).toBeGreaterThan(0)
  })
})
