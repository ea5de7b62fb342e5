import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { PROBLEMS_TOPIC, RAW_TOPIC, resources } from '@trellis/greenhouse'
import { until } from '@trellis/local'
import { decodeProblem, instantOfMs, NEVER, versionOf } from '@trellis/pipeline'
import { addSuspects, enqueueReads, readProgress, transact, type LogRecord } from '@trellis/runtime'
import { listingsOf } from '../harvest/listings.js'
import { PLENTY, polling, type Polling } from '../testing/polling.js'

const HOURLY = { hot: 3_600_000, warm: 3_600_000, settings: 3_600_000 }
const OFTEN = { ...HOURLY, hot: 100, warm: 100 }
const offer = (id: number, notes = ''): unknown => ({ id, application_id: 7, notes, updated_at: '2026-11-01T10:00:00.000Z' })

describe('L9 a record that no log can take', () => {
  let world: Polling

  beforeEach(async () => {
    world = await polling()
  })
  afterEach(() => world.close())

  const progress = (change: string): Promise<unknown> => world.ops.pool.query(`update ops.listing_progress set ${change}`)
  const alreadyListed = async (): Promise<void> => {
    await readProgress(world.ops.pool, 'acme', resources.flatMap(listingsOf))
    const at = instantOfMs(Date.now())
    await progress(`backfill_done = true, backfill_started_us = ${at}, complete_until_us = ${at}, sweep_complete_us = ${at}`)
  }
  const due = (of: string, key: string): Promise<void> =>
    transact(world.ops.pool, (client) =>
      enqueueReads(client, [{ connection: 'acme', resource: 'offers', of, key, at: instantOfMs(0) }], { settle: 0, overlap: 0 }),
    )

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
    ['a window', alreadyListed, OFTEN],
    ['a sweep', () => alreadyListed().then(() => progress('sweep_requested = true')), HOURLY],
    ['a re-read', () => alreadyListed().then(() => due('', '2')), HOURLY],
    ['a re-read by its parent', () => alreadyListed().then(() => due('applications', '7')), HOURLY],
    [
      'a question',
      async () => {
        await alreadyListed()
        const suspicion = {
          resource: 'offers',
          key: '2',
          why: 'cascade',
          parent: 'applications/7',
          askedAt: instantOfMs(2_000),
        } as const
        await transact(world.ops.pool, (client) => addSuspects(client, 'acme', [suspicion]))
        await world.ops.pool.query(
          `insert into ops.listed_record (connection_id, resource, key, version, spoken, removed, seen_us)
           select 'acme', 'offers', key, $1, $2, $2, seen from (values ('1', 9007199254740991), ('2', 1)) as v (key, seen)`,
          [versionOf({ at: instantOfMs(1), kind: 'record', revision: 1, event: '0'.repeat(24), ordinal: 0 }), NEVER],
        )
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
    await progress('sweep_requested = true')
    await until(
      async () => (await world.ops.pool.query('select 1 from ops.listing_progress where sweep_requested')).rowCount === 0,
      {
        what: 'a sweep',
      },
    )
    await due('', '2')
    await until(async () => (await world.ops.pool.query('select 1 from ops.due_read')).rowCount === 0, { what: 'a re-read' })
    const ids = (await listed(PROBLEMS_TOPIC)).map(({ message }) => message.headers['ce_id'])
    expect([ids.length <= 2, new Set(ids).size]).toEqual([true, 1])
  })
})
