import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { givenIn, ownOps, type OwnOps } from '@trellis/runtime/testing'
import { wasListed } from './was-listed.js'

describe('whether everything was listed before a start', () => {
  let ops: OwnOps

  beforeAll(async () => {
    ops = await ownOps()
  })
  afterAll(() => ops.drop())

  it('is so once every listing was read to its end', async () => {
    const given = givenIn(ops)
    expect(await wasListed(ops.pool)).toBe(false)
    await given.connection()
    await given.progress(['offers', 'jobs'], { backfillDone: true })
    expect(await wasListed(ops.pool)).toBe(true)
    await given.progress('jobs', { backfillDone: false })
    expect(await wasListed(ops.pool)).toBe(false)
  })

  it.each([
    ['tables of an older release', 'alter table ops.listing_progress drop column backfill_done'],
    ['no tables', 'drop schema ops cascade'],
  ])('is not so where there are %s', async (_, change) => {
    await ops.pool.query(change)
    expect(await wasListed(ops.pool)).toBe(false)
  })
})
