import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { offers, resources } from '@trellis/greenhouse'
import { cellNames, createView, HISTORY_SCHEMA, viewName, viewsOf, type Resource } from '@trellis/pipeline'
import { prepareGeneration } from './generation.js'
import { batchOf, offer } from './testing/canonical-batch.js'
import { preparedOps, registeredOps } from './testing/registered-ops.js'
import type { OwnOps } from '@trellis/runtime/testing'
import { writeBatches } from './write-batch.js'

describe('preparing the generation', () => {
  let ops: OwnOps

  afterEach(() => ops.drop())

  const columns = async (schema: string, table = 'offers'): Promise<readonly string[]> => {
    const { rows } = await ops.pool.query<{ name: string }>(
      'select column_name as name from information_schema.columns where table_schema = $1 and table_name = $2 order by ordinal_position',
      [schema, table],
    )
    return rows.map(({ name }) => name)
  }

  describe('where there is none', () => {
    beforeEach(async () => {
      ops = await registeredOps()
    })

    it('makes the first generation with a table, a live view and a removed view per resource', async () => {
      expect(await prepareGeneration(ops.pool)).toMatchObject({ number: 1, schema: 'recruiting_g1' })
      const { rows } = await ops.pool.query<{ schema: string; n: string }>(
        `select table_schema as schema, count(*) as n from information_schema.tables where table_schema like 'recruiting%' and table_name !~ '_custom_fields$|__history$' group by 1 order by 1`,
      )
      const n = String(resources.length)
      expect(rows).toEqual([
        { schema: 'recruiting', n },
        { schema: 'recruiting_g1', n },
        { schema: 'recruiting_history', n: String(resources.filter(({ history }) => history).length) },
        { schema: 'recruiting_removed', n },
      ])
    })

    it('is done by several writers at once', async () => {
      const all = await Promise.all(Array.from({ length: 4 }, () => prepareGeneration(ops.pool)))
      expect(new Set(all.map(({ number }) => number))).toEqual(new Set([1]))
    })
  })

  describe('where there is one', () => {
    beforeEach(async () => {
      ops = await preparedOps()
    })

    it('makes an index on each column by which children are looked up, once', async () => {
      await prepareGeneration(ops.pool)
      const indexes = async (): Promise<readonly string[]> => {
        const { rows } = await ops.pool.query<{ def: string }>(
          `select substring(indexdef from '\\(.*') as def from pg_indexes where schemaname = 'recruiting_g1' and tablename = 'offers' order by 1`,
        )
        return rows.map(({ def }) => def)
      }
      const made = await indexes()
      expect(made).toEqual(expect.arrayContaining(['(connection_id, id)', '(connection_id, application_id)']))
      await prepareGeneration(ops.pool)
      expect(await indexes()).toEqual(made)
    })

    it('N2 keeps what the generation was made with, also where it gets a column later', async () => {
      const { schema } = await prepareGeneration(ops.pool)
      const declared = async (): Promise<unknown> => {
        const { rows } = await ops.pool.query<{ offers: unknown }>(`select declared->'offers' as offers from ops.generation`)
        return rows[0]?.offers
      }
      const { notes: _, ...before } = Object.fromEntries(Object.entries(offers.columns).map(([name, { sql }]) => [name, sql]))
      expect(await declared()).toEqual({ id: 'bigint', _extra: 'jsonb', ...before, notes: 'text' })
      await ops.pool.query(
        `drop view recruiting.offers, recruiting_removed.offers; alter table ${schema}.offers drop column notes;
         update ops.generation set declared = null`,
      )
      await prepareGeneration(ops.pool)
      expect(await declared()).toEqual({ id: 'bigint', _extra: 'jsonb', ...before })
    })

    it('changes nothing the second time', async () => {
      const first = await prepareGeneration(ops.pool)
      await writeBatches(ops.pool, first, [batchOf([offer('7', 1, { status: 'Created' })], 0)])
      expect(await prepareGeneration(ops.pool)).toEqual(first)
      const { rows } = await ops.pool.query('select id, status from recruiting.offers')
      expect(rows).toEqual([{ id: '7', status: 'Created' }])
    })

    it('does not wait for readers where nothing has to change', async () => {
      const first = await prepareGeneration(ops.pool)
      const reader = await ops.pool.connect()
      try {
        await reader.query('begin')
        for (const view of viewsOf(offers)) await reader.query(`select * from ${viewName(view)}`)
        expect(await prepareGeneration(ops.pool)).toEqual(first)
      } finally {
        await reader.query('rollback')
        reader.release()
      }
    })

    it('gives up for now where a client reads what has to change, so no other client waits behind it', async () => {
      const { schema } = await prepareGeneration(ops.pool)
      await ops.pool.query(
        `drop view recruiting.offers, recruiting_removed.offers; alter table ${schema}.offers drop column notes`,
      )
      const reader = await ops.pool.connect()
      try {
        await reader.query(`begin; select * from ${schema}.offers`)
        await expect(prepareGeneration(ops.pool)).rejects.toMatchObject({ retryable: true })
      } finally {
        await reader.query('rollback')
        reader.release()
      }
    })

    it('follows the generation that is current', async () => {
      await prepareGeneration(ops.pool)
      await ops.pool.query(`update ops.generation set is_current = false; insert into ops.generation values (7, 1, now(), true)`)
      expect(await prepareGeneration(ops.pool)).toMatchObject({ number: 7, schema: 'recruiting_g7', oldestRevision: 1 })
    })

    it('describes views and columns to a user of psql', async () => {
      await prepareGeneration(ops.pool)
      const { rows } = await ops.pool.query(
        `select obj_description('recruiting.offers'::regclass) as view,
          col_description('recruiting.offers'::regclass, (select attnum from pg_attribute where attrelid = 'recruiting.offers'::regclass and attname = 'status')) as column`,
      )
      expect(rows).toEqual([{ view: offers.about, column: offers.columns.status.about }])
    })

    describe('over tables of an earlier declaration', () => {
      /** What the declaration was like before `status` and `notes` were added to it. */
      const { status: _, notes: __, ...before } = offers.columns
      const earlier: Resource = { ...offers, columns: before }

      beforeEach(async () => {
        const { schema } = await prepareGeneration(ops.pool)
        await ops.pool.query(`drop view recruiting.offers, recruiting_removed.offers`)
        await ops.pool.query(`alter table ${schema}.offers drop column status, drop column notes`)
        const dropped = viewsOf(earlier).filter((view) => view.schema !== HISTORY_SCHEMA)
        for (const view of dropped) await ops.pool.query(createView(view, { schema }))
      })

      it('adds the new columns to the table and, last, to the views', async () => {
        const shown = await columns('recruiting')
        const { schema } = await prepareGeneration(ops.pool)
        expect(await columns('recruiting')).toEqual([...shown, 'status', 'notes'])
        expect(await columns(schema)).toEqual(expect.arrayContaining([...cellNames(offers)]))
        expect(await columns('recruiting_removed')).toEqual(expect.arrayContaining(['status', 'notes']))
      })

      it('leaves what others built on the views, and what they were granted', async () => {
        await ops.pool.query('create view public.report as select id, application_id from recruiting.offers')
        await ops.pool.query('grant select on recruiting.offers to public')
        await prepareGeneration(ops.pool)
        const { rows } = await ops.pool.query(
          `select (select count(*) from public.report) as n, has_table_privilege('public', 'recruiting.offers', 'select') as granted`,
        )
        expect(rows).toEqual([{ n: '0', granted: true }])
      })

      it('fills the new columns from then on', async () => {
        const generation = await prepareGeneration(ops.pool)
        await writeBatches(ops.pool, generation, [batchOf([offer('7', 1, { status: 'Created', version: 3 })], 0)])
        const { rows } = await ops.pool.query('select id, status, version from recruiting.offers')
        expect(rows).toEqual([{ id: '7', status: 'Created', version: '3' }])
      })
    })
  })
})
