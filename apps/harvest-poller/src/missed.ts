import type { Resource } from '@trellis/pipeline'
import type { PoolClient } from '@trellis/runtime'
import { HeldChildren } from './held-children.js'
import type { Suspicion } from './suspects.js'

/** An entity that a complete answer lacked, and which of its parents makes it worth a question. */
export type Missed = Pick<Suspicion, 'key' | 'why' | 'parent'>

/** Children that we hold of some parents and that the complete answer to the parents' filter lacked (rule E5). */
export async function missedByParents(
  client: PoolClient,
  connection: string,
  of: Resource,
  parent: string,
  parentKeys: readonly string[],
  shown: ReadonlySet<string>,
): Promise<readonly Missed[]> {
  const held = await HeldChildren.open(client, connection)
  if (!held) return []
  const missing = (await held.of(of, parent, parentKeys)).filter(({ key }) => !shown.has(key))
  if (missing.length === 0) return []
  const gone = await removedOf(client, connection, parent, [...new Set(missing.map(({ parentKey }) => parentKey))])
  return missing.map(({ key, parentKey }) => ({
    key,
    why: gone.has(parentKey) ? 'cascade' : 'parent',
    parent: `${parent}/${parentKey}`,
  }))
}

/** Entities that were asked for by their own keys and not shown; with a parent whose removal is on the log they went along with it (rule E5). */
export async function missedByReread(
  client: PoolClient,
  connection: string,
  of: Resource,
  keys: readonly string[],
  shown: ReadonlySet<string>,
): Promise<readonly Missed[]> {
  const missing = keys.filter((key) => !shown.has(key))
  if (missing.length === 0) return []
  const isGone = await removedOf(client, connection, of.name, missing)
  const alive = missing.filter((key) => !isGone.has(key))
  const removedParents = alive.length === 0 ? new Map<string, string>() : await parentsRemoved(client, connection, of, alive)
  return alive.map((key): Missed => {
    const parent = removedParents.get(key)
    return parent === undefined ? { key, why: 'reread' } : { key, why: 'cascade', parent }
  })
}

async function parentsRemoved(
  client: PoolClient,
  connection: string,
  of: Resource,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const held = await HeldChildren.open(client, connection)
  const found = new Map<string, string>()
  if (!held) return found
  for (const parent of Object.keys(of.harvest.of ?? {})) {
    const rows = await held.parentsOf(of, parent, keys)
    if (rows.length === 0) continue
    const gone = await removedOf(client, connection, parent, [...new Set(rows.map(({ parentKey }) => parentKey))])
    for (const { key, parentKey } of rows) if (gone.has(parentKey) && !found.has(key)) found.set(key, `${parent}/${parentKey}`)
  }
  return found
}

/** Those of some entities that are not alive. */
async function removedOf(
  client: PoolClient,
  connection: string,
  resource: string,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ key: string }>(
    'select key from ops.listed_record where connection_id = $1 and resource = $2 and key = any($3) and removed > version',
    [connection, resource, keys],
  )
  return new Set(rows.map(({ key }) => key))
}
