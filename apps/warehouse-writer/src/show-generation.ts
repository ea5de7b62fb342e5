import { source } from '@trellis/greenhouse'
import { createView, ident, VIEW_SCHEMAS, viewName, viewsOf, type ResourceView, type ViewOver } from '@trellis/pipeline'
import { shapeOf, shapesOf, type PoolClient } from '@trellis/runtime'

/** Puts the views over a generation's tables. One that is there already is not replaced, since that would wait for its readers. */
export async function showGeneration(client: PoolClient, schema: string): Promise<void> {
  for (const name of VIEW_SCHEMAS) await client.query(`create schema if not exists ${ident(name)}`)
  const [shown, tables] = [await shapesOf(client, VIEW_SCHEMAS), await shapeOf(client, schema)]
  for (const of of source.resources) {
    const statements: string[] = []
    for (const view of viewsOf(of)) {
      const over = { schema, table: tables.get(of.name), shown: shown.get(view.schema)?.get(view.name) }
      if (!(await selects(client, view, over))) statements.push(createView(view, over))
      statements.push(...view.comments)
    }
    await client.query(statements.join(';\n'))
  }
}

/** Whether a view selects just that already. Postgres rewrites a definition, so it is defined once more under an unused name and compared. */
async function selects(client: PoolClient, view: ResourceView, over: ViewOver): Promise<boolean> {
  if (!over.shown) return false
  await client.query(`create temp view trellis_wanted as ${view.select(over)}`)
  const { rows } = await client.query<{ same: boolean | null }>(
    `select pg_get_viewdef('pg_temp.trellis_wanted'::regclass) = pg_get_viewdef(to_regclass($1)) as same`,
    [viewName(view)],
  )
  await client.query('drop view pg_temp.trellis_wanted')
  return rows[0]?.same === true
}
