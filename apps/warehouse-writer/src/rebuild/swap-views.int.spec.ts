import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { offers, source } from '@trellis/greenhouse'
import { createTable, createView, HISTORY_SCHEMA, ident, text, viewsOf, type Resource } from '@trellis/pipeline'
import { transact } from '@trellis/runtime'
import { ownOps, type OpsTemplate, type OwnOps } from '@trellis/runtime/testing'
import { prepareGeneration } from '../generation.js'
import { makeTables } from '../make-tables.js'
import { checkViews, HasDependents, lockViews, swapViews, type OnDependents } from './swap-views.js'

const TWO_GENERATIONS: OpsTemplate = {
  name: 'two_generations',
  make: async ({ pool }) => {
    await prepareGeneration(pool)
    await transact(pool, (client) => makeTables(client, 'recruiting_g2'))
  },
}

let ops: OwnOps
let analyst: string

beforeEach(async () => {
  ops = await ownOps(TWO_GENERATIONS)
  // Roles belong to the server, not to the database.
  analyst = `analyst_${process.pid}_${Date.now()}`
  await ops.pool.query(`create role ${analyst}; create schema insights`)
  await ops.pool.query(`grant select on recruiting.offers to ${analyst}; comment on view recruiting.offers is 'ours'`)
})
afterEach(async () => {
  await ops.pool.query(`drop owned by ${analyst}; drop role ${analyst}`)
  await ops.drop()
})

const swap = (onDependents: OnDependents = 'refuse'): Promise<readonly string[]> =>
  transact(ops.pool, async (client) => {
    await lockViews(client)
    return swapViews(client, 'recruiting_g2', onDependents)
  })

const asked = async (question: string): Promise<readonly unknown[]> => (await ops.pool.query<object>(question)).rows

/** What stands on recruiting.offers: a view, a view on that one, a materialized view with an index, and a function. */
async function makeDependents(): Promise<void> {
  await ops.pool.query(`
    create view insights.open_offers with (security_barrier=true) as select connection_id, id, status from recruiting.offers;
    create view insights.offers_by_status as select status, count(*) as n from insights.open_offers group by status;
    create materialized view insights.kept as select connection_id, id from recruiting.offers;
    create unique index kept_key on insights.kept (connection_id, id);
    create function insights.count_offers() returns bigint language sql begin atomic select count(*) from recruiting.offers; end;
    comment on view insights.offers_by_status is 'how many';
    comment on column insights.offers_by_status.n is 'of them';
    grant select on insights.offers_by_status to ${analyst} with grant option;
    grant select (status) on insights.open_offers to ${analyst};
    revoke execute on function insights.count_offers() from public;
    grant execute on function insights.count_offers() to ${analyst};
    alter view insights.offers_by_status owner to ${analyst};
  `)
}

/** Everything about them that a swap must keep. */
async function dependents(): Promise<readonly unknown[]> {
  return asked(`
    select c.oid::regclass::text as name, c.relkind::text as kind, c.relowner::regrole::text as owner, c.reloptions as options,
      array(select a::text from unnest(c.relacl) a order by 1) as grants, obj_description(c.oid, 'pg_class') as comment,
      array(select col_description(c.oid, a.attnum) || a.attname from pg_attribute a where a.attrelid = c.oid and col_description(c.oid, a.attnum) is not null) as about,
      array(select a.attname || a.attacl::text from pg_attribute a where a.attrelid = c.oid and a.attacl is not null) as columns,
      array(select pg_get_indexdef(indexrelid) from pg_index where indrelid = c.oid) as indexes
    from pg_class c where c.relnamespace = 'insights'::regnamespace and c.relkind in ('v', 'm')
    union all
    select p.oid::regprocedure::text, 'f', p.proowner::regrole::text, null, array(select a::text from unnest(p.proacl) a order by 1), null, null, null, null
    from pg_proc p where p.pronamespace = 'insights'::regnamespace
    order by 1`)
}

/** The tables of generation 2 as if `status` had become another type, and `starts_on` were gone. */
async function changeDeclaration(): Promise<void> {
  const { starts_on: _, ...rest } = offers.columns
  const changed: Resource = { ...offers, columns: { ...rest, status: { ...text('status'), sql: 'jsonb' } } }
  await ops.pool.query(`drop table recruiting_g2.offers`)
  await ops.pool.query(createTable('recruiting_g2', changed))
  // What the declaration of today still shows must be there for the spec's views.
  await ops.pool.query(`alter table recruiting_g2.offers add column starts_on text`)
}

/** Those that show the column whose type changes. */
const VIEWS = ['recruiting', 'recruiting_removed', 'recruiting_history'].map((schema) => ident(schema, 'offers'))

describe('N3 views are swapped', () => {
  it('in place: dependants, grants and comments stay', async () => {
    await makeDependents()
    const before = await dependents()
    expect(await swap()).toEqual([])
    await ops.pool.query(
      `insert into recruiting_g2.offers (connection_id, id, status, _version, _cell_versions, _removal) values ('acme', 7, 'new', '1', '{}', '0')`,
    )
    expect(await asked('select status, n::int from insights.offers_by_status')).toEqual([{ status: 'new', n: 1 }])
    const { rows } = await ops.pool.query<{ may: boolean }>(
      `select has_table_privilege('${analyst}', 'recruiting.offers', 'select') as may`,
    )
    expect([await dependents(), rows]).toEqual([before, [{ may: true }]])
  })

  it('and a new column is shown last, wherever it was declared', async () => {
    const { notes: _, ...earlier } = offers.columns
    await ops.pool.query('drop view recruiting.offers, recruiting_removed.offers')
    const dropped = viewsOf({ ...offers, columns: earlier }).filter((view) => view.schema !== HISTORY_SCHEMA)
    for (const view of dropped) await ops.pool.query(createView(view, { schema: 'recruiting_g1' }))
    await swap()
    const columns = await asked(
      `select column_name as name from information_schema.columns where table_schema = 'recruiting' and table_name = 'offers' order by ordinal_position desc limit 1`,
    )
    expect(columns).toEqual([{ name: 'notes' }])
  })

  it('all of them or none, where a client reads one of them', async () => {
    const reader = await ops.pool.connect()
    try {
      await reader.query('begin; select * from recruiting.users')
      await expect(swap()).rejects.toThrow()
    } finally {
      await reader.query('rollback')
      reader.release()
    }
    expect(
      await asked(`select count(*)::int as n from information_schema.views where view_definition ~ 'recruiting_g2'`),
    ).toEqual([{ n: 0 }])
  })
})

describe('N3 a changed type or a dropped column', () => {
  it('lists what stands on the view, and refuses', async () => {
    await makeDependents()
    await changeDeclaration()
    const refused = await swap().catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(HasDependents)
    expect(refused instanceof HasDependents && [refused.views, refused.dependents]).toEqual([
      VIEWS,
      [
        'function insights.count_offers() (owner trellis)',
        'materialized view insights.kept (owner trellis)',
        'view insights.open_offers (owner trellis)',
        `view insights.offers_by_status (owner ${analyst})`,
      ],
    ])
    await expect(transact(ops.pool, (client) => checkViews(client, 'recruiting_g2', 'refuse'))).rejects.toThrow(HasDependents)
  })

  it('makes them again with their definitions, owners, comments and grants where that is asked for', async () => {
    await makeDependents()
    const before = await dependents()
    await changeDeclaration()
    expect(await swap('recreate')).toHaveLength(VIEWS.length + 4)
    expect(await dependents()).toEqual(before)
    const { rows } = await ops.pool.query(
      `select has_table_privilege('${analyst}', 'recruiting.offers', 'select') as may, obj_description('recruiting.offers'::regclass) as about`,
    )
    expect(rows).toEqual([{ may: true, about: 'ours' }])
    expect(
      await asked(`select pg_typeof(status)::text as type from (select null) x left join recruiting.offers on true`),
    ).toEqual([{ type: 'jsonb' }])
  })

  it('needs no asking where nothing stands on the view', async () => {
    await changeDeclaration()
    expect(await swap()).toEqual(VIEWS)
  })

  it('leaves everything as it was where something cannot be made again', async () => {
    await ops.pool.query(`create view insights.texts as select upper(status) as status from recruiting.offers`)
    await changeDeclaration()
    await expect(swap('recreate')).rejects.toThrow('view insights.texts (owner trellis) cannot be made again')
    expect(await asked('select count(*)::int as n from insights.texts')).toEqual([{ n: 0 }])
  })
})

it('N3 is about every view of every resource', async () => {
  await swap()
  const left = await asked(
    `select table_name from information_schema.views where table_schema in ('recruiting', 'recruiting_removed') and view_definition !~ 'recruiting_g2'`,
  )
  expect([left, source.resources.length > 60]).toEqual([[], true])
})
