import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { resources } from '@trellis/greenhouse'
import { until } from '@trellis/local'
import { readFreshness } from '@trellis/runtime'
import { differences } from './compare.js'
import { CONNECTION, makeWorld, type World } from './world.js'

const OVERLAP_MS = 3_000
const ENV = { OVERLAP_MS: String(OVERLAP_MS), SWEEP_EVERY_MS: '3600000' }
const LIMIT = { limitMs: 300_000, everyMs: 200 }

describe('E4 an account that sees less than it did', () => {
  let world: World

  beforeAll(async () => {
    world = await makeWorld({ sandbox: { candidates: 400, seed: 29 }, env: ENV })
    await world.start()
    await world.synced()
    await world.drained()
  })
  afterAll(() => world.close())

  const removedRows = async (): Promise<number> => {
    const { tables } = await world.status()
    return tables.reduce((sum, { removed }) => sum + removed, 0)
  }
  const held = async (): Promise<readonly string[]> => {
    const { suspects } = await readFreshness(world.pool, CONNECTION)
    return suspects.filter((each) => each.held).map(({ resource }) => resource)
  }
  const suspected = async (): Promise<number> => (await readFreshness(world.pool, CONNECTION)).suspects.length
  const swept = async (): Promise<void> => {
    const since = Date.now() * 1000
    await world.pool.query('update ops.listing_progress set sweep_requested = true')
    const isSwept = async (): Promise<boolean> =>
      (await world.pool.query('select 1 from ops.listing_progress where sweep_complete_us < $1', [since])).rowCount === 0
    await until(isSwept, { what: 'every sweep', ...LIMIT })
  }
  const silence = (): Promise<boolean> =>
    until(
      async () => {
        const newest = 'select left(max(greatest(version, spoken)), 14) as newest from ops.listed_record'
        const { rows } = await world.pool.query<{ newest: string }>(newest)
        return parseInt(rows[0]?.newest ?? '0', 16) / 1000 < Date.now() - 2 * OVERLAP_MS
      },
      { what: 'no event for overlap', ...LIMIT },
    )
  const givenBack = async (): Promise<void> => {
    world.sandbox.clearFaults()
    await swept()
    await until(async () => (await suspected()) === 0, { what: 'no suspected entity', ...LIMIT })
  }

  it('keeps every row while its user is no Site Admin, and every collection with rows waits for a person', async () => {
    await silence()
    const before = await removedRows()
    world.sandbox.setFaults({ lostSiteAdmin: true })
    await swept()
    const withRows = resources.filter(({ name }) => world.sandbox.truth(name).length > 0).map(({ name }) => name)
    expect([[...(await held())].sort(), await removedRows()]).toEqual([withRows.sort(), before])
    await givenBack()
    expect([await held(), await removedRows()]).toEqual([[], before])
  })

  it('keeps private candidates while they are hidden', async () => {
    await silence()
    const before = await removedRows()
    world.sandbox.setFaults({ hiddenPrivateCandidates: true })
    await swept()
    expect([await held(), await removedRows()]).toEqual([['candidates'], before])
    await givenBack()
    expect([await held(), await removedRows()]).toEqual([[], before])
  })

  it('goes on once it sees all again', async () => {
    world.sandbox.step(60)
    await world.drained()
    expect((await differences(world.sandbox, world.pool, CONNECTION)).slice(0, 20)).toEqual([])
  })
})
