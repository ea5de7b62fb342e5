import { copyToHistory, copyToStage, EMPTY_STAGE, stagedHistory, stageLines, type Resource } from '@trellis/pipeline'
import { codeOf, copyInto, pipelined, type PoolClient } from '@trellis/runtime'
import { tableStatements } from './table-statements.js'

const UNIQUE_VIOLATION = '23505'

/** What was said of one resource, as `historyLine` writes it. */
export interface HistoryLines {
  readonly of: Resource
  readonly lines: readonly string[]
}

/**
 * Adds many entries to the history of several resources; the stage is empty before and after. An entry comes again only where its event does, after a crash
 * or behind a rebuild: so all are copied as if they were new, which costs Postgres half as much, and go over the stage where one was not.
 */
export async function writeHistory(client: PoolClient, schema: string, histories: readonly HistoryLines[]): Promise<void> {
  await client.query('savepoint history')
  try {
    // In one order for all writers: two that bring the same entries cannot deadlock.
    for (const { of, lines } of histories) await copyInto(client, copyToHistory(schema, of), lines.toSorted())
    await client.query('release savepoint history')
  } catch (error) {
    if (codeOf(error) !== UNIQUE_VIOLATION) throw error
    await client.query('rollback to savepoint history')
    const staged = histories.map(({ of, lines }) => stagedHistory(of, lines))
    await copyInto(client, copyToStage(staged), stageLines(staged))
    await pipelined(
      client,
      histories.map(({ of }) => tableStatements(schema, of).insertHistory),
    )
    await client.query(EMPTY_STAGE)
  }
}
