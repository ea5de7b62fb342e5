import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { differences } from './compare.js'
import { rebuild } from './rebuild.js'
import { startSecureWorld, type SecureWorld } from './secure-world.js'
import { CONNECTION } from './world.js'

describe('a rebuild on a cluster that asks everybody who they are', () => {
  let secure: SecureWorld

  beforeAll(async () => {
    secure = await startSecureWorld()
  })
  afterAll(() => secure.close())

  it('reads the log in threads of its own, and ends in the same rows', async () => {
    const { world } = secure
    await world.synced()
    await world.drained()
    expect(await rebuild(world, '--workers', '2')).toBe(2)
    expect(await differences(world.sandbox, world.pool, CONNECTION)).toEqual([])
  })
})
