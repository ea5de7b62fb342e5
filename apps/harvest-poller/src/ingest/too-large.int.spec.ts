import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { PROBLEMS_TOPIC, RAW_TOPIC } from '@trellis/greenhouse'
import { until } from '@trellis/local'
import { decodeProblem, instantOfMs } from '@trellis/pipeline'
import { requestSweep, type LogRecord } from '@trellis/runtime'
import { HOURLY, OFTEN, PLENTY, polling, type Polling } from '../testing/polling.js'

/** Later than whatever is known of who is asked for. */
const ASKED_US = String(instantOfMs(Date.now()))
const offer = (id: number, notes = ''): unknown => ({ id, application_id: 7, notes, updated_at: '2026-11-01T10:00:00.000Z' })

describe('L9 a record that no log can take', () => {
  let world: Polling

  beforeEach(async () => {
    world = await polling()
  })
  afterEach(() => world.close())

  const listed = async (topic: string): Promise<readonly LogRecord[]> => {
    const found: LogRecord[] = []
    await world.log.scan(topic, (records) => {
      found.push(...records)
      return undefined
    })
    return found
  }
  const appended = async (): Promise<readonly unknown[]> =>
    [...new Set((await listed(RAW_TOPIC)).map(({ message }) => message.headers['ce_subject']))].toSorted()
  const problems = async (): Promise<readonly unknown[]> =>
    (await listed(PROBLEMS_TOPIC)).map(({ message }) => decodeProblem(message))
  const seen = async (): Promise<readonly unknown[]> =>
    (
      await world.ops.pool.query<{ key: string }>(
        `select key from ops.listed_record where resource = 'offers' and seen_us > 1 order by key`,
      )
    ).rows.map(({ key }) => key)

  const poll = (intervals = HOURLY) =>
    world.start((path) => {
      const isOfOffers = path.startsWith('/v3/offers?')
      return { headers: PLENTY, body: isOfOffers ? [offer(1), offer(2, 'x'.repeat(16 * 1024 * 1024)), offer(3)] : [] }
    }, intervals)

  it.each<[string, (() => Promise<unknown>) | undefined, typeof HOURLY]>([
    ['a backfill', undefined, HOURLY],
    ['a window', () => world.given.allListed(), OFTEN],
    ['a sweep', () => world.given.allListed({ sweepRequested: true }), HOURLY],
    ['a re-read', () => world.given.allListed().then(() => world.given.due('offers', ['2'])), HOURLY],
    [
      'a re-read by its parent',
      () => world.given.allListed().then(() => world.given.due('offers', ['7'], { of: 'applications' })),
      HOURLY,
    ],
    [
      'a question',
      async () => {
        await world.given.allListed()
        await world.given.suspects('offers', ['2'], { why: 'cascade', parent: 'applications/7', askedUs: ASKED_US })
        await world.given.listed('offers', ['1'], { seenUs: String(Number.MAX_SAFE_INTEGER) })
        await world.given.listed('offers', ['2'], { seenUs: '1' })
      },
      HOURLY,
    ],
  ])('is a problem of its own in %s, its neighbours go on, and it was seen', async (_, before, intervals) => {
    await before?.()
    await poll(intervals)
    await until(async () => (await seen()).length === 3, { what: 'all to have been seen' })
    expect(await appended()).toEqual(['1', '3'])
    expect((await problems()).slice(0, 1)).toEqual([
      {
        ...{ code: 'too_large', connection: 'acme', resource: 'offers', key: '2' },
        cause: { rawId: expect.stringMatching(/^[0-9a-f]{24}$/), kind: 'record' },
      },
    ])
  })

  it('is no other problem while it stays the same, however often it is listed', async () => {
    await poll()
    await until(async () => (await seen()).length === 3, { what: 'all to have been seen' })
    await requestSweep(world.ops.pool, 'acme', ['offers'])
    await until(
      async () => (await world.ops.pool.query('select 1 from ops.listing_progress where sweep_requested')).rowCount === 0,
      {
        what: 'a sweep',
      },
    )
    await world.given.due('offers', ['2'])
    await until(async () => (await world.ops.pool.query('select 1 from ops.due_read')).rowCount === 0, { what: 'a re-read' })
    const ids = (await listed(PROBLEMS_TOPIC)).map(({ message }) => message.headers['ce_id'])
    expect([ids.length <= 2, new Set(ids).size]).toEqual([true, 1])
  })
})
