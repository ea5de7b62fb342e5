import type { PoolClient, QueryConfig } from 'pg'

/**
 * Sends statements of a transaction one behind the other, without waiting for the answer to each: a dozen small ones cost one way to Postgres and back.
 * Resolves when all are done; rejects with what the first that failed was refused for, and none behind it has done anything.
 */
export async function pipelined(client: PoolClient, statements: readonly QueryConfig[]): Promise<void> {
  // pg reads it at each query; a client that always did this could not COPY.
  Object.assign(client, { pipeline: true })
  const answers = await Promise.allSettled(statements.map((statement) => client.query(statement)))
  Object.assign(client, { pipeline: false })
  const failed = answers.find((answer) => answer.status === 'rejected')
  if (failed) throw failed.reason
}
