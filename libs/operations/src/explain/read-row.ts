import { entityOf, ident, keyOf, rowOfStored, selectRows, type Resource, type Row, type StoredRow } from '@trellis/pipeline'
import { connectionIds, heldTable, type Pool } from '@trellis/runtime'
import { Refusal } from '../refusal.js'

/** A row of the current generation, its cells with their versions. */
interface FoundRow {
  readonly connection: string
  readonly key: string
  /** Undefined where the tables know nothing of the entity. */
  readonly row: Row | undefined
}

/** Reads it, live or removed. Throws a Refusal where the id is none, where there are no tables yet, or where several connections have such a row. */
export async function readRow(pool: Pool, of: Resource, id: string, connection: string | undefined): Promise<FoundRow> {
  const key = keyOf(of, id)
  if (key === undefined) throw new Refusal('invalid', `'${id}' is no id of ${of.name}: it has to be of type ${of.key.sql}`)
  const table = await heldTable(pool, of)
  if (!table)
    throw new Refusal('conflict', `There is no table of ${of.name} yet: a rebuild, or the first start of the services, makes it`)
  const { schema, of: held } = table
  const { rows } = await pool.query<StoredRow>(
    `${selectRows(schema, held)} where ${ident(of.name)}.id = $1::${of.key.sql} and ($2::text is null or connection_id = $2)`,
    [key, connection ?? null],
  )
  const [first, ...others] = rows
  if (first && others.length > 0) {
    const connections = rows.map((row) => row.connection_id).join(', ')
    throw new Refusal('invalid', `Several connections have ${of.name} ${key}; say which with --connection: ${connections}`)
  }
  if (!first) return { connection: connection ?? (await onlyConnection(pool)), key, row: undefined }
  return { connection: entityOf(held, first).connection, key, row: rowOfStored(held, first) }
}

async function onlyConnection(pool: Pool): Promise<string> {
  const ids = await connectionIds(pool, 'all')
  const [first, ...others] = ids
  if (first === undefined) throw new Refusal('not found', 'There is no connection yet')
  if (others.length > 0)
    throw new Refusal('invalid', `There are several connections; say which with --connection: ${ids.join(', ')}`)
  return first
}
