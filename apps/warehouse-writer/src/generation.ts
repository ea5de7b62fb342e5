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
 * Several writers may start at once: they take turns.
 */
export async function prepareGeneration(pool: Pool): Promise<Generation> {
  return transact(pool, async (client) => {
    await client.query(`select pg_advisory_xact_lock(hashtext('trellis.generation'))`)
    const number = await currentGeneration(client)
    const schema = generationSchema(number)
    for (const name of [schema, LIVE_SCHEMA, REMOVED_SCHEMA]) await client.query(`create schema if not exists ${ident(name)}`)
    for (const of of source.resources) {
      await client.query(createTable(schema, of))
      await client.query(addColumns(schema, of))
      await client.query(createLiveView(schema, of, await shownColumns(client, LIVE_SCHEMA, of.name)))
      await client.query(createRemovedView(schema, of, await shownColumns(client, REMOVED_SCHEMA, of.name)))
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

/** The columns that a view shows already, in its order; none where there is no view yet. */
async function shownColumns(client: PoolClient, schema: string, view: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ column_name: string }>(
    'select column_name from information_schema.columns where table_schema = $1 and table_name = $2 order by ordinal_position',
    [schema, view],
  )
  return rows.map(({ column_name }) => column_name)
}
