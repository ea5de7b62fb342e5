import type { Ops } from '@trellis/runtime'
import { ownOps, type OpsTemplate, type OwnOps } from '@trellis/runtime/testing'
import { prepareGeneration } from '../generation.js'

/** A database of the spec's own that knows the connections of which events speak. */
export async function registeredOps(...connections: readonly string[]): Promise<OwnOps> {
  return registered(await ownOps(), connections)
}

/** The same with the tables and views that a writer makes at its first start. */
export async function preparedOps(...connections: readonly string[]): Promise<OwnOps> {
  return registered(await ownOps(PREPARED), connections)
}

const PREPARED: OpsTemplate = {
  name: 'prepared',
  make: async ({ pool }) => {
    await prepareGeneration(pool)
  },
}

async function registered<T extends Ops>(ops: T, connections: readonly string[]): Promise<T> {
  for (const id of connections.length > 0 ? connections : ['acme', 'other'])
    await ops.pool.query('insert into ops.connection (id, name) values ($1, $1)', [id])
  return ops
}
