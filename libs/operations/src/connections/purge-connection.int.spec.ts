import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { RAW_TOPIC, recordEventId } from '@trellis/greenhouse'
import { encodeRaw, instantOfMs } from '@trellis/pipeline'
import { Connections, newRawKey, removeConnection, type EventLog } from '@trellis/runtime'
import { ownOps, randomMasterKeys, type OwnOps } from '@trellis/runtime/testing'
import { ownLog, recordsOf } from '../testing/own-log.js'
import { purgeConnection } from './purge-connection.js'
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

  const records = async () => await recordsOf(log, RAW_TOPIC)
  const total = async () => [...(await log.endOffsets(RAW_TOPIC)).values()].reduce((sum, end) => sum + Number(end), 0)

  it('is refused while it is in use, or is none', async () => {
    await expect(purgeConnection({ log, pool: ops.pool }, 'acme')).rejects.toThrow('Connection acme is in use: remove it first')
    await expect(purgeConnection({ log, pool: ops.pool }, 'unknown')).rejects.toThrow(
      "no connection 'unknown'. There is: acme, globex",
    )
    expect(await total()).toBe(5)
  })

  it('puts a tombstone on each of its keys, on the same partition, and none on its neighbour’s', async () => {
    const before = await records()
    await removeConnection(ops.pool, 'acme')
    expect(await purgeConnection({ log, pool: ops.pool }, 'acme')).toBe(3)
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
