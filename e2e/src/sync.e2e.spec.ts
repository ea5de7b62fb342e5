import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { differences } from './compare.js'
import { CONNECTION, makeWorld, type World } from './world.js'

describe('a company that lives while it is synced', () => {
  let world: World

  beforeAll(async () => {
    world = await makeWorld({ sandbox: { candidates: 700, seed: 11 } })
    await world.start()
  }, 120_000)
  afterAll(() => world.close())

  it('is read page by page, each page once', async () => {
    const { connections } = await world.synced()
    const read = connections.flatMap(({ resources }) => resources.map(({ resource, records }) => [resource, records]))
    expect(read).toEqual(read.map(([resource]) => [resource, world.sandbox.truth(String(resource)).length]))
  }, 120_000)

  it('ends in tables that equal what the frozen sandbox holds, row by row and cell by cell', async () => {
    world.sandbox.setPace(20)
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
