import { source } from '@trellis/greenhouse'
import {
  addColumns,
  commentOnView,
  createCustomFieldsView,
  createLiveView,
  createRemovedView,
  createTable,
  generationSchema,
  ident,
  LIVE_SCHEMA,
  REMOVED_SCHEMA,
  selectLive,
  selectRemoved,
  tableColumns,
} from '@trellis/pipeline'
import { transact, type Pool, type PoolClient } from '@trellis/runtime'

/** Nest's token for the current generation. */
export const GENERATION = Symbol('generation')

/** The generation that readers see and the writer writes. */
export interface Generation {
  readonly number: number
  readonly schema: string
}

/**
 * Makes sure that there is a current generation with a table for each resource and a column for each cell, and that the views stand over it.
 * Several writers may start at once: they take turns. What is right already is left alone, since to alter it would wait for whoever reads, and
 * everybody after him would wait for us. Throws a retryable Fault where somebody reads for long what has to be altered.
 */
export async function prepareGeneration(pool: Pool): Promise<Generation> {
  return transact(pool, async (client) => {
    await client.query(`select pg_advisory_xact_lock(hashtext('trellis.generation'))`)
    await client.query(`set local lock_timeout = '5s'`)
    const number = await currentGeneration(client)
    const schema = generationSchema(number)
    for (const name of [schema, LIVE_SCHEMA, REMOVED_SCHEMA]) await client.query(`create schema if not exists ${ident(name)}`)
    for (const of of source.resources) {
      await client.query(createTable(schema, of))
      const columns = await columnsOf(client, schema, of.name)
      if (tableColumns(of).some((name) => !columns.includes(name))) await client.query(addColumns(schema, of))
      const live = await columnsOf(client, LIVE_SCHEMA, of.name)
      if (!(await selects(client, ident(LIVE_SCHEMA, of.name), selectLive(schema, of, live))))
        await client.query(createLiveView(schema, of, live))
      const removed = await columnsOf(client, REMOVED_SCHEMA, of.name)
      if (!(await selects(client, ident(REMOVED_SCHEMA, of.name), selectRemoved(schema, of, removed))))
        await client.query(createRemovedView(schema, of, removed))
      await client.query([...commentOnView(of), ...createCustomFieldsView(schema, of)].join(';\n'))
    }
    return { number, schema }
  })
}

async function currentGeneration(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ number: number }>('select number from ops.generation where is_current')
  if (rows[0]) return rows[0].number
  await client.query('insert into ops.generation (number, revision, created_at, is_current) values (1, $1, now(), true)', [
    source.revision,
  ])
  return 1
}

/** The columns of a table, or those that a view shows already, in their order; none where there is none yet. */
async function columnsOf(client: PoolClient, schema: string, name: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ column_name: string }>(
    'select column_name from information_schema.columns where table_schema = $1 and table_name = $2 order by ordinal_position',
    [schema, name],
  )
  return rows.map(({ column_name }) => column_name)
}

/** Whether a view selects just that already. Postgres rewrites what it is told, so it is told again under a name that nobody reads. */
async function selects(client: PoolClient, view: string, select: string): Promise<boolean> {
  await client.query(`create temp view trellis_wanted as ${select}`)
  const { rows } = await client.query<{ same: boolean | null }>(
    `select pg_get_viewdef('pg_temp.trellis_wanted'::regclass) = pg_get_viewdef(to_regclass($1)) as same`,
    [view],
  )
  await client.query('drop view pg_temp.trellis_wanted')
  return rows[0]?.same === true
}
