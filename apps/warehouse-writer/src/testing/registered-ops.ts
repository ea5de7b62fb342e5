import { ownOps, type OwnOps } from '@trellis/runtime/testing'

/** A database of the spec's own that knows the connections of which events speak. */
export async function registeredOps(...connections: readonly string[]): Promise<OwnOps> {
  const ops = await ownOps()
  for (const id of connections.length > 0 ? connections : ['acme', 'other'])
    await ops.pool.query('insert into ops.connection (id, name) values ($1, $1)', [id])
  return ops
}
