import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { resources, withheldParts } from '@trellis/greenhouse'
import { withheldBy } from '@trellis/pipeline'
import { generations, heldCells, setLeaveOut } from '@trellis/runtime'
import { beginGeneration } from './rebuild/begin-generation.js'
import { rollBack } from './rebuild/roll-back.js'
import { runRebuild, switchTo } from './rebuild/run-rebuild.js'
import { rebuildResource } from './rebuild/rebuild-resource.js'
import { rebuildWorld, type RebuildWorld } from './testing/rebuild-world.js'

const SWITCHING = { isSwitched: true, onDependents: 'refuse' } as const
const ALL_OFF = ['demographics', 'pay']

let world: RebuildWorld

beforeAll(async () => {
  world = await rebuildWorld()
  await world.normalizer()
  await world.append([0, 1])
  await world.append([0, 1], 'other')
})
afterAll(() => world.close())

const held = (schema: string, connection: string) => heldCells(world.ops.pool, schema, connection, withheldBy(ALL_OFF), resources)
const rebuild = () => world.asRebuild((ports) => runRebuild(ports, SWITCHING))
const turnOff = (...leaveOut: readonly string[]) => setLeaveOut(world.ops.pool, 'acme', leaveOut)

describe('P1 a connection of which pay and demographics are left out', () => {
  it('has none of it in the tables, whatever the topics still hold, and its neighbour all', async () => {
    await turnOff(...ALL_OFF)
    await world.write()
    expect(await held('recruiting_g1', 'acme')).toEqual([])
    const others = new Set((await held('recruiting_g1', 'other')).map(({ resource }) => resource))
    const { collections, columns } = withheldParts(withheldBy(ALL_OFF))
    expect([...collections, ...columns.map(({ of }) => of)].filter(({ name }) => !others.has(name))).toEqual([])
  })

  it('has the same tables after a rebuild, and after one of a single table', async () => {
    const live = await world.contents('recruiting_g1')
    await rebuild()
    expect(await world.contents('recruiting_g2')).toEqual(live)
    await world.asRebuild((ports) => rebuildResource(ports, 'offers', 'refuse'))
    expect(await world.contents('recruiting_g2')).toEqual(live)
  })
})

describe('P2 a switch that is changed later', () => {
  it('turned on, gives back by a rebuild what raw holds', async () => {
    await turnOff()
    expect(await held('recruiting_g2', 'acme')).toEqual([])
    await rebuild()
    const [acme, other] = [await held('recruiting_g3', 'acme'), await held('recruiting_g3', 'other')]
    expect(acme).toEqual(other)
  })

  it('turned off, leaves the tables as they are until a rebuild, which leaves it out', async () => {
    await turnOff('pay')
    await world.write()
    expect((await held('recruiting_g3', 'acme')).length).toBeGreaterThan(0)
    await rebuild()
    const pay = await heldCells(world.ops.pool, 'recruiting_g4', 'acme', withheldBy(['pay']), resources)
    expect(pay).toEqual([])
    expect((await held('recruiting_g4', 'acme')).some(({ resource }) => resource === 'eeoc')).toBe(true)
  })

  it('never gives readers back a generation that still holds it', async () => {
    await expect(world.asRebuild((ports) => rollBack(ports, 'refuse'))).rejects.toThrow(
      /Generation 3 still holds .* of acme, which a privacy switch leaves out today/,
    )
    const third = (await generations(world.ops.pool)).find(({ number }) => number === 3)
    if (!third) throw new Error('there is no generation 3')
    await expect(world.asRebuild((ports) => switchTo(ports, third, 'refuse'))).rejects.toThrow('Generation 3 still holds')
  })

  it('has a rebuild that was begun before it begin again', async () => {
    const { generation } = await beginGeneration(world.ops.pool)
    await turnOff(...ALL_OFF)
    const again = await beginGeneration(world.ops.pool)
    expect(again.resumed).toBe(false)
    expect((await generations(world.ops.pool)).map(({ number }) => number)).not.toContain(generation.number)
    expect(await beginGeneration(world.ops.pool)).toMatchObject({ resumed: true, leaveOut: { acme: ALL_OFF } })
  })
})
