import { source } from '@trellis/greenhouse'
import { addGeneration, ALONE_WITH_GENERATION, makeCurrent, noteComplete, transact, type Pool } from '@trellis/runtime'
import { declaredBy } from '../declared.js'
import { makeTables } from '../make-tables.js'

/** Makes a generation that readers are not given yet. */
export async function makeGeneration(pool: Pool, number: number, revision: number): Promise<void> {
  await transact(pool, async (client) => {
    const { schema } = await addGeneration(client, { number, revision, declared: declaredBy(source.resources) })
    await noteComplete(client, number)
    await makeTables(client, schema)
  })
}

/** Gives it to readers, as a rebuild does at its end. */
export async function switchTo(pool: Pool, number: number): Promise<void> {
  await transact(pool, async (client) => {
    await client.query(ALONE_WITH_GENERATION)
    await makeCurrent(client, number)
  })
}
