import { generationSchema } from '@trellis/pipeline'
import { transact, type Pool } from '@trellis/runtime'
import { ALONE_WITH_GENERATION } from '../generation-lock.js'
import { makeTables } from '../make-tables.js'

/** Makes a generation that nobody is given yet. */
export async function makeGeneration(pool: Pool, number: number, revision: number): Promise<void> {
  await transact(pool, async (client) => {
    await client.query(
      'insert into ops.generation (number, revision, created_at, is_current, complete_at) values ($1, $2, now(), false, now())',
      [number, revision],
    )
    await makeTables(client, generationSchema(number))
  })
}

/** Gives it to readers, as a rebuild does at its end. */
export async function switchTo(pool: Pool, number: number): Promise<void> {
  await transact(pool, async (client) => {
    await client.query(ALONE_WITH_GENERATION)
    await client.query('update ops.generation set is_current = false where is_current')
    await client.query('update ops.generation set is_current = true, switched_at = now() where number = $1', [number])
  })
}
