import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { offers, resources } from '@trellis/greenhouse'
import { until } from '@trellis/local'
import { instantOfMs } from '@trellis/pipeline'
import { enqueueReads, readProgress, readStatus, transact, type ResourceStatus } from '@trellis/runtime'
import { listingsOf } from '../harvest/listings.js'
import type { LocalAnswer } from '../testing/http-server.js'
import { PLENTY, polling, type Polling } from '../testing/polling.js'

const HOURLY = { hot: 3_600_000, warm: 3_600_000, settings: 3_600_000 }
const OFTEN = { ...HOURLY, hot: 100, warm: 100 }
const EMPTY: LocalAnswer = { headers: PLENTY, body: [] }
const BROKEN: LocalAnswer = { headers: PLENTY, body: '<html>a proxy’s word</html>' }

describe('a task that goes wrong', () => {
  let world: Polling
  let isOver: boolean

  beforeEach(async () => {
    isOver = false
    world = await polling()
    await world.ops.pool.query(`insert into ops.connection (id, name) values ('acme', 'Acme')`)
  })
  afterEach(() => world.close())

  const progress = (change: string): Promise<unknown> => world.ops.pool.query(`update ops.listing_progress set ${change}`)
  const alreadyListed = async (): Promise<void> => {
    await readProgress(world.ops.pool, 'acme', resources.flatMap(listingsOf))
    const at = instantOfMs(Date.now())
    await progress(`backfill_done = true, backfill_started_us = ${at}, complete_until_us = ${at}, sweep_complete_us = ${at}`)
  }
  const due = (): Promise<void> =>
    transact(world.ops.pool, (client) =>
      enqueueReads(client, [{ connection: 'acme', resource: 'offers', key: '2', at: instantOfMs(0) }], { settle: 0, overlap: 0 }),
    )
  const status = async (): Promise<ResourceStatus | undefined> => {
    const { connections } = await readStatus(world.ops.pool, [])
    return connections[0]?.resources.find(({ resource }) => resource === 'offers')
  }
  const isIn = (state: ResourceStatus['state']): Promise<boolean> =>
    until(async () => (await status())?.state === state, { what: `the state to be ${state}` })

  it.each<[string, string, (() => Promise<unknown>) | undefined, typeof HOURLY]>([
    ['a backfill', 'backfill/offers', undefined, HOURLY],
    ['a window', 'window/offers', alreadyListed, OFTEN],
    ['a sweep', 'sweep/offers', () => alreadyListed().then(() => progress('sweep_requested = true')), HOURLY],
    ['a re-read', 'reread/offers', () => alreadyListed().then(due), HOURLY],
  ])('is told with its attempts and its next try, and no more once it went well: %s', async (_, task, before, intervals) => {
    await before?.()
    await world.start((path) => (path.startsWith('/v3/offers?') && !isOver ? BROKEN : EMPTY), intervals)
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

  it('is told also where others of its listing go well', async () => {
    await readProgress(world.ops.pool, 'acme', listingsOf(offers))
    await progress(`backfill_cursor = 'a', backfill_started_us = 1, complete_until_us = 1`)
    const isBroken = (path: string): boolean => path.startsWith('/v3/offers?cursor=')
    const poller = await world.start((path) => (isBroken(path) ? BROKEN : EMPTY), OFTEN)
    await isIn('retrying')
    const asked = poller.asked('/v3/offers?per_page=500&updated_at')
    await until(() => poller.asked('/v3/offers?per_page=500&updated_at') >= asked + 3, { what: 'windows to go well' })
    expect(await status()).toMatchObject({ lastError: 'the listing of offers broke off', failing: [{ task: 'backfill/offers' }] })
  })

  it('is stuck where it fails again and again', async () => {
    const failing = { 'backfill/offers': { why: 'x', attempts: 4, sinceMs: 0, nextTryMs: 0, isFinal: false } }
    await readProgress(world.ops.pool, 'acme', listingsOf(offers))
    await world.ops.pool.query('update ops.listing_progress set failing = $1', [failing])
    await world.start((path) => (path.startsWith('/v3/offers?') ? BROKEN : EMPTY), HOURLY)
    await isIn('stuck')
    expect((await status())?.failing).toMatchObject([{ attempts: 5, sinceMs: 0 }])
  })

  it('is forgotten where nothing of it is to be done any more', async () => {
    await alreadyListed()
    await due()
    await world.start((path) => (path.startsWith('/v3/offers?') ? BROKEN : EMPTY), HOURLY)
    await isIn('retrying')
    await world.ops.pool.query('delete from ops.due_read')
    await isIn('ok')
    expect((await status())?.lastError).toBeNull()
  })
})
