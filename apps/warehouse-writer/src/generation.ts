import { resourceNamed, source } from '@trellis/greenhouse'
import { fitting, generationSchema, type Resource } from '@trellis/pipeline'
import { shapeOf, transact, type Pool, type PoolClient, type Shape } from '@trellis/runtime'
import { ALONE_PREPARING, WITH_GENERATION } from './generation-lock.js'
import { makeIndexes, makeTables } from './make-tables.js'
import { showGeneration } from './show-generation.js'

/** One complete set of tables, and what of today's declarations they can hold. */
export interface Generation {
  readonly number: number
  readonly schema: string
  /** Another one after each change of the generation's record, as when a table was made anew. */
  readonly state: string
  /** Events of older revisions are not for it: a rebuild has read those from raw (rule N1). */
  readonly oldestRevision: number
  /** By name, each as its table can hold it; one that is missing has no table here. */
  readonly tables: ReadonlyMap<string, Resource>
}

/** The first generation is filled from the topics alone: nobody has read what older revisions said from raw. */
const FIRST = 1

/**
 * Makes sure that there is a current generation with a table for each resource and a column for each cell, and that the views stand over it.
 * Several writers may start at once: they take turns. What is right already is left alone, since to alter it would wait for whoever reads, and
 * everybody after him would wait for us. Throws a retryable Fault where somebody reads for long what has to be altered.
 */
export async function prepareGeneration(pool: Pool): Promise<Generation> {
  return transact(pool, async (client) => {
    // Each of several writers takes a while; behind a reader of long breath everybody else would wait with us.
    await client.query(`set local lock_timeout = '60s'`)
    await client.query(ALONE_PREPARING)
    await client.query(WITH_GENERATION)
    await client.query(`set local lock_timeout = '5s'`)
    const { number, declared } = (await currentGeneration(client)) ?? (await firstGeneration(client))
    const schema = generationSchema(number)
    const before = await shapeOf(client, schema)
    await makeTables(client, schema)
    await makeIndexes(client, schema)
    // What was there before this start is what a generation of an earlier release was made with.
    if (!declared) await noteDeclared(client, number, before.size > 0 ? before : await shapeOf(client, schema))
    await showGeneration(client, schema)
    return generationNumbered(client, number)
  })
}

/** A generation as it stands in the database. Throws where there is none of that number. */
export async function generationNumbered(client: Pool | PoolClient, number: number): Promise<Generation> {
  const { rows } = await client.query<{ revision: number; state: string }>(
    'select revision, xmin::text as state from ops.generation where number = $1',
    [number],
  )
  if (!rows[0]) throw new Error(`there is no generation ${number}`)
  const schema = generationSchema(number)
  const shape = await shapeOf(client, schema)
  const tables = source.resources.flatMap((of) => {
    const table = fitting(of, shape.get(of.name))
    return table ? [[of.name, table] as const] : []
  })
  const { revision, state } = rows[0]
  return { number, schema, state, oldestRevision: number === FIRST ? 0 : revision, tables: new Map(tables) }
}

/** Keeps what a generation was made with (rule N2): resource, column, SQL type. */
export async function noteDeclared(client: PoolClient, number: number, shape: Shape): Promise<void> {
  const resources = [...shape].filter(([name]) => resourceNamed(name) !== undefined)
  const declared = resources.map(([name, columns]) => [
    name,
    Object.fromEntries([...columns].filter(([column]) => !BOOKKEEPING.has(column))),
  ])
  await client.query('update ops.generation set declared = $2 where number = $1', [
    number,
    JSON.stringify(Object.fromEntries(declared)),
  ])
}

const BOOKKEEPING: ReadonlySet<string> = new Set(['connection_id', '_version', '_cell_versions', '_removal', '_removed'])

interface Current {
  readonly number: number
  readonly declared: unknown
}

async function currentGeneration(client: PoolClient): Promise<Current | undefined> {
  const { rows } = await client.query<Current>('select number, declared from ops.generation where is_current')
  return rows[0]
}

async function firstGeneration(client: PoolClient): Promise<Current> {
  await client.query(
    `insert into ops.generation (number, revision, created_at, is_current, complete_at, switched_at) values ($1, $2, now(), true, now(), now())`,
    [FIRST, source.revision],
  )
  return { number: FIRST, declared: null }
}
