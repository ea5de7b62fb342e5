import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '@trellis/local'
import { positionsOf, writerReader, type LogBatch } from '@trellis/runtime'
import type { OwnOps } from '@trellis/runtime/testing'
import { prepareGeneration, type Generation } from './generation.js'
import { batchOf, gone, offer, TOPIC } from './testing/canonical-batch.js'
import { preparedOps } from './testing/registered-ops.js'
import { writeBatches } from './write-batch.js'

describe('writing a batch', () => {
  let ops: OwnOps
  let generation: Generation

  beforeAll(async () => {
    ops = await preparedOps()
    generation = await prepareGeneration(ops.pool)
  })
  afterEach(() =>
    ops.pool.query(
      `truncate ${generation.schema}.offers, ${generation.schema}.sources, ${generation.schema}.users, ops.log_position, ops.webhook_seen`,
    ),
  )
  afterAll(() => ops.drop())

  const write = async (batch: LogBatch) => {
    const [outcome] = await writeBatches(ops.pool, generation, [batch])
    if (!outcome) throw new Error('no answer')
    return outcome
  }
  const statuses = async (): Promise<Readonly<Record<string, string>>> => {
    const { rows } = await ops.pool.query<{ id: string; status: string }>('select id, status from recruiting.offers order by id')
    return Object.fromEntries(rows.map(({ id, status }) => [id, status]))
  }
  const table = async (): Promise<unknown> => (await ops.pool.query(`select * from ${generation.schema}.offers order by id`)).rows
  const position = async (): Promise<bigint | undefined> =>
    (await positionsOf(ops.pool, writerReader(generation.number), TOPIC)).get(2)

  const first = batchOf([offer('1', 1, { status: 'Created' }), offer('2', 1, { status: 'Created' })], 0)
  const second = batchOf([offer('1', 2, { status: 'Accepted' }), offer('3', 2, { status: 'Created' })], 2)

  it('puts its rows into the tables and its position beside them', async () => {
    expect(await write(first)).toMatchObject({ done: { events: 2, rows: 2, webhooks: [] } })
    expect([await statuses(), await position()]).toEqual([{ 1: 'Created', 2: 'Created' }, 2n])
  })

  it('joins the rows of every resource from one stage: what a commit costs does not grow with how many there were', async () => {
    const sources = Array.from({ length: 6_000 }, (_, at) => ({
      ...offer(String(at + 1), 1, { name: `Source ${at}` }),
      resource: 'sources',
    }))
    const events = [offer('1', 1, { status: 'Created' }), ...sources, { ...offer('7', 1, { name: 'Seven' }), resource: 'users' }]
    await write(batchOf(events, 0))
    const { rows } = await ops.pool.query(
      `select (select count(*)::int from recruiting.sources where name like 'Source %') as sources, (select status from recruiting.offers) as offer,
         (select id from recruiting.users) as "user",
         (select count(distinct relname)::int from pg_class where relpersistence = 't' and relkind = 'r' and relname <> 'stage_history') as stages`,
    )
    expect(rows).toEqual([{ sources: 6_000, offer: 'Created', user: '7', stages: 1 }])
  })

  it('commits batches of several partitions together, and answers each for itself', async () => {
    const other = { ...batchOf([offer('5', 1, { status: 'Created' }), offer('6', 1, { status: 'Created' })], 0), partition: 3 }
    const behind = { ...batchOf([offer('9', 9, { status: 'Created' })], 5), partition: 4 }
    expect(await writeBatches(ops.pool, generation, [other, behind, first])).toMatchObject([
      { done: { events: 2, rows: 2 } },
      { seekTo: 0n },
      { done: { events: 2, rows: 2 } },
    ])
    expect([await statuses(), await positionsOf(ops.pool, writerReader(generation.number), TOPIC)]).toEqual([
      { 1: 'Created', 2: 'Created', 5: 'Created', 6: 'Created' },
      new Map([
        [2, 2n],
        [3, 2n],
        [4, 0n],
      ]),
    ])
  })

  it('does nothing where it comes twice, and says where to read on', async () => {
    await write(first)
    await write(second)
    const before = await table()
    expect([await write(second), await table(), await position()]).toEqual([{ seekTo: 4n }, before, 4n])
  })

  it('does nothing where it begins behind a gap, and says where to read on', async () => {
    await write(first)
    const behind = batchOf([offer('9', 9, { status: 'Created' })], 5)
    expect([await write(behind), await statuses(), await position()]).toEqual([
      { seekTo: 2n },
      { 1: 'Created', 2: 'Created' },
      2n,
    ])
  })

  it('goes on over offsets that the log no longer holds', async () => {
    await write(first)
    expect(await write(batchOf([offer('9', 9, { status: 'Created' })], 7, 2))).toMatchObject({ done: { rows: 1 } })
    expect(await position()).toBe(8n)
  })

  it('writes only what is new of a batch that was read in part before', async () => {
    await write(first)
    const overlapping = batchOf([offer('2', 9, { status: 'seen before' }), offer('3', 2, { status: 'Created' })], 1)
    expect(await write(overlapping)).toMatchObject({ done: { events: 1, rows: 1 } })
    expect([await statuses(), await position()]).toEqual([{ 1: 'Created', 2: 'Created', 3: 'Created' }, 3n])
  })

  it('lets a stale writer wait, and find itself overtaken', async () => {
    await write(first)
    const client = await ops.pool.connect()
    await client.query('begin; select 1 from ops.log_position for update')
    const both = [write(second), write(second)]
    await until(async () => (await client.query('select 1 from pg_locks where not granted')).rowCount === 2, {
      what: 'both writers to wait',
    })
    await client.query('commit')
    client.release()
    const outcomes = await Promise.all(both)
    expect(outcomes.map((outcome) => ('seekTo' in outcome ? outcome.seekTo : 'written')).toSorted()).toEqual([4n, 'written'])
  })

  it('leaves nothing behind where it fails in the middle', async () => {
    await write(first)
    await ops.pool.query(`alter table ${generation.schema}.offers add constraint no_nine check (id <> 9)`)
    const failing = batchOf([offer('3', 2, { status: 'Created' }), offer('9', 2, { status: 'Created' })], 2)
    await expect(write(failing)).rejects.toMatchObject({ code: '23514' })
    await ops.pool.query(`alter table ${generation.schema}.offers drop constraint no_nine`)
    expect([await statuses(), await position()]).toEqual([{ 1: 'Created', 2: 'Created' }, 2n])
  })

  it('makes the same rows whatever order batches come in', async () => {
    const events = [offer('1', 1, { status: 'Created' }), gone('1', 2), offer('1', 3, { status: 'Accepted' }), gone('2', 4)]
    for (const [index, event] of events.entries()) await write(batchOf([event], index))
    const inOrder = await table()
    await ops.pool.query(`truncate ${generation.schema}.offers, ops.log_position`)
    for (const [index, event] of events.toReversed().entries()) await write(batchOf([event], index))
    expect(await table()).toEqual(inOrder)
  })

  it('skips what is no canonical event, and over resources of a later revision', async () => {
    const foreign = {
      message: { key: 'k', value: Buffer.from('?'), headers: {} },
      position: { topic: TOPIC, partition: 2, offset: '0' },
      appendedAtMs: 0,
    }
    const later = batchOf([{ ...offer('1', 1, {}), resource: 'spaceships' }, offer('2', 1, { status: 'Created' })], 1)
    await write({ ...later, fetchedFrom: 0n, records: [foreign, ...later.records] })
    expect([await statuses(), await position()]).toEqual([{ 2: 'Created' }, 3n])
  })

  describe('leaves out, and counts', () => {
    const leftOut = async (batch: LogBatch): Promise<unknown> => {
      const outcome = await write(batch)
      return 'done' in outcome && outcome.done.leftOut.all()
    }
    const word = offer('1', 1, { status: 'Created' })

    it('N5 events of a connection that is not registered, until it is', async () => {
      const events = [
        word,
        { ...offer('2', 1, { status: 'Created' }), connection: 'made up' },
        { ...gone('3', 1), connection: '\0' },
      ]
      expect(await leftOut(batchOf(events, 0))).toEqual([{ reason: 'unknown connection', where: 'all', times: 2 }])
      expect(await statuses()).toEqual({ 1: 'Created' })
      await ops.pool.query(`insert into ops.connection (id, name) values ('made up', 'made up')`)
      expect(await leftOut(batchOf(events.slice(1, 2), 3))).toEqual([])
      expect(await statuses()).toEqual({ 1: 'Created', 2: 'Created' })
    })

    it('V2 events from after their own append: no word of today outlasts those of tomorrow', async () => {
      const { records, ...batch } = batchOf([word, offer('1', 60, { status: 'Forged' }), offer('2', 4, { status: 'Created' })], 0)
      const appended = records.map((record) => ({ ...record, appendedAtMs: 0 }))
      expect(await leftOut({ ...batch, records: appended })).toEqual([
        { reason: 'later than its append', where: 'all', times: 1 },
      ])
      expect(await statuses()).toEqual({ 1: 'Created', 2: 'Created' })
    })
  })

  it('notes the newest webhook of a connection and when its word stood in the tables', async () => {
    await write(batchOf([offer('1', 5, { status: 'Created' }, 'webhook'), offer('1', 4, {}, 'webhook'), offer('1', 6, {})], 0))
    await write(batchOf([offer('1', 3, {}, 'webhook')], 3))
    const { rows } = await ops.pool.query(
      'select connection_id, action, arrived_us, visible_us > 0 as is_visible from ops.webhook_seen',
    )
    expect(rows).toEqual([
      { connection_id: 'acme', action: 'offer_updated', arrived_us: String(5 * 60_000_000), is_visible: true },
    ])
  })
})
