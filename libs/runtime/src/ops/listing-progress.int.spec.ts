import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Instant } from '@trellis/pipeline'
import { transact } from '../postgres/transact.js'
import { ownOps, type OwnOps } from '../testing/index.js'
import { changeProgress } from './listing-progress.js'
import type { ProgressChange } from './progress-change.js'
import { readProgress, type Progress } from './read-progress.js'

const OFFERS = { name: 'offers', of: { name: 'offers' } }
const USERS = { name: 'users', of: { name: 'users' } }
const at = (second: number): Instant => (second * 1_000_000) as Instant

describe('the progress of listing', () => {
  let ops: OwnOps

  beforeAll(async () => {
    ops = await ownOps()
  })
  beforeEach(async () => {
    await ops.pool.query('truncate ops.listing_progress')
    await readProgress(ops.pool, 'acme', [OFFERS, USERS])
  })
  afterAll(() => ops.drop())

  const change = (how: ProgressChange, listing = 'offers'): Promise<void> =>
    transact(ops.pool, (client) => changeProgress(client, 'acme', listing, how))
  const read = async (listing = OFFERS): Promise<Progress | undefined> => (await readProgress(ops.pool, 'acme', [listing]))[0]

  const NOT_SWEPT = {
    sweepStartedAt: undefined,
    sweepCursor: undefined,
    sweepCompleteAt: undefined,
    isSweepRequested: false,
  }
  const NOTHING: Progress = {
    ...NOT_SWEPT,
    listing: 'offers',
    permission: undefined,
    backfillStartedAt: undefined,
    backfillCursor: undefined,
    isBackfillDone: false,
    completeUntil: undefined,
    window: undefined,
    windowCursor: undefined,
  }

  it('begins with nothing, for every resource asked for', async () => {
    const found = await readProgress(ops.pool, 'new', [OFFERS, USERS])
    expect(found.toSorted((a, b) => (a.listing < b.listing ? -1 : 1))).toEqual([NOTHING, { ...NOTHING, listing: 'users' }])
  })

  it('begins once, however many ask at once', async () => {
    await Promise.all(Array.from({ length: 6 }, () => readProgress(ops.pool, 'busy', [OFFERS, USERS])))
    expect(await readProgress(ops.pool, 'busy', [OFFERS, USERS])).toHaveLength(2)
  })

  it('keeps all that a page changes', async () => {
    const window = { from: at(1), to: at(2) }
    const found = { permission: 'granted', backfillStartedAt: at(3), backfillCursor: 'b', completeUntil: at(4) } as const
    await change({ ...found, isBackfillDone: true, window, windowCursor: 'w' })
    expect(await read()).toEqual({ ...NOT_SWEPT, listing: 'offers', ...found, isBackfillDone: true, window, windowCursor: 'w' })
  })

  it('leaves what is not named, and empties what is null', async () => {
    await change({ backfillCursor: 'b', completeUntil: at(4), window: { from: at(1), to: at(2) }, windowCursor: 'w' })
    await change({ window: null, windowCursor: null })
    expect(await read()).toEqual({ ...NOTHING, backfillCursor: 'b', completeUntil: at(4) })
  })

  it('keeps a window whose cursor is lost', async () => {
    const window = { from: at(1), to: at(2) }
    await change({ window, windowCursor: 'w' })
    await change({ windowCursor: null, lastError: 'cursor_expired' })
    expect(await read()).toMatchObject({ window, windowCursor: undefined })
  })

  it('counts pages and records', async () => {
    await change({ addedPages: 1, addedRecords: 500 })
    await change({ addedPages: 1, addedRecords: 20 })
    await change({ lastError: 'server' })
    const { rows } = await ops.pool.query(
      `select pages, records, last_error from ops.listing_progress where connection_id = 'acme' and resource = 'offers'`,
    )
    expect(rows).toEqual([{ pages: '2', records: '520', last_error: 'server' }])
  })

  it('notes when windows last brought what no webhook had reported', async () => {
    await change({ addedNew: 2, addedChanged: 0, lastRequestAt: at(1) })
    await change({ addedNew: 0, addedChanged: 1, lastRequestAt: at(2) })
    await change({ addedPages: 1, lastRequestAt: at(3) })
    const { rows } = await ops.pool.query(
      `select new_us, changed_us, last_request_us from ops.listing_progress where connection_id = 'acme' and resource = 'offers'`,
    )
    expect(rows).toEqual([{ new_us: String(at(1)), changed_us: String(at(2)), last_request_us: String(at(3)) }])
  })

  it('changes one listing of one connection', async () => {
    await readProgress(ops.pool, 'other', [OFFERS])
    await change({ completeUntil: at(4) })
    expect([await read(USERS), (await readProgress(ops.pool, 'other', [OFFERS]))[0]]).toMatchObject([
      { completeUntil: undefined },
      { completeUntil: undefined },
    ])
  })

  it('keeps instants to the microsecond', async () => {
    const exact = 1_800_000_000_123_457 as Instant
    await change({ completeUntil: exact })
    expect((await read())?.completeUntil).toBe(exact)
  })
})
