import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { differences } from './compare.js'
import { CONNECTION, makeWorld, type World } from './world.js'

let world: World

beforeAll(async () => {
  // A deletion that commits later than settle after its webhook is shown alive by a listing in between: that is for sweeps to mend.
  world = await makeWorld({ sandbox: { candidates: 80, seed: 5 }, env: { SETTLE_MS: '2000' } })
  await world.start()
  await world.synced()
})
afterAll(() => world.close())

it('webhooks that come twice, late and out of order, replicas that lag and commits that surface late still end in the truth', async () => {
  const deliveries = { doubledWebhookProbability: 0.3, lateWebhookProbability: 0.3, lateWebhookMs: 1_500 }
  const listings = { lagMs: 200, alternatingReplicas: true, lateCommitProbability: 0.2, lateCommitMs: 1_000 }
  world.sandbox.setFaults({ ...deliveries, ...listings })
  world.sandbox.setPace(30)
  world.sandbox.step(400)
  await world.drained()
  expect((await differences(world.sandbox, world.pool, CONNECTION)).slice(0, 10)).toEqual([])
})
