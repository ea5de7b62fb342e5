import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { differences } from './compare.js'
import { sweepAll } from './sweep-all.js'
import { CONNECTION, makeWorld, type World } from './world.js'

const OVERLAP_MS = 3_000
const ENV = { OVERLAP_MS: String(OVERLAP_MS), SWEEP_EVERY_MS: '3600000' }

describe('L5 a company that reports little', () => {
  let world: World

  beforeAll(async () => {
    world = await makeWorld({ sandbox: { candidates: 40, seed: 23, silentCascades: true }, env: ENV })
    await world.start()
    await world.synced()
  })
  afterAll(() => world.close())

  it('is in the tables, row by row and cell by cell, once every collection was swept', async () => {
    world.sandbox.setFaults({ unmovedUpdatedAtProbability: 0.3, droppedWebhookProbability: 0.3 })
    world.sandbox.setPace(30)
    world.sandbox.step(150)
    await world.drained()
    await sweepAll(world, OVERLAP_MS)
    expect((await differences(world.sandbox, world.pool, CONNECTION)).slice(0, 20)).toEqual([])
  })
})
