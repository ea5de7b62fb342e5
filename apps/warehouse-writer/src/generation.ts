import { resourceNamed, source } from '@trellis/greenhouse'
import type { Resource } from '@trellis/pipeline'
import {
  addFirstGeneration,
  ALONE_PREPARING,
  currentGeneration,
  generationNumbered,
  grantGeneration,
  heldTables,
  noteDeclared,
  shapeOf,
  transact,
  WITH_GENERATION,
  type Declared,
  type GenerationRecord,
  type Pool,
  type PoolClient,
  type Shape,
} from '@trellis/runtime'
import { makeIndexes, makeTables } from './make-tables.js'
import { showGeneration } from './show-generation.js'

/** One complete set of tables, and what of today's declarations they can hold. */
export interface Generation extends Pick<GenerationRecord, 'number' | 'schema' | 'stamp'> {
  /** Events of older revisions are not for it: a rebuild has read those from raw (rule N1). */
  readonly oldestRevision: number
  /** By name, each as its table can hold it; one that is missing has no table here. */
  readonly tables: ReadonlyMap<string, Resource>
}

/** The first generation is filled from the topics alone: what older revisions said was never read from raw. */
const FIRST = 1

/**
 * Makes sure that there is a current generation with a table for each resource and a column for each cell, and that the views stand over it.
 * Several writers may start at once: they take turns. What is right already is not altered: an alteration waits for readers, and
 * all later clients would wait for it. Throws a retryable Fault where a client reads for long what has to be altered.
 */
export async function prepareGeneration(pool: Pool): Promise<Generation> {
  return transact(pool, async (client) => {
    // Each of several writers takes a while; behind a reader of long breath everybody else would wait with us.
    await client.query(`set local lock_timeout = '60s'`)
    await client.query(ALONE_PREPARING)
    await client.query(WITH_GENERATION)
    await client.query(`set local lock_timeout = '5s'`)
    const current = (await currentGeneration(client)) ?? (await addFirstGeneration(client, source.revision))
    const { number, schema, isDeclared } = current
    const before = await shapeOf(client, schema)
    await makeTables(client, schema)
    await makeIndexes(client, schema)
    // What was there before this start is what a generation of an earlier release was made with.
    if (!isDeclared) await noteDeclared(client, number, declaredIn(before.size > 0 ? before : await shapeOf(client, schema)))
    await showGeneration(client, schema)
    await grantGeneration(client, source.resources, { schema })
    return tablesOfGeneration(client, number)
  })
}

/** A generation's tables as they stand in the database. Throws a Fault where there is none of that number. */
export async function tablesOfGeneration(client: Pool | PoolClient, generation: number): Promise<Generation> {
  const { number, schema, stamp, revision } = await generationNumbered(client, generation)
  const held = await heldTables(client, schema, source.resources)
  const tables = new Map([...held].map(([name, { of }]) => [name, of]))
  return { number, schema, stamp, oldestRevision: number === FIRST ? 0 : revision, tables }
}

/** What tables that stand there already were made with. */
function declaredIn(shape: Shape): Declared {
  const resources = [...shape].filter(([name]) => resourceNamed(name) !== undefined)
  return Object.fromEntries(
    resources.map(([name, columns]) => [name, Object.fromEntries([...columns].filter(([column]) => !BOOKKEEPING.has(column)))]),
  )
}

const BOOKKEEPING: ReadonlySet<string> = new Set(['connection_id', '_version', '_cell_versions', '_removal', '_removed'])
