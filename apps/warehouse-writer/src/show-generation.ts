import { source } from '@trellis/greenhouse'
import {
  commentOnHistory,
  commentOnView,
  createCustomFieldsView,
  createHistoryView,
  createLiveView,
  createRemovedView,
  HISTORY_SCHEMA,
  ident,
  LIVE_SCHEMA,
  REMOVED_SCHEMA,
  selectHistory,
  selectLive,
  selectRemoved,
} from '@trellis/pipeline'
import { shapeOf, type PoolClient } from '@trellis/runtime'

/** Puts the views over a generation's tables. One that stands there already is left alone, for the sake of whoever reads it. */
export async function showGeneration(client: PoolClient, schema: string): Promise<void> {
  for (const name of [LIVE_SCHEMA, REMOVED_SCHEMA, HISTORY_SCHEMA])
    await client.query(`create schema if not exists ${ident(name)}`)
  const [live, removed] = [await shapeOf(client, LIVE_SCHEMA), await shapeOf(client, REMOVED_SCHEMA)]
  const [past, tables] = [await shapeOf(client, HISTORY_SCHEMA), await shapeOf(client, schema)]
  for (const of of source.resources) {
    const shown = [...(live.get(of.name)?.keys() ?? [])]
    const statements = [...commentOnView(of), ...createCustomFieldsView(schema, of)]
    if (!(await selects(client, LIVE_SCHEMA, of.name, shown.length > 0 && selectLive(schema, of, shown))))
      statements.unshift(createLiveView(schema, of, shown))
    const shownRemoved = [...(removed.get(of.name)?.keys() ?? [])]
    if (!(await selects(client, REMOVED_SCHEMA, of.name, shownRemoved.length > 0 && selectRemoved(schema, of, shownRemoved))))
      statements.push(createRemovedView(schema, of, shownRemoved))
    if (of.history) {
      const [types, shownPast] = [tables.get(of.name), past.get(of.name)]
      if (
        !(await selects(client, HISTORY_SCHEMA, of.name, shownPast !== undefined && selectHistory(schema, of, types, shownPast)))
      )
        statements.push(createHistoryView(schema, of, types, shownPast), ...commentOnHistory(of))
    }
    await client.query(statements.join(';\n'))
  }
}

/**
 * Whether a view selects just that already; `select` is false where there is no view yet. Postgres rewrites what it is told, so it is told again under
 * a name that nobody reads.
 */
async function selects(client: PoolClient, schema: string, name: string, select: string | false): Promise<boolean> {
  if (select === false) return false
  await client.query(`create temp view trellis_wanted as ${select}`)
  const { rows } = await client.query<{ same: boolean | null }>(
    `select pg_get_viewdef('pg_temp.trellis_wanted'::regclass) = pg_get_viewdef(to_regclass($1)) as same`,
    [ident(schema, name)],
  )
  await client.query('drop view pg_temp.trellis_wanted')
  return rows[0]?.same === true
}
