import { source } from '@trellis/greenhouse'
import {
  addColumns,
  createHistoryTable,
  createParentIndex,
  createTable,
  historyTable,
  ident,
  parentColumns,
  tableColumns,
  type Resource,
} from '@trellis/pipeline'
import { shapeOf, transact, type Pool, type PoolClient } from '@trellis/runtime'

/**
 * Makes what is missing of a generation's schema: a table for each resource, a column for each cell. A column that is there already keeps its type,
 * whatever the declaration says by now: that is a rebuild's matter.
 */
export async function makeTables(client: PoolClient, schema: string): Promise<void> {
  await client.query(`create schema if not exists ${ident(schema)}`)
  const shape = await shapeOf(client, schema)
  const statements: string[] = []
  for (const of of source.resources) {
    const table = shape.get(of.name)
    if (!table) statements.push(createTable(schema, of))
    else if (tableColumns(of).some((name) => !table.has(name))) statements.push(addColumns(schema, of))
    if (of.history && !shape.has(historyTable(of))) statements.push(createHistoryTable(schema, of))
  }
  await client.query(statements.join(';\n'))
}

/** Makes the indexes that are missing; best after loading, where there is much to load. */
export async function makeIndexes(
  client: PoolClient,
  schema: string,
  resources: readonly Resource[] = source.resources,
): Promise<void> {
  const { rows } = await client.query<{ table: string; columns: readonly string[] }>(
    `select c.relname as "table", array(
       select a.attname::text from unnest(i.indkey::int2[]) with ordinality as k (attnum, n)
       join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum order by k.n) as columns
     from pg_index i join pg_class c on c.oid = i.indrelid where c.relnamespace = to_regnamespace($1) and i.indisvalid`,
    [ident(schema)],
  )
  const made = new Set(rows.map(({ table, columns }) => [table, ...columns].join('.')))
  const missing = resources.flatMap((of) => {
    const columns = parentColumns(of).filter((column) => !made.has(`${of.name}.connection_id.${column}`))
    return columns.map((column) => createParentIndex(schema, of, column))
  })
  await client.query(missing.join(';\n'))
}

/**
 * The same, a transaction for each table, while others write: an index waits for writers of its table, and a transaction that holds several tables meanwhile
 * must not wait for one that has its index already.
 */
export async function makeIndexesOneByOne(pool: Pool, schema: string): Promise<void> {
  for (const of of source.resources) await transact(pool, (client) => makeIndexes(client, schema, [of]))
}
