import {
  COPY_TO_HISTORY_STAGE,
  copyToHistory,
  CREATE_HISTORY_STAGE,
  insertHistory,
  stageLines,
  type Resource,
} from '@trellis/pipeline'
import { codeOf, copyInto, type PoolClient } from '@trellis/runtime'

const UNIQUE_VIOLATION = '23505'

/** What was said of one resource, as `historyLine` writes it. */
export interface Told {
  readonly of: Resource
  readonly lines: readonly string[]
}

/**
 * Adds entries to the history of several resources. An entry comes again only where its event does, after a crash or behind a rebuild: so all are
 * copied as if they were new, which costs Postgres half as much, and go over a stage where one was not.
 */
export async function writeHistory(client: PoolClient, schema: string, told: readonly Told[]): Promise<void> {
  if (told.length === 0) return
  await client.query('savepoint history')
  try {
    // In one order for all writers: two that bring the same entries never wait for each other crosswise.
    for (const { of, lines } of told) await copyInto(client, copyToHistory(schema, of), lines.toSorted())
    await client.query('release savepoint history')
  } catch (error) {
    if (codeOf(error) !== UNIQUE_VIOLATION) throw error
    await client.query(`rollback to savepoint history; ${CREATE_HISTORY_STAGE}`)
    await copyInto(client, COPY_TO_HISTORY_STAGE, staged(told))
    for (const { of } of told) await client.query(insertHistory(schema, of))
  }
}

function* staged(told: readonly Told[]): Generator<string> {
  for (const { of, lines } of told) yield* stageLines(of, lines)
}
