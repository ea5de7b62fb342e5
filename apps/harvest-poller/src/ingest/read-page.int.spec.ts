import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { offers } from '@trellis/greenhouse'
import { until } from '@trellis/local'
import { instantOfMs } from '@trellis/pipeline'
import { enqueueReads, readProgress } from '@trellis/runtime'
import type { LocalAnswer } from '../testing/http-server.js'
import { listingsOf } from '../harvest/listings.js'
import { PLENTY, polling, type Polling } from '../testing/polling.js'

const EMPTY: LocalAnswer = { headers: PLENTY, body: [] }

describe('a page that Harvest refuses', () => {
  let world: Polling

  beforeEach(async () => {
    world = await polling()
  })
  afterEach(() => world.close())

  it('is asked from its listing’s beginning where a cursor is refused, whatever the refusal says', async () => {
    let isRefused = false
    await world.start((path) => {
      if (!path.startsWith('/v3/offers?')) return EMPTY
      if (path.startsWith('/v3/offers?cursor=')) {
        isRefused = true
        return {
          status: 422,
          headers: PLENTY,
          body: { message: 'Unprocessable Content', errors: ['Pagination token is too old'] },
        }
      }
      return isRefused ? EMPTY : { headers: { ...PLENTY, link: '<http://x/v3/offers?cursor=2>; rel="next"' }, body: [] }
    })
    await until(
      async () => (await readProgress(world.ops.pool, 'acme', listingsOf(offers))).every(({ isBackfillDone }) => isBackfillDone),
      {
        what: 'the backfill to begin again and end',
      },
    )
    expect(isRefused).toBe(true)
  })

  it('is asked for in smaller pages from the listing’s beginning where it is larger than what is read of one', async () => {
    const large = `[${' '.repeat(64 * 1024 * 1024)}]`
    const poller = await world.start((path) => {
      if (path.startsWith('/v3/offers?cursor=')) return { headers: PLENTY, body: large }
      const isWhole = path.startsWith('/v3/offers?per_page=500')
      return isWhole ? { headers: { ...PLENTY, link: '<http://x/v3/offers?cursor=2>; rel="next"' }, body: [] } : EMPTY
    })
    await until(
      async () => (await readProgress(world.ops.pool, 'acme', listingsOf(offers))).every(({ isBackfillDone }) => isBackfillDone),
      { what: 'the backfill to begin again and end' },
    )
    expect([poller.asked('/v3/offers?per_page=500'), poller.asked('/v3/offers?cursor=')]).toEqual([1, 1])
    expect(poller.asked('/v3/offers?per_page=250')).toBeGreaterThan(0)
  })

  it('is halved by its keys where what they name is too large together', async () => {
    const client = await world.ops.pool.connect()
    const mention = (key: string) => ({ connection: 'acme', resource: 'offers', key, at: instantOfMs(0) })
    await enqueueReads(client, ['1', '2', '3'].map(mention), { settle: 0, overlap: 0 })
    client.release()
    const large = `[${' '.repeat(64 * 1024 * 1024)}]`
    await world.start((path) => ({ headers: PLENTY, body: /ids=\d%2C/.test(path) ? large : [] }))
    const due = async (): Promise<number> => (await world.ops.pool.query('select key from ops.due_read')).rowCount ?? 0
    await until(async () => (await due()) === 0, { what: 'each to be read again by itself' })
  })

  it('for the sake of one key does not keep the others from being read again', async () => {
    const client = await world.ops.pool.connect()
    const mention = (key: string) => ({ connection: 'acme', resource: 'offers', key, at: instantOfMs(0) })
    await enqueueReads(client, ['-1', '2', '3'].map(mention), { settle: 0, overlap: 0 })
    client.release()
    await world.start((path) =>
      path.includes('ids=-1') ? { status: 422, headers: PLENTY, body: { errors: [{ ids: 'are wrong' }] } } : EMPTY,
    )
    const due = async (): Promise<unknown> =>
      (await world.ops.pool.query('select key from ops.due_read order by key')).rows.map((row: { key: string }) => row.key)
    await until(async () => JSON.stringify(await due()) === '["-1"]', { what: 'the others to be read again' })
  })
})
