import { resources } from '@trellis/greenhouse'
import {
  copyToStage,
  createStage,
  createTable,
  JoinedRows,
  joinStage,
  stagedRows,
  stageLines,
  type CanonicalEvent,
  type Resource,
} from '@trellis/pipeline'
import { copyInto, transact, type Pool } from '@trellis/runtime'

/** Makes tables of some resources in a schema that is there, with the rows that events make. */
export async function writeTables(
  pool: Pool,
  schema: string,
  tables: readonly Resource[],
  events: readonly CanonicalEvent[],
): Promise<void> {
  for (const of of tables) {
    await pool.query(createTable(schema, of))
    const joined = new JoinedRows(of)
    for (const event of events) if (event.resource === of.name) joined.add(event)
    await transact(pool, async (client) => {
      await client.query(createStage(resources))
      const staged = [stagedRows(of, joined.lines())]
      await copyInto(client, copyToStage(staged), stageLines(staged))
      await client.query(joinStage(schema, of))
    })
  }
}
