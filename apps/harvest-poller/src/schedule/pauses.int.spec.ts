import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { until } from '@trellis/local'
import type { ResourceStatus } from '@trellis/runtime'
import type { LocalAnswer } from '../testing/http-server.js'
import { HOURLY, NO_RECORDS, OFTEN, PLENTY, polling, type Polling } from '../testing/polling.js'
import { statusOf } from '../testing/given.js'

const BROKEN: LocalAnswer = { headers: PLENTY, body: '<html>a proxy’s word</html>' }

describe('a task that goes wrong', () => {
  let world: Polling
  let isOver: boolean

  beforeEach(async () => {
    isOver = false
    world = await polling()
  })
  afterEach(() => world.close())

  const status = (): Promise<ResourceStatus | undefined> => statusOf(world.ops, 'offers')
  const isIn = (state: ResourceStatus['state']): Promise<boolean> =>
    until(async () => (await status())?.state === state, { what: `the state to be ${state}` })

  it.each<[string, string, (() => Promise<unknown>) | undefined, typeof HOURLY]>([
    ['a backfill', 'backfill/offers', undefined, HOURLY],
    ['a window', 'window/offers', () => world.given.allListed(), OFTEN],
    ['a sweep', 'sweep/offers', () => world.given.allListed({ sweepRequested: true }), HOURLY],
    ['a re-read', 'reread/offers', () => world.given.allListed().then(() => world.given.due('offers', ['2'])), HOURLY],
  ])('is shown with its attempts and its next try, and no more once it went well: %s', async (_, task, before, intervals) => {
    await before?.()
    await world.start((path) => (path.startsWith('/v3/offers?') && !isOver ? BROKEN : NO_RECORDS), intervals)
    await isIn('retrying')
    const [seen] = (await status())?.failing ?? []
    isOver = true
    await isIn('ok')
    expect(seen).toEqual({
      ...{ task, why: 'the listing of offers broke off', isFinal: false },
      ...{ attempts: expect.any(Number), sinceMs: expect.any(Number), nextTryMs: expect.any(Number) },
    })
    expect((seen?.nextTryMs ?? 0) > (seen?.sinceMs ?? 0)).toBe(true)
    expect((await status())?.lastError).toBeNull()
  })

  it('is shown also where others of its listing go well', async () => {
    await world.given.progress('offers', { backfillCursor: 'a', backfillStartedUs: '1', completeUntilUs: '1' })
    const isBroken = (path: string): boolean => path.startsWith('/v3/offers?cursor=')
    const poller = await world.start((path) => (isBroken(path) ? BROKEN : NO_RECORDS), OFTEN)
    await isIn('retrying')
    const asked = poller.asked('/v3/offers?per_page=500&updated_at')
    await until(() => poller.asked('/v3/offers?per_page=500&updated_at') >= asked + 3, { what: 'windows to go well' })
    expect(await status()).toMatchObject({ lastError: 'the listing of offers broke off', failing: [{ task: 'backfill/offers' }] })
  })

  it('is stuck where it fails again and again', async () => {
    const failing = { 'backfill/offers': { why: 'x', attempts: 4, sinceMs: 0, nextTryMs: 0, isFinal: false } }
    await world.given.progress('offers', { failing })
    await world.start((path) => (path.startsWith('/v3/offers?') ? BROKEN : NO_RECORDS), HOURLY)
    await isIn('stuck')
    expect((await status())?.failing).toMatchObject([{ attempts: 5, sinceMs: 0 }])
  })

  it('is forgotten where nothing of it is to be done any more', async () => {
    await world.given.allListed()
    await world.given.due('offers', ['2'])
    await world.start((path) => (path.startsWith('/v3/offers?') ? BROKEN : NO_RECORDS), HOURLY)
    await isIn('retrying')
    await world.ops.pool.query('delete from ops.due_read')
    await isIn('ok')
    expect((await status())?.lastError).toBeNull()
  })
})
