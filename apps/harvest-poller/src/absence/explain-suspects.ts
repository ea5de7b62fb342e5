import { resourceNamed } from '@trellis/greenhouse'
import type { Lag } from '@trellis/pipeline'
import { explainSuspectsBy, unexplainedSuspects, type PoolClient } from '@trellis/runtime'
import { explanationsOf } from './explanations.js'
import { HeldChildren } from '../rereads/held-children.js'

/**
 * Notes which suspects of a resource, or of some keys, a delivered word explains by now: they count for no hold, and one controlled question is proof
 * (rules E4, E5). The caller has locked the resource's listings.
 */
export async function explainSuspects(
  client: PoolClient,
  connection: string,
  resource: string,
  lag: Lag,
  keys?: readonly string[],
): Promise<void> {
  const of = resourceNamed(resource)
  const unexplained = await unexplainedSuspects(client, connection, resource, keys)
  if (!of || unexplained.length === 0) return
  const held = await HeldChildren.open(client, connection)
  const explained = await explanationsOf(client, held, connection, of, unexplained, lag)
  await explainSuspectsBy(client, connection, resource, new Map([...explained].map(([key, { by }]) => [key, by])))
}
