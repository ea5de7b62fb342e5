import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { until } from '@trellis/local'
import { instantOfMs } from '@trellis/pipeline'
import type { ResourceStatus } from '@trellis/runtime'
import type { LocalAnswer } from '../testing/http-server.js'
import { holdRows } from '../testing/held-rows.js'
import { HOURLY, NO_RECORDS, OFTEN, PLENTY, polling, type Polling, type RunningPoller } from '../testing/polling.js'
import { statusOf } from '../testing/given.js'

const offer = (id: number): unknown => ({ id, application_id: 7, updated_at: '2026-11-01T10:00:00.000Z' })
const page = (ids: readonly number[], cursor?: string): LocalAnswer => ({
  headers: cursor === undefined ? PLENTY : { ...PLENTY, link: `<http://x/v3/offers?cursor=${cursor}>; rel="next"` },
  body: ids.map(offer),
})
const hoursAgo = (hours: number): string => String(instantOfMs(Date.now() - hours * 3_600_000))
const cursorOf = (path: string): string | null => new URL(path, 'http://x').searchParams.get('cursor')

describe('L9 a listing without progress', () => {
  let world: Polling

  beforeEach(async () => {
    world = await polling()
  })
  afterEach(() => world.close())

  const query = (text: string, values: readonly unknown[] = []) =>
    world.ops.pool.query<Record<string, unknown>>(text, [...values])
  const status = (): Promise<ResourceStatus | undefined> => statusOf(world.ops, 'offers')
  const isNoticed = async (): Promise<boolean> => (await status())?.state === 'stuck'
  const noticed = async (): Promise<ResourceStatus | undefined> => {
    await until(isNoticed, { what: 'it to be noticed' })
    return status()
  }
  /** Requests for offers, and what the others were asked while they went on. */
  const goesOn = (poller: RunningPoller): Promise<boolean> => {
    const before = poller.asked('/v3/candidates?per_page')
    return until(() => poller.asked('/v3/candidates?per_page') >= before + 5, { what: 'the others to go on' })
  }
  const poll = (answer: (path: string) => LocalAnswer, intervals = OFTEN): Promise<RunningPoller> =>
    world.start((path) => (path.startsWith('/v3/offers?') ? answer(path) : NO_RECORDS), intervals)

  const SAME = (path: string): LocalAnswer => (cursorOf(path) === null ? page([1, 2], 'a') : page([3, 4], 'a'))

  it.each<[string, (path: string) => LocalAnswer, number]>([
    ['a next page that is the same page', SAME, 2],
    [
      'cursors in a circle',
      (path) => {
        const at = Number(cursorOf(path) ?? 0)
        return page([at], String(at === 3 ? 1 : at + 1))
      },
      4,
    ],
    ['pages without a new key', (path) => page([1, 2], `${cursorOf(path) ?? ''}x`), 2],
    ['cursors without end', (path) => page([], `${cursorOf(path) ?? ''}x`), 11],
  ])('is noticed after one repetition: %s', async (_, answer, requests) => {
    const poller = await poll(answer)
    const found = await noticed()
    const isWindow = (line: string): boolean => line.includes('/v3/offers?') && line.includes('updated_at')
    await goesOn(poller)
    const asked = poller.asked('/v3/offers?') - poller.server.asked.filter(isWindow).length
    expect([asked - requests <= requests, found]).toMatchObject([
      true,
      {
        lastError: expect.stringMatching(/^the listing of offers makes no progress: /),
        failing: expect.arrayContaining([expect.objectContaining({ task: 'backfill/offers', attempts: 1 })]),
      },
    ])
  })

  it.each<[string, string, () => Promise<unknown>]>([
    ['a window', 'window/offers', () => world.given.allListed({ completeUntilUs: hoursAgo(2) })],
    ['a sweep', 'sweep/offers', () => world.given.allListed({ sweepRequested: true })],
    [
      'a re-read by parents',
      'children/offers/applications',
      async () => {
        await world.given.allListed()
        await world.given.due('offers', ['7'], { of: 'applications' })
      },
    ],
    [
      'an audit',
      'audit/offers',
      async () => {
        await holdRows(world.ops.pool, 'acme', { offers: [{ id: 1 }] })
        await world.given.allListed()
        await world.given.audit(['offers'])
      },
    ],
  ])('is noticed in %s', async (_, task, before) => {
    await before()
    const poller = await poll(SAME, HOURLY)
    const found = await noticed()
    expect([found?.failing.map((each) => each.task), poller.asked('/v3/offers?')]).toEqual([[task], 2])
  })

  it('keeps what its pages showed, pauses over a restart, and goes on where it was once it is mended', async () => {
    const sameInBackfill = (path: string): LocalAnswer => (path.includes('updated_at') ? page([]) : SAME(path))
    const first = await poll(sameInBackfill)
    await noticed()
    first.stop()
    await first.done
    await world.readRaw()
    const { rows } = await query(`select key from ops.listed_record where resource = 'offers' order by key`)
    const second = await poll(sameInBackfill)
    await goesOn(second)
    const again = second.asked('/v3/offers?cursor=')
    second.stop()
    await second.done
    await world.readRaw()
    await query(
      `update ops.listing_progress set failing = jsonb_set(failing, '{backfill/offers,nextTryMs}', '0') where failing ? 'backfill/offers'`,
    )
    const third = await poll((path) => (cursorOf(path) === null ? page([]) : page([3, 5])))
    await until(
      async () => (await query(`select 1 from ops.listing_progress where resource = 'offers' and backfill_done`)).rowCount === 1,
      {
        what: 'the backfill to go on',
      },
    )
    await until(async () => (await status())?.state === 'ok', { what: 'the error to be cleared' })
    expect([rows.map(({ key }) => key), again, third.asked('/v3/offers?cursor=a'), (await status())?.lastError]).toEqual([
      ['1', '2', '3', '4'],
      0,
      1,
      null,
    ])
  })

  it('begins again in the end: its cursors may be what is wrong with it', async () => {
    const failing = { 'backfill/offers': { why: 'x', attempts: 7, sinceMs: 0, nextTryMs: 0, isFinal: true } }
    await world.given.progress('offers', { backfillCursor: 'a', backfillStartedUs: '1', failing })
    await poll(SAME, HOURLY)
    await until(
      async () =>
        (await query(`select 1 from ops.listing_progress where resource = 'offers' and backfill_cursor is null`)).rowCount === 1,
      { what: 'the listing to begin again' },
    )
    expect((await status())?.failing).toMatchObject([{ task: 'backfill/offers', attempts: 8 }])
  })
})
