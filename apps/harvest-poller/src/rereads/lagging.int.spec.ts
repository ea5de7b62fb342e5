import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { until } from '@trellis/local'
import { instantOf, instantOfMs, NEVER, parseVersion, type Lag } from '@trellis/pipeline'
import { hear, recordsOf, wasListed } from '../testing/hearing.js'
import { holdRows } from '../testing/held-rows.js'
import type { LocalAnswer } from '../testing/http-server.js'
import { HOURLY, PLENTY, polling, type Polling, type RunningPoller } from '../testing/polling.js'

const EMPTY: LocalAnswer = { headers: PLENTY, body: [] }
/** Overlap is longer than any spec takes: it is over when the spec says so. */
const LAG = { settle: 0, overlap: 3_600_000_000 }
const OLD = { id: 9, application_id: 12, status: 'unresolved', updated_at: '2026-11-01T10:00:00.000Z' }
const NEW = { ...OLD, status: 'accepted', updated_at: '2026-11-01T10:05:00.000Z' }
const CHILDREN = [
  { id: 21, candidate_id: 5 },
  { id: 22, candidate_id: 6 },
]
const text = (record: unknown): string => JSON.stringify(record)

describe('a listing that lags longer than settle', () => {
  let world: Polling
  /** What the listing of offers holds, and whether it knows windows too. */
  let shown: readonly unknown[]

  const open = async (lag: Lag): Promise<void> => {
    world = await polling(lag)
    await holdRows(world.ops.pool, 'acme', { attachments: CHILDREN })
    shown = [OLD]
    await wasListed(world, 'offers', OLD)
  }
  beforeEach(() => open(LAG))
  afterEach(() => world.close())

  const query = async <T extends object>(sql: string): Promise<readonly T[]> => (await world.ops.pool.query<T>(sql)).rows
  const answer = (path: string): LocalAnswer => {
    if (!path.startsWith('/v3/offers?')) return EMPTY
    const ids = new URLSearchParams(path.split('?')[1]).get('ids')?.split(',')
    const isOther = path.includes('_ids=') || (ids !== undefined && !ids.includes('9'))
    return isOther ? EMPTY : { headers: PLENTY, body: shown }
  }
  const start = (): Promise<RunningPoller> => world.start(answer, HOURLY)
  const asked = (poller: RunningPoller): number => poller.asked('/v3/offers?per_page=500&ids=9')
  const settled = (): Promise<boolean> =>
    until(async () => (await query('select 1 from ops.due_read')).length === 0, { what: 'nothing to be due any more' })
  const register = async (): Promise<{ readonly version: number; readonly removed: number }> => {
    const [row] = await query<{ version: string; removed: string }>(
      `select version, removed from ops.listed_record where resource = 'offers' and key = '9'`,
    )
    if (!row) throw new Error('the register does not know the offer')
    return { version: instantOf(parseVersion(row.version)), removed: instantOf(parseVersion(row.removed)) }
  }
  /** Makes what is waited for, and what is known of the offer, older by overlap. */
  const endOverlap = async (): Promise<void> => {
    const [known] = await query<{ version: string; removed: string }>(
      `select version, removed from ops.listed_record where resource = 'offers' and key = '9'`,
    )
    const older = (text: string = NEVER): string => {
      const at = instantOf(parseVersion(text))
      return text === NEVER ? text : (at - LAG.overlap).toString(16).padStart(14, '0') + text.slice(14)
    }
    await world.ops.pool.query(
      `update ops.listed_record set version = $1, removed = $2 where resource = 'offers' and key = '9'`,
      [older(known?.version), older(known?.removed)],
    )
    await world.ops.pool.query(
      'update ops.due_read set arrived_us = greatest(0, arrived_us - $1), due_us = greatest(0, due_us - $1)',
      [LAG.overlap],
    )
  }
  const waitsForOverlap = (): Promise<boolean> =>
    until(async () => (await query('select 1 from ops.due_read where due_us > arrived_us + 1800000000')).length > 0, {
      what: 'the offer to wait for overlap’s end',
    })
  const forget = async (): Promise<void> => {
    await world.ops.pool.query('truncate ops.listed_record, ops.due_read, ops.log_position')
    await world.readRaw()
  }

  describe('E7 brings back no entity that was removed', () => {
    beforeEach(() => world.given.allListed())

    it('by the removal’s own re-read; when overlap is over it is asked again, and stays gone', async () => {
      await hear(world, 'offer_deleted', { offer: { id: 9 } })
      const poller = await start()
      await until(() => asked(poller) > 0, { what: 'the removal’s own re-read' })
      await waitsForOverlap()
      shown = []
      await endOverlap()
      await settled()
      expect([await recordsOf(world, 'offers'), asked(poller)]).toEqual([[text(OLD)], 2])
      const { version, removed } = await register()
      expect([removed > version, await query('select * from ops.suspect')]).toEqual([true, []])
    })

    it('but for one who is shown when overlap is over', async () => {
      await hear(world, 'offer_deleted', { offer: { id: 9 } })
      await start()
      await waitsForOverlap()
      await endOverlap()
      await settled()
      const { version, removed } = await register()
      expect(version).toBeGreaterThanOrEqual(removed + LAG.overlap)
      expect(await recordsOf(world, 'offers')).toEqual([text(OLD), text(OLD)])
    })

    it('also where the register and what was due are lost, and read back from raw', async () => {
      await hear(world, 'offer_deleted', { offer: { id: 9 } })
      await forget()
      await start()
      await waitsForOverlap()
      await endOverlap()
      await settled()
      expect((await register()).version).toBeGreaterThanOrEqual((await register()).removed + LAG.overlap)
    })

    it('also where the poller ends between its answer and the next lookup', async () => {
      await hear(world, 'offer_deleted', { offer: { id: 9 } })
      const first = await start()
      await until(() => asked(first) > 0, { what: 'the removal’s own re-read' })
      first.stop()
      await first.done
      await waitsForOverlap()
      shown = []
      await endOverlap()
      const second = await start()
      await settled()
      expect([await recordsOf(world, 'offers'), asked(second)]).toEqual([[text(OLD)], 1])
    })

    it('and one that a listing showed before the removal was read goes after one lookup', async () => {
      await world.close()
      await open({ settle: 0, overlap: 1_000_000 })
      await world.given.allListed()
      // As a poller does whose reader of raw is behind: the page went out after the removal had arrived.
      await hear(world, 'offer_deleted', { offer: { id: 9 } })
      await world.ops.pool.query(
        `update ops.listed_record set version = lpad(to_hex(('x' || lpad(left(removed, 14), 16, '0'))::bit(64)::bigint + 1000), 14, '0') || substr(version, 15)
         where resource = 'offers' and key = '9'`,
      )
      await world.given.listed('offers', ['10'], { seenUs: String(instantOfMs(Date.now())) })
      await world.given.progress('offers', { canaryKey: '10' })
      shown = [{ ...OLD, id: 10 }]
      await start()
      await until(async () => (await register()).removed > (await register()).version, { what: 'the absence' })
      const { rows } = await world.ops.pool.query<{ absences: string }>(
        `select absences from ops.listing_progress where resource = 'offers'`,
      )
      expect(rows).toEqual([{ absences: '0' }])
    })
  })

  it('E7 brings none back by a backfill, a window or a sweep either', async () => {
    await hear(world, 'offer_deleted', { offer: { id: 9 } })
    await world.ops.pool.query('delete from ops.due_read')
    const poller = await world.start(answer, { ...HOURLY, warm: 100, hot: 100 })
    const sweptOnce = `select 1 from ops.listing_progress where resource = 'offers' and backfill_done and complete_until_us > backfill_started_us`
    await until(async () => (await query(sweptOnce)).length > 0, { what: 'a backfill and a window' })
    await world.ops.pool.query(`update ops.listing_progress set sweep_requested = true where resource = 'offers'`)
    await until(
      async () =>
        (await query(`select 1 from ops.listing_progress where resource = 'offers' and not sweep_requested`)).length > 0,
      { what: 'a sweep' },
    )
    const due = await query<{ due_us: string }>(`select due_us from ops.due_read where resource = 'offers'`)
    const appended = await recordsOf(world, 'offers')
    expect([due.map(({ due_us }) => Number(due_us)), appended]).toEqual([[(await register()).removed + LAG.overlap], [text(OLD)]])
    expect(asked(poller)).toBe(0)
  })

  describe('L8 has not seen what a webhook is about', () => {
    beforeEach(() => world.given.allListed())

    it('while it shows the record from before, which is not appended: it is asked again until it does', async () => {
      await hear(world, 'offer_updated', { id: 9, application_id: 12, offer_status: 'Accepted' })
      const poller = await start()
      await until(() => asked(poller) > 1, { what: 'a second question' })
      shown = [NEW]
      await settled()
      expect(await recordsOf(world, 'offers')).toEqual([text(OLD), text(NEW)])
      // What was read beside it by the parents' filters lagged as well.
      expect(poller.asked('/v3/approval_flows?per_page=500&offer_ids=9')).toBe(2)
    })

    it('and is believed when overlap is over', async () => {
      await hear(world, 'offer_updated', { id: 9, application_id: 12, offer_status: 'Accepted' })
      const poller = await start()
      await until(() => asked(poller) > 1, { what: 'a second question' })
      expect(await recordsOf(world, 'offers')).toEqual([text(OLD)])
      await endOverlap()
      await settled()
      expect(await recordsOf(world, 'offers')).toEqual([text(OLD), text(OLD)])
    })

    it('nor does a window have a say while the re-read waits', async () => {
      await hear(world, 'offer_updated', { id: 9, application_id: 12, offer_status: 'Accepted' })
      await world.start(answer, { ...HOURLY, warm: 100, hot: 100 })
      const windows = `select 1 from ops.listing_progress where resource = 'offers' and complete_until_us > backfill_started_us + 1000000`
      await until(async () => (await query(windows)).length > 0, { what: 'windows' })
      shown = [NEW]
      await settled()
      expect((await recordsOf(world, 'offers')).slice(0, 2)).toEqual([text(OLD), text(NEW)])
    })

    it('where the webhook only mentions the entity, one answer is enough', async () => {
      await wasListed(world, 'jobs', { id: 3, name: 'Pilot' })
      await hear(world, 'application_updated', { application: { id: 12, status: 'active', jobs: [{ id: 3, name: 'Pilot' }] } })
      const poller = await world.start(
        (path) => (path.startsWith('/v3/jobs?') ? { headers: PLENTY, body: [{ id: 3, name: 'Pilot' }] } : EMPTY),
        HOURLY,
      )
      await settled()
      expect(poller.asked('/v3/jobs?per_page=500&ids=3')).toBe(1)
    })
  })

  it('E7 children that a removal or an anonymisation takes are asked again while they are shown as they were', async () => {
    await world.given.allListed()
    for (const child of CHILDREN) await wasListed(world, 'attachments', child)
    await hear(world, 'delete_candidate', { person: { id: 5 } })
    await hear(world, 'candidate_anonymized', { candidate_id: 6, anonymized_fields: ['attachments'] })
    let isLagging = true
    const poller = await world.start((path) => {
      const ids = /^\/v3\/attachments\?per_page=500&ids=(.*)$/.exec(path)?.[1]?.split(',') ?? []
      return { headers: PLENTY, body: isLagging ? CHILDREN.filter(({ id }) => ids.includes(String(id))) : [] }
    }, HOURLY)
    await until(() => poller.asked('/v3/attachments?per_page=500&ids=') > 0, { what: 'the children to be asked for' })
    isLagging = false
    const missed = (): Promise<readonly unknown[]> =>
      query(`select key, why, parent from ops.suspect where resource = 'attachments' order by key`)
    await until(async () => (await missed()).length === 2, { what: 'both to be missed' })
    expect(await missed()).toEqual([
      { key: '21', why: 'cascade', parent: 'candidates/5' },
      { key: '22', why: 'cascade', parent: 'candidates/6' },
    ])
  })
})
