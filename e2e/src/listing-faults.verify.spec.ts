import { afterEach, describe, expect, it } from '@jest/globals'
import { resourceNamed } from '@trellis/greenhouse'
import type { RequestFault } from '@trellis/greenhouse-sandbox'
import { until } from '@trellis/local'
import { differences } from './compare.js'
import { CONNECTION, makeWorld, type World, type WorldOptions } from './world.js'

/** Several pages of most collections; the longest is slow enough for something to happen in the middle of it. */
const LONGEST = 'application_stages'
const SLOW: RequestFault = { kind: 'slow', everyNth: 1, path: LONGEST, delayMs: 250 }
const CANDIDATES = 550

describe('listings that go wrong', () => {
  let world: World

  afterEach(() => world.close())

  async function begun(options: WorldOptions): Promise<void> {
    world = await makeWorld(options)
    await world.start()
  }

  async function inTheMiddle(): Promise<void> {
    const isUnderWay = async (): Promise<boolean> => {
      const { rowCount } = await world.pool.query(
        'select 1 from ops.listing_progress where resource = $1 and backfill_started_us is not null and not backfill_done',
        [LONGEST],
      )
      return rowCount === 1
    }
    await until(isUnderWay, { what: 'the longest listing to be under way' })
  }

  async function isComplete(): Promise<void> {
    await world.synced()
    world.sandbox.step(40)
    await world.drained()
    expect((await kept()).slice(0, 10)).toEqual([])
  }

  /** Columns that change by reading are as of the last one (rule L4); in a company of this size a day ends for some application while we look. */
  async function kept(): Promise<Awaited<ReturnType<typeof differences>>> {
    const found = await differences(world.sandbox, world.pool, CONNECTION)
    return found.filter(({ table, column }) => !resourceNamed(table)?.columns[column]?.isVolatile)
  }

  const answered = (status: number, collection?: string): number =>
    Object.entries(world.sandbox.requests())
      .filter(([path]) => collection === undefined || path === collection)
      .reduce((sum, [, statuses]) => sum + (statuses[status] ?? 0), 0)

  it('are complete all the same where answers fail, break off in the middle, or are slow', async () => {
    const requests: readonly RequestFault[] = [
      { kind: 'error', everyNth: 6 },
      { kind: 'reset', everyNth: 7 },
      { kind: 'slow', everyNth: 4, delayMs: 400 },
    ]
    await begun({ sandbox: { candidates: CANDIDATES, faults: { requests } } })
    await world.synced()
    world.sandbox.clearFaults()
    await isComplete()
    expect(answered(500)).toBeGreaterThan(2)
  })

  it('are complete all the same where tokens and cursors end in the middle', async () => {
    const sandbox = { candidates: CANDIDATES, newTokenEndsOld: true, faults: { requests: [SLOW] } }
    await begun({ sandbox })
    await inTheMiddle()
    world.sandbox.expireTokens()
    world.sandbox.expireCursors()
    await isComplete()
    expect([answered(401) > 0, answered(422, LONGEST) > 0]).toEqual([true, true])
  })

  it('leave out what the credential may not list, say so, and are complete in everything else', async () => {
    const taken = ['offers', 'users']
    world = await makeWorld({ sandbox: { candidates: 60 } })
    world.sandbox.takeScopes(taken)
    await world.start()
    const { connections } = await world.synced()
    const missing = connections[0]?.resources.filter(({ backfill }) => backfill === 'permission missing')
    expect(missing?.map(({ resource, lastError }) => [resource, lastError])).toEqual([
      ['offers', 'permission missing: Offers'],
      ['users', 'permission missing: User Roles'],
    ])
    expect((await kept()).filter(({ table }) => !taken.includes(table)).slice(0, 10)).toEqual([])
    expect(taken.map((table) => answered(403, table))).toEqual([1, 1])
  })
})
