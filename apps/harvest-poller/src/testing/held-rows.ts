import { resourceNamed, source } from '@trellis/greenhouse'
import { createTable, ident, NEVER, versionOf, type Instant, type Version } from '@trellis/pipeline'
import { addFirstGeneration, type Pool } from '@trellis/runtime'

/** Cells of rows that the tables hold, by resource. */
export type Held = Readonly<Record<string, readonly Readonly<Record<string, number>>[]>>

/** A version out of a listing long ago. */
export const LONG_AGO: Version = versionOf({
  at: 1_700_000_000_000_000 as Instant,
  kind: 'record',
  revision: source.revision,
  event: 'a'.repeat(24),
  ordinal: 0,
})

/** Makes a current generation of the named resources, as the writer would have, and the register beside it. */
export async function holdRows(pool: Pool, connection: string, held: Held): Promise<void> {
  const { schema } = await addFirstGeneration(pool, source.revision)
  await pool.query(`create schema ${schema}`)
  for (const [name, rows] of Object.entries(held)) {
    const of = resourceNamed(name)
    if (!of) throw new Error(`there is no resource ${name}`)
    await pool.query(createTable(schema, of))
    for (const row of rows) {
      const columns = Object.keys(row)
      await pool.query(
        `insert into ${ident(schema, name)} (connection_id, _version, _cell_versions, _removal, ${columns.map((column) => ident(column)).join(', ')})
         values ($1, $2, '{}', $3, ${columns.map((_, index) => `$${index + 4}`).join(', ')})`,
        [connection, LONG_AGO, NEVER, ...Object.values(row)],
      )
      await pool.query(
        'insert into ops.listed_record (connection_id, resource, key, version) values ($1, $2, $3, $4) on conflict do nothing',
        [connection, name, String(row['id']), LONG_AGO],
      )
    }
  }
}
