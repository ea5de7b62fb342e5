import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { offers, resources } from '@trellis/greenhouse'
import { until } from '@trellis/local'
import { readProgress } from '@trellis/runtime'
import { listingsOf, type ResourceListing } from './harvest/listings.js'
import type { LocalAnswer } from './testing/http-server.js'
import { PLENTY, polling, type Polling, type RunningPoller } from './testing/polling.js'

const LISTINGS = resources.map((of) => listingsOf(of)[0])
const EMPTY: LocalAnswer = { headers: PLENTY, body: [] }
const offer = (id: number): unknown => ({ id, updated_at: '2026-11-01T10:00:00.000Z' })

describe('polling a connection', () => {
  let world: Polling

  beforeEach(async () => {
    world = await polling()
  })
  afterEach(() => world.close())

  const isListed = async (listings: readonly ResourceListing[]): Promise<boolean> =>
    (await readProgress(world.ops.pool, 'acme', listings)).every(({ isBackfillDone }) => isBackfillDone)
  const listed = (listings = LISTINGS): Promise<boolean> =>
    until(() => isListed(listings), { what: 'the backfill of all collections' })
  const lookedAgain = (poller: RunningPoller, path = '/v3/users?per_page'): Promise<boolean> =>
    until(() => poller.asked(path) >= 6, { what: 'some rounds of windows' })
  const others = LISTINGS.filter(({ name }) => name !== 'offers')

  it('lists every collection to its end, each page once', async () => {
    const poller = await world.start((path) => {
      if (path.startsWith('/v3/offers?cursor=2')) return { headers: PLENTY, body: [offer(1)] }
      if (!path.startsWith('/v3/offers?') || path.includes('updated_at')) return EMPTY
      return { headers: { ...PLENTY, link: `<http://x/v3/offers?cursor=2>; rel="next"` }, body: [offer(3), offer(2)] }
    })
    await listed()
    const { rows } = await world.ops.pool.query(`select records from ops.listing_progress where resource = 'offers'`)
    expect([rows, poller.asked('/v3/offers?cursor=2')]).toEqual([[{ records: '3' }], 1])
  })

  it('does not ask again for a page that was answered while it looked what to do next', async () => {
    let answer: () => void = () => undefined
    const answered = new Promise<void>((resolve) => (answer = resolve))
    const poller = await world.start(
      async (path) => {
        if (path.startsWith('/v3/offers?per_page=500') && !path.includes('updated_at')) await answered
        return EMPTY
      },
      { hot: 3_000, warm: 60_000, settings: 60_000 },
    )
    await listed(others)
    const client = await world.ops.pool.connect()
    try {
      // Audits cannot be looked for now, while the progress was read before the page is done.
      await client.query('begin; lock table ops.audit in access exclusive mode')
      await until(async () => (await client.query('select 1 from pg_locks where not granted')).rowCount !== 0, {
        what: 'the poller to look what to do next',
      })
      answer()
      await until(
        async () =>
          (await client.query(`select 1 from ops.listing_progress where resource = 'offers' and backfill_done`)).rowCount === 1,
        { what: 'the page to be done' },
      )
      await client.query('commit')
    } finally {
      client.release()
    }
    await until(() => poller.asked('/v3/offers?per_page=500&updated_at') > 0, { what: 'the window after it' })
    expect(poller.asked('/v3/offers?per_page=500') - poller.asked('/v3/offers?per_page=500&updated_at')).toBe(1)
  })

  it.each<[string, LocalAnswer]>([
    ['a next page without a cursor', { headers: { ...PLENTY, link: '<http://x/v3/offers>; rel="next"' }, body: [] }],
    ['no list', { headers: PLENTY, body: '<html>a proxy’s word</html>' }],
    ['an error', { status: 500, headers: PLENTY }],
    ['an expired cursor that it never gave', { status: 422, headers: PLENTY, body: { errors: [{ cursor: 'has expired' }] } }],
  ])('lets a collection pause that answers %s, while the others go on', async (_, wrong) => {
    const poller = await world.start((path) => (path.startsWith('/v3/offers?') ? wrong : EMPTY))
    await listed(others)
    await lookedAgain(poller)
    expect(poller.asked('/v3/offers?')).toBeLessThan(10)
    await until(() => poller.asked('/v3/offers?') >= 2, { what: 'the collection to be asked again' })
  })

  it('leaves the connection to one of two, and to the other when that one stops', async () => {
    const first = await world.start(() => EMPTY)
    await listed()
    const second = await world.start(() => EMPTY)
    await lookedAgain(first, '/v3/offers?per_page=500&updated_at')
    const before = second.server.asked.length
    first.stop()
    await first.done
    await lookedAgain(second, '/v3/offers?per_page=500&updated_at')
    expect(before).toBe(0)
  })

  it('asks for nothing more under a lease that has passed to another', async () => {
    const poller = await world.start(() => EMPTY)
    await listed()
    await world.ops.pool.query(`update ops.lease set fence = fence + 1, expires_at = clock_timestamp() + interval '2 seconds'`)
    const before = poller.server.asked.length
    let asked = before
    await until(
      async () => {
        const { rows } = await world.ops.pool.query<{ fence: string }>('select fence from ops.lease')
        if (rows[0]?.fence === '3') return true
        asked = poller.server.asked.length
        return false
      },
      { what: 'the poller to take the lease again' },
    )
    expect(asked - before).toBeLessThan(10)
  })

  it('stops at once, also while it waits for the budget', async () => {
    const used = { ...PLENTY, 'x-ratelimit-remaining': '0' }
    const poller = await world.start(() => ({ headers: used, body: [] }))
    await until(() => poller.asked('/v3/') === 1, { what: 'the first request' })
    poller.stop()
    await expect(poller.done).resolves.toBeUndefined()
  })

  it('shows a permission that is missing, and lists the others', async () => {
    await world.start((path) => (path.startsWith('/v3/offers?') ? { status: 403, headers: PLENTY } : EMPTY))
    await listed(others)
    const [found] = await until(
      async () => {
        const progress = await readProgress(world.ops.pool, 'acme', listingsOf(offers))
        return progress[0]?.permission === undefined ? undefined : progress
      },
      { what: 'the refusal to be noted' },
    )
    expect(found).toMatchObject({ permission: 'missing', isBackfillDone: false })
  })
})
