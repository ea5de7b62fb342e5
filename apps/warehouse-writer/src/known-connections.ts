import { cleanText, type CanonicalEvent } from '@trellis/pipeline'
import { connectionsKnown, type Pool, type PoolClient } from '@trellis/runtime'

/** Ids of connections are never given away (rule N5): what is known once is asked for no more. */
const known = new WeakMap<Pool, Set<string>>()

/** The connections that events speak of and that are not registered: anybody who may append to a topic can make one up. */
export async function unknownConnections(
  pool: Pool,
  client: PoolClient,
  events: readonly CanonicalEvent[],
): Promise<ReadonlySet<string>> {
  const ours = known.get(pool) ?? new Set()
  known.set(pool, ours)
  const unknown = new Set<string>()
  for (const { connection } of events) if (!ours.has(connection)) unknown.add(connection)
  if (unknown.size === 0) return unknown
  // What Postgres cannot hold it cannot be asked for.
  for (const id of await connectionsKnown(
    client,
    [...unknown].filter((each) => cleanText(each) === each),
  )) {
    ours.add(id)
    unknown.delete(id)
  }
  return unknown
}
