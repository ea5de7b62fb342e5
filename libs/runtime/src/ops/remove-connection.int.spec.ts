import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { givenIn } from '../testing/given.js'
import { randomMasterKeys } from '../testing/master-keys.js'
import { ownOps, type OwnOps } from '../testing/own-ops.js'
import { Connections } from './connections.js'
import { FORGOTTEN_WITH_CONNECTION, removeConnection } from './remove-connection.js'

/** Tables that keep what they know: the id that is never given again, and the names of what could not be read, until a purge, the outcome of audits, and past alerts: an open one ends when its connection is gone. */
const KEPT = ['problem', 'audit', 'alert', 'alert_notification']

describe('N5 a connection that is removed', () => {
  let ops: OwnOps
  let connections: Connections

  beforeAll(async () => {
    ops = await ownOps()
    connections = new Connections(ops, randomMasterKeys())
  })
  afterAll(() => ops.drop())

  it('leaves no cursor, register, due read or suspicion behind, and its neighbour keeps its own', async () => {
    for (const id of ['acme', 'globex']) {
      await connections.register({ id, name: id, clientId: 'c', clientSecret: 's', webhookSecrets: ['w'] })
      const given = givenIn(ops, id)
      await given.progress('offers', { backfillDone: true })
      await given.listed('offers', ['7'])
      await given.due('offers', ['7'])
    }
    await removeConnection(ops.pool, 'acme')
    const { rows } = await ops.pool.query(
      `select connection_id as id, 'progress' as of from ops.listing_progress union all select connection_id, 'register' from ops.listed_record
       union all select connection_id, 'due' from ops.due_read order by 1, 2`,
    )
    expect(rows).toEqual(['due', 'progress', 'register'].map((of) => ({ id: 'globex', of })))
    expect((await connections.load()).map(({ id }) => id)).toEqual(['globex'])
    const { rows: secrets } = await ops.pool.query(`select credentials, webhook_secrets from ops.connection where id = 'acme'`)
    expect(secrets).toEqual([{ credentials: null, webhook_secrets: null }])
  })

  it('never gives its id again, however often it is removed', async () => {
    await removeConnection(ops.pool, 'acme')
    await expect(connections.register({ id: 'acme', name: 'Another company' })).rejects.toThrow('ids are never used again')
  })

  it('has to be there', async () => {
    await expect(removeConnection(ops.pool, 'initech')).rejects.toThrow("there is no connection 'initech'")
  })

  it('is forgotten by every table of ops that knows connections', async () => {
    const { rows } = await ops.pool.query<{ name: string }>(
      `select table_name as name from information_schema.columns where table_schema = 'ops' and column_name = 'connection_id'`,
    )
    const names = rows.map(({ name }) => name).filter((name) => !KEPT.includes(name))
    expect(names.toSorted()).toEqual(Object.keys(FORGOTTEN_WITH_CONNECTION).toSorted())
  })
})
