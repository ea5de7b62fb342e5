import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { source } from '@trellis/greenhouse'
import { workspaceRoot } from '@trellis/local'
import { differences } from './compare.js'
import { trellisRebuild } from './rebuild.js'
import { CONNECTION, makeWorld, type World } from './world.js'

describe('a reader that was wrong', () => {
  let world: World
  const wrong = { NODE_OPTIONS: `--import=${pathToFileURL(join(workspaceRoot, 'e2e/dist/wrong-reader/register.js')).href}` }

  beforeAll(async () => {
    world = await makeWorld({ sandbox: { candidates: 40, seed: 5 } })
    await world.startWith(wrong)
    await world.synced()
    await world.drained()
  })
  afterAll(() => world.close())

  it('has put wrong cells into the tables', async () => {
    const found = await differences(world.sandbox, world.pool, CONNECTION)
    expect([...new Set(found.map(({ table, column }) => `${table}.${column}`))]).toEqual(['offers.starts_on'])
  })

  it('is waited for by a rebuild that reads by the corrected declarations (N1)', async () => {
    await expect(trellisRebuild(world, 'run')).rejects.toThrow(`revision ${source.revision - 1} is live`)
  })

  it('is corrected by a rebuild, back to the first record, without a question to Greenhouse', async () => {
    for (const name of ['harvest-poller', 'normalizer', 'warehouse-writer'] as const) await world.services.get(name)?.child.stop()
    const asked = world.sandbox.requests()
    await world.start('normalizer', 'warehouse-writer')
    const reported = await trellisRebuild(world, 'run')
    const offers = reported.flatMap((each) => (each.event === 'parity' ? each.resources : [])).find(({ same }) => !same)
    expect(offers).toMatchObject({ resource: 'offers', onlyBefore: 0, onlyAfter: 0, underWay: 0 })
    expect(Object.keys(offers?.differing ?? {}).sort()).toEqual(['_extra', 'starts_on'])
    expect((await differences(world.sandbox, world.pool, CONNECTION)).slice(0, 20)).toEqual([])
    expect(world.sandbox.requests()).toEqual(asked)
  })

  it('is corrected in the history too', async () => {
    const wrongly = await world.pool.query<{ n: string }>(
      `select count(*) as n from recruiting_history.offers h join recruiting.offers o using (connection_id, id)
       where h.valid_to is null and h.starts_on is distinct from o.starts_on`,
    )
    expect(wrongly.rows).toEqual([{ n: '0' }])
  })
})
