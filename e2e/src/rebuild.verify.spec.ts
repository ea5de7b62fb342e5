import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { source } from '@trellis/greenhouse'
import { differences } from './compare.js'
import { foldedLog, tableRows, unlike } from './folded-log.js'
import { killedRebuild, rebuild, trellisRebuild } from './rebuild.js'
import { watchGenerations } from './watch-generations.js'
import { CONNECTION, makeWorld, type World } from './world.js'

describe('a rebuild while the company lives on', () => {
  let world: World

  beforeAll(async () => {
    world = await makeWorld({ sandbox: { candidates: 60, seed: 31 } })
    world.sandbox.setPace(3)
    await world.start()
    await world.synced()
  })
  afterAll(() => world.close())

  /** Of what a rebuild reports: the generation, how far it is some times, completeness, the comparison. */
  const afterLines = 1 + Math.floor(Math.random() * 4)

  it(`is killed (after ${afterLines} lines), begun again, and readers see the old tables or the new ones, never some of both`, async () => {
    let made = 0
    let killed: Awaited<ReturnType<typeof killedRebuild>> = []
    const watched = await watchGenerations(world.databaseUrl, 1, async () => {
      killed = await killedRebuild(world, afterLines)
      made = await rebuild(world)
    })
    expect(killed).toHaveLength(afterLines)
    expect([made, (await world.status()).generation]).toEqual([2, 2])
    expect(watched.errors.slice(0, 5)).toEqual([])
    expect([...watched.seen].sort()).toEqual(['0,0,0', '1,1,1'])
  })

  it('loses no word of those that came meanwhile', async () => {
    await world.drained()
    expect((await differences(world.sandbox, world.pool, CONNECTION)).slice(0, 20)).toEqual([])
    expect(unlike(await foldedLog(world.ports.log), await tableRows(world.pool, 2)).slice(0, 20)).toEqual([])
  })

  it('says of an idle company that all tables are the same', async () => {
    const reported = await trellisRebuild(world, 'run', '--no-switch')
    const compared = reported.flatMap((each) => (each.event === 'parity' ? each.resources : []))
    expect([compared.length, compared.filter(({ same }) => !same)]).toEqual([source.resources.length, []])
    expect((await world.status()).generation).toBe(2)
  })

  it('is taken back at once, and the writer goes on where the older tables stopped', async () => {
    await trellisRebuild(world, 'switch', '3')
    world.sandbox.step(60)
    await world.drained()
    expect((await trellisRebuild(world, 'rollback')).at(-1)).toMatchObject({ event: 'switched', from: 3, to: 2 })
    await world.drained()
    expect((await differences(world.sandbox, world.pool, CONNECTION)).slice(0, 20)).toEqual([])
  })

  it('leaves nothing behind of what is dropped', async () => {
    await trellisRebuild(world, 'drop', '3')
    const [reported] = await trellisRebuild(world, 'list')
    const listed =
      reported?.event === 'generations' ? reported.generations.map(({ generation, state }) => [generation, state]) : []
    expect(listed).toEqual([
      [1, 'previous'],
      [2, 'current'],
    ])
    await expect(trellisRebuild(world, 'drop', '2')).rejects.toThrow('is what readers see')
  })
})
