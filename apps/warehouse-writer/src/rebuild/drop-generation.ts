import { AS_OF_SCHEMA, ident } from '@trellis/pipeline'
import {
  ALONE_WITH_GENERATION,
  Fault,
  forgetGenerationPositions,
  generationNumbered,
  removeGeneration,
  transact,
  type GenerationRecord,
  type Pool,
  type PoolClient,
} from '@trellis/runtime'

/** Drops a generation that readers do not see, with what is known of it. Throws a Fault for the current one, and where other objects depend on its tables. */
export async function dropGeneration(pool: Pool, number: number): Promise<void> {
  await transact(pool, async (client) => {
    await client.query(ALONE_WITH_GENERATION)
    await client.query(`set local lock_timeout = '5s'`)
    const generation = await generationNumbered(client, number)
    if (generation.isCurrent) throw new Fault(`Generation ${number} is what readers see: it is not dropped`, { retryable: false })
    if (generation.asOfMs !== undefined) await client.query(`drop schema if exists ${ident(AS_OF_SCHEMA)} cascade`)
    await checkNothingDependsOn(client, generation)
    await dropTables(client, generation)
  })
}

/** Its tables, its record and the positions behind it. */
export async function dropTables(client: PoolClient, { number, schema }: GenerationRecord): Promise<void> {
  await client.query(`drop schema if exists ${ident(schema)} cascade`)
  await forgetGenerationPositions(client, number)
  await removeGeneration(client, number)
}

async function checkNothingDependsOn(client: PoolClient, { number, schema }: GenerationRecord): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select distinct w.ev_class::regclass::text as name
     from pg_class c join pg_depend d on d.refobjid = c.oid and d.refclassid = 'pg_class'::regclass and d.classid = 'pg_rewrite'::regclass
     join pg_rewrite w on w.oid = d.objid join pg_class v on v.oid = w.ev_class
     where c.relnamespace = to_regnamespace($1) and v.relnamespace <> c.relnamespace order by 1`,
    [ident(schema)],
  )
  if (rows.length > 0)
    throw new Fault(`${rows.map(({ name }) => name).join(', ')} stands on the tables of generation ${number}`, {
      retryable: false,
    })
}
