import {
  entityOf,
  generationSchema,
  ident,
  keyOf,
  rowOfStored,
  selectRows,
  type Resource,
  type Row,
  type StoredRow,
} from '@trellis/pipeline'
import type { Pool } from '@trellis/runtime'

/** A row of the current generation, its cells with their versions. */
export interface FoundRow {
  readonly connection: string
  readonly key: string
  /** Undefined where the tables know nothing of the entity. */
  readonly row: Row | undefined
}

/** Reads it, live or removed. Throws an Error where the id is none, where there are no tables yet, or where several connections have such a row. */
export async function readRow(pool: Pool, of: Resource, id: string, connection: string | undefined): Promise<FoundRow> {
  const key = keyOf(of, id)
  if (key === undefined) throw new Error(`'${id}' is no id of ${of.name}: it has to be of type ${of.key.sql}`)
  const { rows: generations } = await pool.query<{ number: number }>('select number from ops.generation where is_current')
  const [current] = generations
  if (!current) throw new Error('There are no tables yet: start the services once (`npm start`)')
  const schema = generationSchema(current.number)
  const held = await heldColumns(pool, schema, of)
  if (!held) throw new Error(`There is no table of ${of.name} yet: a rebuild makes it`)
  const { rows } = await pool.query<StoredRow>(
    `${selectRows(schema, held)} where ${ident(of.name)}.id = $1::${of.key.sql} and ($2::text is null or connection_id = $2)`,
    [key, connection ?? null],
  )
  const [first, ...others] = rows
  if (first && others.length > 0) {
    const connections = rows.map((row) => row.connection_id).join(', ')
    throw new Error(`Several connections have ${of.name} ${key}; say which with --connection: ${connections}`)
  }
  if (!first) return { connection: connection ?? (await onlyConnection(pool)), key, row: undefined }
  return { connection: entityOf(held, first).connection, key, row: rowOfStored(held, first) }
}

/** The declaration as far as the table has its columns: a generation keeps those it was made with (rule N2). */
async function heldColumns(pool: Pool, schema: string, of: Resource): Promise<Resource | undefined> {
  const { rows } = await pool.query<{ name: string }>(
    'select column_name as name from information_schema.columns where table_schema = $1 and table_name = $2',
    [schema, of.name],
  )
  if (rows.length === 0) return undefined
  const names = new Set(rows.map(({ name }) => name))
  return { ...of, columns: Object.fromEntries(Object.entries(of.columns).filter(([name]) => names.has(name))) }
}

async function onlyConnection(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ id: string }>('select id from ops.connection order by id')
  const [first, ...others] = rows
  if (!first) throw new Error('There is no connection yet')
  if (others.length > 0)
    throw new Error(`There are several connections; say which with --connection: ${rows.map(({ id }) => id).join(', ')}`)
  return first.id
}
