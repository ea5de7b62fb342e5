import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { RAW_TOPIC } from '@trellis/greenhouse'
import { until } from '@trellis/local'
import type { AuditReport } from '@trellis/runtime'
import { holdRows } from '../testing/held-rows.js'
import type { LocalAnswer } from '../testing/http-server.js'
import { HOURLY, PLENTY, polling, type Polling, type RunningPoller } from '../testing/polling.js'

const LONG_AGO = '2026-01-02T03:04:05.000Z'

interface Offer {
  readonly id: number
  readonly version: number
  readonly updated_at: string
  readonly notes?: string
  readonly status?: string
  readonly sent_on?: string
  readonly once?: string
}

describe('an audit', () => {
  let world: Polling
  /** What the listing of offers shows, and what it shows to those who ask by name. */
  let listed: readonly Offer[]
  let named: () => readonly Offer[]

  beforeEach(async () => {
    world = await polling()
    listed = []
    named = () => listed
    await world.given.allListed()
  })
  afterEach(() => world.close())

  const query = async <T extends object>(text: string, values: readonly unknown[] = []): Promise<readonly T[]> =>
    (await world.ops.pool.query<T>(text, [...values])).rows

  const offer = (id: number, version = 1, more: Partial<Offer> = {}): Offer => ({ id, version, updated_at: LONG_AGO, ...more })
  const held = async (...ids: number[]): Promise<void> => {
    await holdRows(world.ops.pool, 'acme', { offers: ids.map((id) => ({ id, version: 1 })) })
    await query(`update recruiting_g1.offers set updated_at = $1, _extra = '{}'`, [LONG_AGO])
  }
  const remove = (id: number): Promise<unknown> =>
    query(`update recruiting_g1.offers set _removal = repeat('f', length(_version)), _removed = $2 where id = $1`, [
      id,
      { how: { by: 'webhook' }, cause: { rawId: 'a'.repeat(24), kind: 'webhook' } },
    ])
  const answer = (path: string): LocalAnswer => {
    if (!path.startsWith('/v3/offers?') || path.includes('updated_at')) return { headers: PLENTY, body: [] }
    const ids = new URLSearchParams(path.split('?')[1]).get('ids')
    const body = ids === null ? listed : named().filter(({ id }) => ids.split(',').includes(String(id)))
    return { headers: PLENTY, body }
  }
  const ask = (...names: string[]): Promise<void> => world.given.audit(names)
  const noticed = async (): Promise<readonly string[]> =>
    (await query<{ key: string }>('select key from ops.audit_difference order by key')).map(({ key }) => key)
  const report = (): Promise<AuditReport> =>
    until(async () => (await query<{ result: AuditReport | null }>('select result from ops.audit'))[0]?.result ?? undefined, {
      what: 'the report',
    })
  const outcome = async (): Promise<unknown> => {
    const [offers] = (await report()).resources
    const { inGreenhouse, inTables, missing, extra, different, columns, oldestChange, examples } = offers ?? {}
    return { inGreenhouse, inTables, missing, extra, different, columns, oldestChange, examples }
  }
  const nothing = { missing: 0, extra: 0, different: 0, columns: {}, oldestChange: null, examples: [] }
  const appended = async (): Promise<number> => {
    let count = 0
    await world.log.scan(RAW_TOPIC, (records) => {
      count += records.length
      return undefined
    })
    return count
  }

  it('says that nothing differs, and appends nothing', async () => {
    await held(1, 2)
    listed = [offer(1), offer(2)]
    await ask('offers')
    await world.start(answer, HOURLY)
    expect([await outcome(), await appended()]).toEqual([{ inGreenhouse: 2, inTables: 2, ...nothing }, 0])
  })

  it('finds a row that is missing, one that was removed, one too many and a cell that differs, each asked for by name', async () => {
    await held(1, 2, 4, 5)
    await remove(5)
    listed = [offer(1), offer(2, 7), offer(3), offer(5)]
    await ask('offers')
    const poller = await world.start(answer, HOURLY)
    expect(await outcome()).toEqual({
      ...{ inGreenhouse: 4, inTables: 3, missing: 2, extra: 1, different: 1, columns: { version: 1 } },
      oldestChange: '2026-01-02T03:04:05.000000Z',
      examples: [
        { key: '2', what: 'different' },
        { key: '3', what: 'missing' },
        { key: '5', what: 'missing' },
        { key: '4', what: 'extra' },
      ],
    })
    expect(poller.asked('/v3/offers?per_page=500&ids=')).toBeGreaterThan(0)
    expect(await appended()).toBe(0)
  })

  it('asks for so many by name and no more where nothing is in the tables, and says how many it did not', async () => {
    await held()
    listed = Array.from({ length: 1_120 }, (_, index) => offer(index + 1))
    await ask('offers')
    const poller = await world.start(answer, HOURLY)
    expect((await report()).resources).toEqual([expect.objectContaining({ missing: 1_120, notAskedAgain: 120 })])
    expect(poller.asked('/v3/offers?per_page=500&ids=')).toBe(20)
  })

  it('does not count what was under way: all is equal when it is asked for again', async () => {
    await held(1, 2, 4)
    listed = [offer(1, 2), offer(3)]
    named = () => [offer(1, 2), offer(2)]
    await ask('offers')
    await world.start(answer, HOURLY)
    await until(async () => (await noticed()).length === 4, { what: 'the differences to be noticed' })
    await query(`update recruiting_g1.offers set version = 2 where id = 1`)
    await remove(4)
    expect(await outcome()).toMatchObject(nothing)
  })

  it('asks once more for what has changed since it was noticed', async () => {
    await held(1)
    listed = [offer(1, 2)]
    const changed = offer(1, 3, { updated_at: new Date(Date.now() + 60_000).toISOString() })
    let questions = 0
    named = () => {
      questions += 1
      return questions === 1 ? [changed] : [offer(1)]
    }
    await ask('offers')
    await world.start(answer, HOURLY)
    expect(await outcome()).toMatchObject(nothing)
    expect(questions).toBe(2)
  })

  it('V5 leaves out what webhooks alone report', async () => {
    await held(1)
    await query(`update recruiting_g1.offers set notes = 'from a webhook'`)
    listed = [offer(1, 1, { notes: 'another' })]
    await ask('offers')
    await world.start(answer, HOURLY)
    expect(await outcome()).toMatchObject(nothing)
  })

  it('N2 skips what the table can hold only after a rebuild: a column of another type, one to come, one that is declared no more', async () => {
    await held(1, 2)
    await query(
      `alter table recruiting_g1.offers alter column status type jsonb using '"Old"'::jsonb, drop column sent_on, add column once text`,
    )
    await query(`update recruiting_g1.offers set status_as_told = 'Created', _extra = '{"sent_on": "2025-01-01"}', once = 'upon'`)
    listed = [offer(1, 1, { status: 'Created', sent_on: '2026-01-01', once: 'more' }), offer(2, 7, { status: 'Created' })]
    await ask('offers')
    await world.start(answer, HOURLY)
    expect(await outcome()).toMatchObject({ different: 1, columns: { version: 1 } })
  })

  it('goes on with the page at which its poller ended', async () => {
    await held(1, 2)
    let isOpen = false
    const page = (poller: () => RunningPoller | undefined, path: string): LocalAnswer => {
      if (!path.startsWith('/v3/offers?')) return { headers: PLENTY, body: [] }
      const link = `<${poller()?.server.url ?? 'http://127.0.0.1'}/v3/offers?cursor=two>; rel="next"`
      if (!path.includes('cursor=')) return { headers: { ...PLENTY, link }, body: [offer(1)] }
      return isOpen ? { headers: PLENTY, body: [offer(2)] } : { status: 500, headers: PLENTY }
    }
    await ask('offers')
    const first = await world.start((path) => page(() => undefined, path), HOURLY)
    await until(() => first.asked('/v3/offers?cursor=two') > 0, { what: 'the second page' })
    first.stop()
    await first.done
    isOpen = true
    const second = await world.start((path) => page(() => second, path), HOURLY)
    expect(await outcome()).toEqual({ inGreenhouse: 2, inTables: 2, ...nothing })
    expect([first.asked('/v3/offers?per_page'), second.asked('/v3/offers?per_page')]).toEqual([1, 0])
  })

  it('says of what it could not ask, and why', async () => {
    await held(1)
    await world.given.progress('jobs', { backfillDone: false })
    const refusing = (path: string): LocalAnswer =>
      path.startsWith('/v3/offers') ? { status: 403, headers: PLENTY, body: {} } : answer(path)
    await ask('offers', 'jobs', 'users')
    await world.start(refusing, HOURLY)
    const { resources: audited } = await report()
    expect(audited.map(({ resource, notAsked }) => [resource, notAsked])).toEqual([
      ['jobs', 'the first sync is under way'],
      ['offers', 'permission missing: Offers'],
      ['users', 'there is no table of it yet: a rebuild makes it'],
    ])
  })
})
