import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { joinsOf, LARGE, passLargeBodies } from './large-bodies.js'
import { makeWorld, type World } from './world.js'

const READERS = ['normalizer', 'warehouse-writer', 'harvest-poller'] as const

describe('large bodies', () => {
  let world: World

  beforeAll(async () => {
    world = await makeWorld({ sandbox: { candidates: 1 } })
    await world.start()
  })
  afterAll(() => world.close())

  it.each(['long texts', 'unknown names'] as const)(
    'of %s pass, thirty of them, without a reader being put out of its group, while small ones become rows',
    async (kind) => {
      const joins = (): Promise<readonly number[]> => Promise.all(READERS.map((name) => joinsOf(world, name)))
      const before = await joins()
      const { largeMs, smallMs } = await passLargeBodies(world, kind, 30)
      const at = (share: number): number => Math.round(smallMs[Math.floor((smallMs.length - 1) * share)] ?? 0)
      console.log(
        `30 bodies of ${(LARGE[kind].length / 1e6).toFixed(1)} MB of ${kind}: ${Math.round(largeMs)} ms; ${smallMs.length} small: p50 ${at(0.5)}, p90 ${at(0.9)}, most ${at(1)} ms`,
      )
      expect(await joins()).toEqual(before)
    },
    900_000,
  )
})
