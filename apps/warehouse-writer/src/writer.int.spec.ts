import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { until } from '@trellis/local'
import type { CanonicalEvent } from '@trellis/pipeline'
import { WITH_GENERATION, type AtPosition, type LogBatch } from '@trellis/runtime'
import type { OwnOps } from '@trellis/runtime/testing'
import { batchOf, gone, offer, TOPIC } from './testing/canonical-batch.js'
import { makeGeneration, switchTo } from './testing/other-generation.js'
import { preparedOps } from './testing/registered-ops.js'
import type { Written } from './write-batch.js'
import { Writer } from './writer.js'

describe('the writer', () => {
  let ops: OwnOps
  let writer: Writer

  beforeEach(async () => {
    ops = await preparedOps()
    writer = new Writer(ops.pool)
    await writer.generation()
  })
  afterEach(() => ops.drop())

  const offers = async (generation = 1): Promise<Readonly<Record<string, string | null>>> => {
    const { rows } = await ops.pool.query<{ id: string; status: string | null }>(
      `select id, status from recruiting_g${generation}.offers where _removal <= _version`,
    )
    return Object.fromEntries(rows.map(({ id, status }) => [id, status]))
  }

  describe('where readers are given another generation', () => {
    const first = batchOf([offer('1', 1, { status: 'Created' })], 0)
    const again = batchOf([offer('1', 1, { status: 'Created' }), offer('2', 2, { status: 'Created' })], 0)

    beforeEach(async () => {
      await writer.write(first)
      await makeGeneration(ops.pool, 2, 1)
      await ops.pool.query(`insert into ops.log_position values ('warehouse-writer/g2', $1, 2, 0)`, [TOPIC])
      await switchTo(ops.pool, 2)
    })

    it('goes on at the positions of that one, without a start of its own', async () => {
      expect(await writer.write(batchOf([offer('2', 2, { status: 'Created' })], 1))).toEqual({ seekTo: 0n })
      expect(await writer.write(again)).toMatchObject({ done: { rows: 2 } })
      expect([await offers(1), await offers(2)]).toEqual([{ 1: 'Created' }, { 1: 'Created', 2: 'Created' }])
    })

    it('goes on where the older one stopped after a switch back', async () => {
      await writer.write(again)
      await switchTo(ops.pool, 1)
      expect(await writer.write(batchOf([offer('3', 3, { status: 'Created' })], 2))).toEqual({ seekTo: 1n })
      expect((await writer.positions(TOPIC)).get(2)).toBe(1n)
    })

    it('makes there what the generation has not yet: tables, columns, indexes', async () => {
      await ops.pool.query('drop table recruiting_g2.offers; alter table recruiting_g2.jobs drop column name')
      await writer.write(again)
      const { rows } = await ops.pool.query(
        `select 1 from pg_indexes where schemaname = 'recruiting_g2' and tablename = 'offers' and indexdef like '%(connection_id, application_id)'`,
      )
      expect([rows.length, await offers(2)]).toEqual([1, { 1: 'Created', 2: 'Created' }])
      await expect(ops.pool.query('select name from recruiting_g2.jobs')).resolves.toBeDefined()
    })
  })

  it('finishes its batch before readers are given another generation', async () => {
    await makeGeneration(ops.pool, 2, 1)
    const client = await ops.pool.connect()
    try {
      await client.query(`begin; ${WITH_GENERATION}`)
      let isDone = false
      const switched = switchTo(ops.pool, 2).then(() => (isDone = true))
      await waiting()
      expect(isDone).toBe(false)
      await client.query('commit')
      await switched
    } finally {
      client.release()
    }
  })

  async function waiting(): Promise<void> {
    const blocked = async (): Promise<boolean> =>
      (
        await ops.pool.query(
          `select 1 from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`,
        )
      ).rowCount === 1
    await until(blocked, { what: 'the switch to wait' })
  }

  describe('N1 in a generation that was rebuilt', () => {
    beforeEach(async () => {
      await makeGeneration(ops.pool, 2, 2)
      await switchTo(ops.pool, 2)
    })

    it('skips what an older revision said, and counts it', async () => {
      const late = offer('1', 9, { status: 'as revision 1 read it' }, 'record', 1)
      expect(leftOut(await writer.write(batchOf([late, offer('2', 1, { status: 'Created' }, 'record', 2)], 0)))).toEqual([
        { reason: 'older revision', where: 'all', times: 1 },
      ])
      expect(await offers(2)).toEqual({ 2: 'Created' })
    })

    it('takes what a newer revision says', async () => {
      await writer.write(batchOf([offer('1', 9, { status: 'as revision 3 read it' }, 'record', 3)], 0))
      expect(await offers(2)).toEqual({ 1: 'as revision 3 read it' })
    })
  })

  describe('N2 where a cell does not fit its column', () => {
    it('leaves out a cell whose column has another type here, and counts it; its neighbours go on', async () => {
      await ops.pool.query(`drop view recruiting.offers, recruiting_removed.offers, recruiting.offers_custom_fields cascade`)
      await ops.pool.query(`alter table recruiting_g1.offers alter column version type text`)
      const restarted = new Writer(ops.pool)
      const batch = batchOf([offer('1', 1, { status: 'Created', version: 3 }), offer('2', 1, { status: 'Accepted' })], 0)
      expect(leftOut(await restarted.write(batch))).toEqual([
        { reason: 'waiting for rebuild', where: 'offers.version', times: 1 },
      ])
      expect(await offers()).toEqual({ 1: 'Created', 2: 'Accepted' })
    })

    it('takes it again once the table was rebuilt under the running writer', async () => {
      await ops.pool.query(`drop view recruiting.offers, recruiting_removed.offers, recruiting.offers_custom_fields cascade`)
      await ops.pool.query(`alter table recruiting_g1.offers alter column version type text`)
      const restarted = new Writer(ops.pool)
      await restarted.write(batchOf([offer('1', 1, { version: 3 })], 0))
      await ops.pool.query(`drop view recruiting.offers, recruiting_removed.offers, recruiting.offers_custom_fields cascade`)
      await ops.pool.query(`alter table recruiting_g1.offers alter column version type bigint using version::bigint`)
      await ops.pool.query('update ops.generation set declared = declared')
      expect(leftOut(await restarted.write(batchOf([offer('1', 2, { version: 4 })], 1)))).toEqual([])
      expect((await ops.pool.query('select version from recruiting.offers')).rows).toEqual([{ version: '4' }])
    })

    it('leaves out a whole row where the key has another type here', async () => {
      await ops.pool.query(`drop view recruiting.offers, recruiting_removed.offers, recruiting.offers_custom_fields cascade`)
      await ops.pool.query(`alter table recruiting_g1.offers alter column id type text`)
      const restarted = new Writer(ops.pool)
      expect(leftOut(await restarted.write(batchOf([offer('1', 1, { status: 'Created' })], 0)))).toEqual([
        { reason: 'waiting for rebuild', where: 'offers', times: 1 },
      ])
    })

    it('leaves out what no resource declares, under one name', async () => {
      const batch = batchOf([offer('1', 1, { status: 'Created', shoe_size: 1, hat_size: 2 }), inventedResource()], 0)
      expect(leftOut(await writer.write(batch))).toEqual([
        { reason: 'waiting for rebuild', where: 'offers.?', times: 2 },
        { reason: 'waiting for rebuild', where: 'unknown', times: 1 },
      ])
      expect(await offers()).toEqual({ 1: 'Created' })
    })

    it('leaves out forged values and takes the rest of the batch', async () => {
      const forged = [
        offer('1', 1, { status: 'Created', application_id: 'abc', sent_on: '2026-02-31', custom_fields: { a: '\0' } }),
        offer('abc', 1, { status: 'Created' }),
        offer('007', 1, { status: 'Created' }),
        offer('99999999999999999999', 1, { status: 'Created' }),
        { ...gone('5', 1), type: 'removed' as const, how: { by: 'merge' as const, into: '\0' } },
        { ...offer('6', 1, { status: 'Created\0' }, 'webhook'), cause: { rawId: '\0', kind: 'webhook' as const, action: '\0' } },
        { ...offer('7', 1, { status: 'Created' }), connection: 'ac\0me' },
        offer('8', 1, { status: { a: 'b' } }),
        offer('9', 1, { status: 'Accepted', version: 3, rate: 1e300 }),
      ]
      const answer = await writer.write(batchOf(forged, 0))
      expect(await offers()).toEqual({ 1: 'Created', 6: 'Created\uFFFD', 8: null, 9: 'Accepted' })
      expect(leftOut(answer)).toEqual(
        expect.arrayContaining([
          { reason: 'unfit', where: 'offers.application_id', times: 1 },
          { reason: 'unfit', where: 'offers.sent_on', times: 1 },
          { reason: 'unfit', where: 'offers.id', times: 3 },
          { reason: 'unknown connection', where: 'all', times: 1 },
          { reason: 'unfit', where: 'offers.status', times: 1 },
        ]),
      )
    })

    it.each([
      ['deep', 4_800],
      ['deeper', 200_000],
    ])('leaves out a message that is %s than any of ours, and takes the rest of the batch', async (_, levels) => {
      const batch = batchOf([offer('1', 1, {}), offer('2', 1, { status: 'Created' })], 0)
      const [one, two] = batch.records
      const value = Buffer.from(`{"cells":{"custom_fields":${'['.repeat(levels)}${']'.repeat(levels)}}}`)
      const deep = { ...one, message: { ...one?.message, value } }
      expect(leftOut(await writer.write({ ...batch, records: [deep, two] } as LogBatch))).toEqual([
        { reason: 'undecodable', where: 'all', times: 1 },
      ])
      expect(await offers()).toEqual({ 2: 'Created' })
    })

    describe('and Postgres refuses it although it was validated', () => {
      beforeEach(() => ops.pool.query(`alter table recruiting_g1.offers add constraint no_guilt check (status <> 'guilty')`))

      const guilty = [
        offer('1', 1, { status: 'Created' }),
        offer('2', 1, { status: 'guilty' }),
        offer('3', 1, { status: 'Created' }),
      ]

      it('G5 skips that event alone, which becomes a problem with the place of its raw event', async () => {
        const position = { topic: 'greenhouse.raw', partition: 4, offset: '71' }
        const [one, two, three] = guilty as [CanonicalEvent, CanonicalEvent, CanonicalEvent]
        const batch = batchOf([one, { ...two, cause: { ...two.cause, position } }, three], 0)
        expect(leftOut(await writer.write(batch))).toEqual([{ reason: 'refused', where: 'offers', times: 1 }])
        expect(await offers()).toEqual({ 1: 'Created', 3: 'Created' })
        expect((await writer.positions(TOPIC)).get(2)).toBe(3n)
        expect((await ops.pool.query(PROBLEMS)).rows).toEqual([
          {
            ...{ id: `acme/refused-${TOPIC}-2-1`, connection_id: 'acme', code: 'refused', resource: 'offers', key: '2' },
            ...{ raw_id: two.cause.rawId, kind: 'record', raw_topic: 'greenhouse.raw', raw_partition: 4, raw_offset: '71' },
          },
        ])
      })

      it('notes it once, and changes nothing, where the batch comes again', async () => {
        await writer.write(batchOf(guilty, 0))
        expect(await writer.write(batchOf(guilty, 0))).toEqual({ seekTo: 3n })
        expect([await offers(), (await ops.pool.query(PROBLEMS)).rowCount]).toEqual([{ 1: 'Created', 3: 'Created' }, 1])
      })

      it('writes batches that were waiting beside it', async () => {
        const other = { ...batchOf([offer('9', 1, { status: 'Created' })], 0), partition: 3 }
        await Promise.all([writer.write(batchOf(guilty, 0)), writer.write(other)])
        expect(await offers()).toEqual({ 1: 'Created', 3: 'Created', 9: 'Created' })
      })
    })

    it('skips what an operator had every reader skip', async () => {
      await ops.pool.query('insert into ops.passed_over (topic, partition, log_offset) values ($1, 2, 1), ($1, 3, 0)', [TOPIC])
      await writer.write(
        batchOf(
          ['1', '2', '3'].map((key) => offer(key, 1, { status: 'Created' })),
          0,
        ),
      )
      expect(await offers()).toEqual({ 1: 'Created', 3: 'Created' })
    })

    it('counts what it cannot decode', async () => {
      const batch = batchOf([offer('1', 1, { status: 'Created' }), offer('2', 1, { status: 'Created' })], 0)
      const [one, two] = batch.records
      const broken = { ...one, message: { key: 'k', value: Buffer.from('{'), headers: {} } }
      expect(leftOut(await writer.write({ ...batch, records: [broken, two] } as LogBatch))).toEqual([
        { reason: 'undecodable', where: 'all', times: 1 },
      ])
      expect(await offers()).toEqual({ 2: 'Created' })
    })
  })
})

const PROBLEMS =
  'select id, connection_id, code, resource, key, raw_id, kind, raw_topic, raw_partition, raw_offset from ops.problem'

function leftOut(answer: AtPosition<Written>): unknown {
  return 'done' in answer ? answer.done.leftOut.all() : answer
}

function inventedResource(): CanonicalEvent {
  return { ...offer('1', 1, {}), resource: 'spaceships' }
}
