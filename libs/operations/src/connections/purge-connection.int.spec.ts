import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { RAW_TOPIC, recordEventId, resources } from '@trellis/greenhouse'
import { createTable, encodeRaw, instantOfMs } from '@trellis/pipeline'
import { addFirstGeneration, Connections, newRawKey, removeConnection, type EventLog } from '@trellis/runtime'
import { ownOps, randomMasterKeys, type OwnOps } from '@trellis/runtime/testing'
import { ownLog, recordsOf } from '../testing/own-log.js'
import { planPurge, purgeConnection } from './purge-connection.js'
import { connectionNamed } from './connection-named.js'

describe('N5 purging a connection', () => {
  let log: EventLog
  let ops: OwnOps

  beforeAll(async () => {
    ops = await ownOps()
    log = await ownLog([RAW_TOPIC])
    const connections = new Connections(ops, randomMasterKeys())
    for (const id of ['acme', 'globex']) await connections.register({ id, name: id })
    const at = instantOfMs(1_700_000_000_000)
    const messages = ['acme', 'globex', 'acme', 'acme', 'globex'].map((connection, index) => {
      const body = Buffer.from(JSON.stringify({ id: index }))
      const id = recordEventId(connection, 'offers', at, body)
      return encodeRaw({ id, connection, kind: 'record', resource: 'offers', at, body }, newRawKey(connection))
    })
    await log.append(RAW_TOPIC, messages)
    await ops.pool.query(
      `insert into ops.problem (id, connection_id, code, raw_id, kind) select c || '-p', c, 'not_json', 'r', 'webhook' from unnest(array['acme', 'globex']) as c`,
    )
  })
  afterAll(async () => {
    await log.close()
    await ops.drop()
  })

  const stores = () => ({ log, pool: ops.pool })
  const records = async () => await recordsOf(log, RAW_TOPIC)
  const total = async () => [...(await log.endOffsets(RAW_TOPIC)).values()].reduce((sum, end) => sum + Number(end), 0)

  it('is refused while it is in use, or is none', async () => {
    await expect(purgeConnection({ log, pool: ops.pool }, 'acme')).rejects.toThrow('Connection acme is in use: remove it first')
    await expect(purgeConnection({ log, pool: ops.pool }, 'unknown')).rejects.toThrow(
      "no connection 'unknown'. There is: acme, globex",
    )
    await expect(planPurge(stores(), 'acme')).rejects.toThrow('Connection acme is in use: remove it first')
    expect(await total()).toBe(5)
  })

  it('has a plan that counts what is its own on raw, among problems and in tables, and erases nothing', async () => {
    await removeConnection(ops.pool, 'acme')
    const { schema } = await addFirstGeneration(ops.pool, 1)
    await ops.pool.query(`create schema ${schema}`)
    for (const of of resources.filter(({ name }) => name === 'offers' || name === 'jobs'))
      await ops.pool.query(createTable(schema, of))
    await ops.pool.query(
      `insert into ${schema}.offers (connection_id, id, _version, _removal, _cell_versions)
       values ('acme', 1, '1', '0', '{}'), ('acme', 2, '1', '0', '{}'), ('globex', 3, '1', '0', '{}')`,
    )
    expect(await planPurge(stores(), 'acme')).toEqual({
      ...{ connection: 'acme', rawEvents: 3, webhooks: 0, bytes: 24, problems: 1, isWhole: true },
      tables: [{ generation: 1, isCurrent: true, rows: [{ table: 'offers', rows: 2 }] }],
    })
    expect(await total()).toBe(5)
  })

  it('erases nothing more once it is ended, and leaves the problems until it is done again', async () => {
    expect(await purgeConnection(stores(), 'acme', { signal: AbortSignal.abort() })).toEqual({ erased: 0, isWhole: false })
    const { rows } = await ops.pool.query(`select 1 from ops.problem where connection_id = 'acme'`)
    expect([await total(), rows]).toEqual([5, [{ '?column?': 1 }]])
  })

  it('puts a tombstone on each of its keys, on the same partition, and none on its neighbour’s', async () => {
    const before = await records()
    expect(await purgeConnection({ log, pool: ops.pool }, 'acme')).toEqual({ erased: 3, isWhole: true })
    const ends = await log.endOffsets(RAW_TOPIC)
    for (const [partition, end] of ends) {
      const own = before.filter(({ position }) => position.partition === partition)
      const erased = own.filter(({ message }) => message.headers['ce_connection'] === 'acme')
      expect(Number(end)).toBe(own.length + erased.length)
    }
    const { rows } = await ops.pool.query('select connection_id from ops.problem')
    expect(rows).toEqual([{ connection_id: 'globex' }])
    expect((await connectionNamed(ops.pool, 'acme')).removedAt).not.toBeNull()
  })
})
