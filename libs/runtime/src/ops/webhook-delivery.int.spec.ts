import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { instantOfMs } from '@trellis/pipeline'
import { ownOps, type OwnOps } from '../testing/own-ops.js'
import {
  addDeliveries,
  countDeliveries,
  findDeliveries,
  forgetDeliveries,
  KEPT_DELIVERIES,
  type Delivery,
  type DeliveryFilter,
} from './webhook-delivery.js'

const NOW_MS = Date.now()
const DAY_MS = 86_400_000

function delivery(nth: number, changed: Partial<Delivery> = {}): Delivery {
  return {
    ...{ connection: 'acme', rawId: String(nth).padStart(24, '0'), at: instantOfMs(NOW_MS - 60_000 + nth), partition: 0 },
    ...{ offset: String(nth), bytes: 10, action: 'offer_created', endpoint: undefined, delivery: `d-${nth}`, outcome: 'read' },
    ...{ events: 1, problems: 0 },
    ...changed,
  }
}

describe('the newest webhooks', () => {
  let ops: OwnOps

  beforeAll(async () => {
    ops = await ownOps()
  })
  afterEach(() => ops.pool.query('truncate ops.webhook_delivery'))
  afterAll(() => ops.drop())

  const found = async (filter: DeliveryFilter = {}): Promise<readonly string[]> =>
    (await findDeliveries(ops.pool, 'acme', filter, { limit: 100 })).map(({ offset }) => offset)
  const fill = (connection: string, many: number, daysAgo: number): Promise<unknown> =>
    ops.pool.query(
      `insert into ops.webhook_delivery (connection_id, arrived_us, raw_id, raw_partition, raw_offset, bytes, outcome, events, problems)
       select $1, (extract(epoch from now() - $3 * interval '1 day') * 1000000)::bigint - n, to_hex(n), 0, n, 1, 'read', 0, 0 from generate_series(1, $2::int) n`,
      [connection, many, daysAgo],
    )
  const left = async (): Promise<unknown> =>
    (await ops.pool.query('select connection_id as id, count(*)::int as n from ops.webhook_delivery group by 1 order by 1')).rows

  it('are kept once, with where they stand on the log by now', async () => {
    await addDeliveries(ops.pool, [delivery(1), delivery(1), delivery(2)])
    await addDeliveries(ops.pool, [delivery(1, { partition: 5, offset: '77' })])
    expect(await found()).toEqual(['2', '77'])
  })

  it('say what they were, and nothing of what they said', async () => {
    await addDeliveries(ops.pool, [delivery(1, { endpoint: 'offer_created', delivery: 'x'.repeat(400), outcome: 'partly_read' })])
    const [one] = await findDeliveries(ops.pool, 'acme', {}, { limit: 1 })
    expect(one).toEqual({
      ...{ arrivedAt: new Date(NOW_MS - 59_999).toISOString(), arrivedUs: String((NOW_MS - 59_999) * 1_000) },
      ...{ rawId: '1'.padStart(24, '0'), action: 'offer_created', endpoint: 'offer_created', delivery: 'x'.repeat(100) },
      ...{ bytes: 10, partition: 0, offset: '1', outcome: 'partly_read', events: 1, problems: 0 },
    })
  })

  it('are found by event, outcome and time', async () => {
    const others = { 2: { action: undefined, outcome: 'unread' }, 3: { action: 'ping', outcome: 'ignored' } } as const
    await addDeliveries(ops.pool, [
      delivery(1),
      delivery(2, others[2]),
      delivery(3, others[3]),
      delivery(4, { connection: 'globex' }),
    ])
    const iso = (nth: number): string => new Date(NOW_MS - 60_000 + nth).toISOString()
    expect([await found({ action: 'ping' }), await found({ outcome: 'unread' })]).toEqual([['3'], ['2']])
    expect(await found({ since: iso(2), until: iso(3) })).toEqual(['2'])
    expect(await countDeliveries(ops.pool, 'acme')).toEqual([
      { action: 'offer_created', arrivals: 1, failures: 0 },
      { action: 'ping', arrivals: 1, failures: 0 },
      { action: null, arrivals: 1, failures: 1 },
    ])
  })

  it('come by pages that miss none and repeat none, also among those of one instant', async () => {
    const at = instantOfMs(NOW_MS)
    await addDeliveries(
      ops.pool,
      [1, 2, 3, 4, 5].map((nth) => delivery(nth, { at })),
    )
    const pages: string[] = []
    for (let after, more = true; more;) {
      const page = await findDeliveries(ops.pool, 'acme', {}, { after, limit: 2 })
      pages.push(page.map(({ offset }) => offset).join())
      after = page.at(-1)
      more = page.length === 2
    }
    expect(pages).toEqual(['5,4', '3,2', '1'])
  })

  it('are not those of weeks ago, where the log is read again', async () => {
    await addDeliveries(ops.pool, [delivery(1), delivery(2, { at: instantOfMs(NOW_MS - 8 * DAY_MS) })])
    expect(await found()).toEqual(['1'])
  })

  it('push out older ones of their own connection, and those that are older than a week, some at a time', async () => {
    await fill('acme', KEPT_DELIVERIES.newest + 30, 1)
    await fill('globex', 30, 8)
    await fill('globex', 5, 1)
    expect(await forgetDeliveries(ops.pool, 'acme', 20)).toBe(20)
    expect([await forgetDeliveries(ops.pool, 'acme', 20), await forgetDeliveries(ops.pool, 'acme', 20)]).toEqual([10, 0])
    expect(await forgetDeliveries(ops.pool, 'globex', 100)).toBe(30)
    expect(await left()).toEqual([
      { id: 'acme', n: KEPT_DELIVERIES.newest },
      { id: 'globex', n: 5 },
    ])
  })
})
