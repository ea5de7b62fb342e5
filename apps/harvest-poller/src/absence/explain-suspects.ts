import { resourceNamed } from '@trellis/greenhouse'
import { explainSuspectsBy, unexplainedSuspects, type PoolClient } from '@trellis/runtime'
import { explanationsOf } from './explanations.js'
import { HeldChildren } from '../rereads/held-children.js'
import type { ConnectionContext } from '../connection-context.js'

/**
 * Notes which suspects of a resource, or of some keys, a delivered webhook explains by now: they count for no hold, and one lookup with a canary is proof
 * (rules E4, E5). The caller has locked the resource's listings.
 */
export async function explainSuspects(
  context: ConnectionContext,
  client: PoolClient,
  resource: string,
  keys?: readonly string[],
): Promise<void> {
  const { connection } = context
  const of = resourceNamed(resource)
  const unexplained = await unexplainedSuspects(client, connection, resource, keys)
  if (!of || unexplained.length === 0) return
  const held = await HeldChildren.open(client, connection)
  const explained = await explanationsOf(context, client, held, of, unexplained)
  await explainSuspectsBy(client, connection, resource, new Map([...explained].map(([key, { by }]) => [key, by])))
}
