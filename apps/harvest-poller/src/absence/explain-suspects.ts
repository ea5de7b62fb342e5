import { resourceNamed } from '@trellis/greenhouse'
import type { Lag } from '@trellis/pipeline'
import { textArray, type PoolClient } from '@trellis/runtime'
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
  const { rows } = await client.query<{ key: string }>(
    `select key from ops.suspect where connection_id = $1 and resource = $2 and why <> 'cascade' and not is_confirmed
       and ($3::text[] is null or key = any($3))`,
    [connection, resource, keys === undefined ? null : textArray(keys)],
  )
  if (!of || rows.length === 0) return
  const held = await HeldChildren.open(client, connection)
  const explained = await explanationsOf(
    client,
    held,
    connection,
    of,
    rows.map(({ key }) => key),
    lag,
  )
  if (explained.size === 0) return
  await client.query(
    `update ops.suspect s set why = 'cascade', parent = e.parent, due_us = coalesce(s.due_us, s.asked_us)
     from unnest($3::text[], $4::text[]) as e (key, parent) where s.connection_id = $1 and s.resource = $2 and s.key = e.key`,
    [connection, resource, textArray([...explained.keys()]), textArray([...explained.values()].map(({ by }) => by))],
  )
}
