import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '@trellis/local'
import { differences } from './compare.js'
import { CONNECTION, makeWorld, type World } from './world.js'

/** The documented window is 30 s; a shorter one is used up as surely. */
const RATE = { limit: 60, windowMs: 3_000 }

describe('a server that counts requests', () => {
  let world: World

  beforeAll(async () => {
    world = await makeWorld({ sandbox: { candidates: 60, rateLimit: RATE } })
    await world.start()
  })
  afterAll(() => world.close())

  const answered = (status?: number): number =>
    Object.values(world.sandbox.requests())
      .flatMap((statuses) => Object.entries(statuses))
      .reduce((sum, [of, count]) => (status === undefined || Number(of) === status ? sum + count : sum), 0)

  async function isComplete(): Promise<void> {
    world.sandbox.step(60)
    await world.drained()
    expect((await differences(world.sandbox, world.pool, CONNECTION)).slice(0, 10)).toEqual([])
  }

  it('is asked as often as it allows and never more, through a sync and many windows after it', async () => {
    await world.synced()
    await until(() => answered() > 4 * RATE.limit, { what: 'some windows to be used up', everyMs: 200 })
    await isComplete()
    expect(answered(429)).toBe(0)
  })

  it('gets no request for as long as it asks, where another client has spent what there was', async () => {
    let [others, bursts] = [0, 0]
    const spend = async (): Promise<void> => {
      const answers = await Promise.all(Array.from({ length: RATE.limit }, () => fetch(`${world.sandbox.url}/v3/nothing`)))
      others += answers.filter(({ status }) => status === 429).length
      bursts += 1
    }
    const isRefused = async (): Promise<boolean> => {
      await spend()
      return answered(429) > others
    }
    await until(isRefused, { what: 'the poller to be refused once', everyMs: 500 })
    // A client that is refused waits for the window to end: no more than what was in flight meets a refusal.
    const refused = answered(429) - others
    await isComplete()
    expect([refused, answered(429) - others].every((count) => count >= 1 && count <= 4 * bursts)).toBe(true)
  })
})
