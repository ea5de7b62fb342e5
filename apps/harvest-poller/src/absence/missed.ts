import type { Resource } from '@trellis/pipeline'
import { isGone, textArray, type PoolClient, type Suspicion } from '@trellis/runtime'
import { explanationsOf } from './explanations.js'
import { HeldChildren } from '../rereads/held-children.js'
import type { ConnectionContext } from '../connection-context.js'

/** An entity that a complete answer lacked, and which of its parents makes it worth a lookup. */
export type Missed = Pick<Suspicion, 'key' | 'why' | 'parent'>

/** Children that we hold of some parents and that the complete answer to the parents' filter lacked (rule E5). */
export async function missedByParents(
  context: ConnectionContext,
  client: PoolClient,
  of: Resource,
  { parent, keys, shown }: { readonly parent: string; readonly keys: readonly string[]; readonly shown: ReadonlySet<string> },
): Promise<readonly Missed[]> {
  const held = await HeldChildren.open(client, context.connection)
  if (!held) return []
  const missing = (await held.of(of, parent, keys)).filter(({ key }) => !shown.has(key))
  const explained = await explanationsOf(
    context,
    client,
    held,
    of,
    missing.map(({ key }) => key),
  )
  return missing.map(({ key, parentKey }): Missed => {
    const word = explained.get(key)
    return word ? { key, why: 'cascade', parent: word.by } : { key, why: 'parent', parent: `${parent}/${parentKey}` }
  })
}

/** Entities that were asked for by their own keys and not shown; what a delivered webhook explains went along with that (rules E4, E5). */
export async function missedByReread(
  context: ConnectionContext,
  client: PoolClient,
  of: Resource,
  { keys, shown }: { readonly keys: readonly string[]; readonly shown: ReadonlySet<string> },
): Promise<readonly Missed[]> {
  const missing = keys.filter((key) => !shown.has(key))
  if (missing.length === 0) return []
  const gone = await removedOf(client, context.connection, of.name, missing)
  const alive = missing.filter((key) => !gone.has(key))
  if (alive.length === 0) return []
  const explained = await explanationsOf(context, client, await HeldChildren.open(client, context.connection), of, alive)
  return alive.map((key): Missed => {
    const word = explained.get(key)
    return word ? { key, why: 'cascade', parent: word.by } : { key, why: 'reread' }
  })
}

/** Those of some entities that are not alive. */
async function removedOf(
  client: PoolClient,
  connection: string,
  resource: string,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ key: string }>(
    `select key from ops.listed_record where connection_id = $1 and resource = $2 and key = any($3::text[]) and ${isGone()}`,
    [connection, resource, textArray(keys)],
  )
  return new Set(rows.map(({ key }) => key))
}
