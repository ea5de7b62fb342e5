import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { until } from '@trellis/local'
import { instantOfMs } from '@trellis/pipeline'
import { hear } from '../testing/hearing.js'
import { holdRows } from '../testing/held-rows.js'
import type { LocalAnswer } from '../testing/http-server.js'
import { HOURLY, PLENTY, polling, type Polling } from '../testing/polling.js'

const EMPTY: LocalAnswer = { headers: PLENTY, body: [] }
const range = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at + 1)

/** More than go without a word. */
const MANY = 40

describe('E4 what a delivered webhook explains is not held for a person', () => {
  let world: Polling

  beforeEach(async () => {
    world = await polling()
    await world.given.allListed()
  })
  afterEach(() => world.close())

  const query = async <T extends object>(sql: string, values: readonly unknown[] = []): Promise<readonly T[]> =>
    (await world.ops.pool.query<T>(sql, [...values])).rows
  const removed = async (resource: string): Promise<number> =>
    (await query('select 1 from ops.listed_record where resource = $1 and removed > version', [resource])).length
  const holds = (resource: string): Promise<readonly unknown[]> =>
    query('select suspects, alive from ops.absence_hold where resource = $1', [resource])
  /** What the listing of a resource shows is what it holds beside them; the last of these is the canary. */
  const beside = async (resource: string, key: number): Promise<void> => {
    await query(`update ops.listed_record set seen_us = $2 where resource = $1 and key = $3`, [
      resource,
      instantOfMs(Date.now()),
      String(key),
    ])
    await query('update ops.listing_progress set control_key = $2 where resource = $1', [resource, String(key)])
  }
  const show =
    (resource: string, records: readonly unknown[]) =>
    (path: string): LocalAnswer =>
      path.startsWith(`/v3/${resource}?`) ? { headers: PLENTY, body: records } : EMPTY
  const swept = async (resource: string): Promise<void> => {
    await query('update ops.listing_progress set sweep_requested = true where resource = $1', [resource])
    const isSwept = async (): Promise<boolean> =>
      (
        await query(`select 1 from ops.listing_progress where resource = $1 and not sweep_requested and sweep_cursor is null`, [
          resource,
        ])
      ).length > 0
    await until(isSwept, { what: 'a sweep' })
  }

  it('interviews of an anonymised person, whose application stays', async () => {
    const interviews = range(MANY).map((id) => ({ id, application_id: 12 }))
    const other = { id: 999, application_id: 13 }
    await holdRows(world.ops.pool, 'acme', { applications: [{ id: 12, candidate_id: 5 }], interviews: [...interviews, other] })
    await beside('interviews', other.id)
    await hear(world, 'candidate_anonymized', { candidate_id: 5, anonymized_fields: ['full_name'] })
    await world.start(show('interviews', [other]), HOURLY)
    await until(async () => (await removed('interviews')) === MANY, { what: 'the interviews to go' })
    expect([
      await holds('interviews'),
      await query(`select absences from ops.listing_progress where resource = 'interviews'`),
    ]).toEqual([[], [{ absences: '0' }]])
  })

  it('details of rejections that were taken back', async () => {
    const details = range(MANY).map((id) => ({ id, application_id: id }))
    const other = { id: 999, application_id: 999 }
    await holdRows(world.ops.pool, 'acme', { rejection_details: [...details, other] })
    await beside('rejection_details', other.id)
    for (const id of range(MANY)) await hear(world, 'unreject_candidate', { application: { id, status: 'active' } })
    await world.start(show('rejection_details', [other]), HOURLY)
    await until(async () => (await removed('rejection_details')) === MANY, { what: 'the details to go' })
    expect(await holds('rejection_details')).toEqual([])
  })

  it('and what a sweep missed is explained too, beside what nothing explains, which alone is counted', async () => {
    const explained = range(MANY).map((id) => ({ id, application_id: 12 }))
    const unexplained = range(MANY).map((id) => ({ id: 100 + id, application_id: 13 }))
    const other = { id: 999, application_id: 13 }
    await holdRows(world.ops.pool, 'acme', { scorecards: [...explained, ...unexplained, other] })
    await hear(world, 'delete_application', { application: { id: 12 } })
    await query('delete from ops.due_read')
    await world.start(show('scorecards', [other]), HOURLY)
    await swept('scorecards')
    await until(async () => (await removed('scorecards')) === MANY, { what: 'the explained ones to go' })
    expect(await holds('scorecards')).toEqual([{ suspects: String(MANY), alive: String(2 * MANY + 1) }])
    const waiting = await query<{ key: string }>(`select key from ops.suspect where due_us is null order by key::int`)
    expect(waiting.map(({ key }) => Number(key))).toEqual(unexplained.map(({ id }) => id))
  })

  it('but for those who were shown longer than overlap after it: something else took them', async () => {
    const interviews = range(MANY).map((id) => ({ id, application_id: 12 }))
    const other = { id: 999, application_id: 13 }
    await holdRows(world.ops.pool, 'acme', { applications: [{ id: 12, candidate_id: 5 }], interviews: [...interviews, other] })
    await hear(world, 'candidate_anonymized', { candidate_id: 5, anonymized_fields: ['full_name'] })
    await query('delete from ops.due_read')
    await query(
      `update ops.listed_record set seen_us = (extract(epoch from now()) * 1000000)::bigint + 2000000 where resource = 'interviews'`,
    )
    await until(
      async () =>
        (
          await query(
            `select 1 where (select max(seen_us) from ops.listed_record) < (extract(epoch from clock_timestamp()) * 1000000)::bigint`,
          )
        ).length > 0,
      { what: 'that instant' },
    )
    await world.start(show('interviews', [other]), HOURLY)
    await swept('interviews')
    await until(async () => (await holds('interviews')).length > 0, { what: 'the hold' })
    expect(await removed('interviews')).toBe(0)
  })
})
