import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { differences } from './compare.js'
import { CONNECTION, makeWorld, type World } from './world.js'

let world: World

beforeAll(async () => {
  world = await makeWorld({ sandbox: { candidates: 150, seed: 5 } })
  await world.start()
  await world.synced()
}, 120_000)
afterAll(() => world.close())

it('webhooks that come twice, late and out of order, replicas that lag and commits that surface late still end in the truth', async () => {
  const deliveries = { doubledWebhookProbability: 0.3, lateWebhookProbability: 0.3, lateWebhookMs: 1_500 }
  const listings = { lagMs: 200, alternatingReplicas: true, lateCommitProbability: 0.2, lateCommitMs: 1_000 }
  world.sandbox.setFaults({ ...deliveries, ...listings })
  world.sandbox.setPace(30)
  world.sandbox.step(400)
  await world.drained()
  expect((await differences(world.sandbox, world.pool, CONNECTION)).slice(0, 10)).toEqual([])
}, 180_000)
