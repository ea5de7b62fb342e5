import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Fault } from '../fault.js'
import { masterKeysOf, type MasterKeys } from '../secrets/master-keys.js'
import { ownOps, type OwnOps } from '../testing/own-ops.js'
import { storedConnections } from './connection-record.js'
import { Connections } from './connections.js'
import { rewrapConnections } from './rewrap-connections.js'

const OLD = `old:${randomBytes(32).toString('base64')}`
const NEW = `new:${randomBytes(32).toString('base64')}`
const IDS = ['acme', 'globex', 'initech']

describe('a rewrap', () => {
  const before = masterKeysOf({ masterKeys: [OLD, NEW] })
  const both = masterKeysOf({ masterKeys: [NEW, OLD] })
  const after = masterKeysOf({ masterKeys: [NEW] })
  let ops: OwnOps

  beforeAll(async () => void (ops = await ownOps()))
  afterAll(() => ops.drop())
  beforeEach(async () => {
    await ops.pool.query('truncate ops.connection')
    for (const id of IDS) await new Connections(ops, before).register(connection(id))
    await new Connections(ops, before).register({ id: 'bare', name: 'bare' })
  })

  const opened = (keys: MasterKeys) => new Connections(ops, keys).load()
  const sealedBy = async () => (await storedConnections(ops.pool)).map(({ masterKeys }) => masterKeys)
  const all = ['acme', 'bare', 'globex', 'initech'].map((id) =>
    id === 'bare' ? { id, name: id, webhookSecrets: [] } : connection(id),
  )

  it('seals every secret with the first key, so that the one before is needed no more', async () => {
    expect(await rewrapConnections(ops.pool, both)).toEqual({ rewrapped: 6, current: 0, unopened: [] })
    expect(await opened(after)).toEqual(all)
    expect(await rewrapConnections(ops.pool, both)).toEqual({ rewrapped: 0, current: 6, unopened: [] })
  })

  it('that is interrupted half-way leaves all open, and goes on where it was', async () => {
    const interrupted = rewrapConnections(ops.pool, both, (done) => {
      if (done === 3) throw new Error('the machine went away')
    })
    await expect(interrupted).rejects.toThrow('the machine went away')
    expect(await sealedBy()).toEqual([['new'], [], ['new', 'old'], ['old']])
    expect(await opened(both)).toEqual(all)
    expect(await opened(before)).toEqual(all)
    expect(await rewrapConnections(ops.pool, both)).toEqual({ rewrapped: 3, current: 3, unopened: [] })
    expect(await opened(after)).toEqual(all)
  })

  it('leaves what no key opens as it is, says why, and goes on', async () => {
    await ops.pool.query(`update ops.connection set credentials = '\\x00' where id = 'acme'`)
    const bytes = async () =>
      (await ops.pool.query<{ credentials: Buffer }>(`select credentials from ops.connection where id = 'acme'`)).rows
    const found = await bytes()
    const { rewrapped, unopened } = await rewrapConnections(ops.pool, both)
    expect([rewrapped, unopened]).toEqual([
      5,
      [{ secret: 'acme/credentials', why: expect.stringContaining('acme/credentials does not open') }],
    ])
    expect(await bytes()).toEqual(found)
  })

  it('undoes no change that a service makes meanwhile', async () => {
    const changing: MasterKeys = [
      {
        names: both[0].names,
        makeDataKey: async (id) => {
          if (id === 'globex') await new Connections(ops, after).register({ ...connection(id), clientSecret: 'changed' })
          return both[0].makeDataKey(id)
        },
        unwrap: (wrapped, id) => both[0].unwrap(wrapped, id),
      },
      ...both.slice(1),
    ]
    expect(await rewrapConnections(ops.pool, changing)).toEqual({ rewrapped: 4, current: 2, unopened: [] })
    expect(await opened(after)).toContainEqual({ ...connection('globex'), clientSecret: 'changed' })
  })

  it('ends where the key cannot be had now, and says how far it came', async () => {
    let left = 2
    const failing: MasterKeys = [
      {
        names: both[0].names,
        makeDataKey: async (id) => {
          if ((left -= 1) < 0) throw new Fault('the key service does not answer')
          return both[0].makeDataKey(id)
        },
        unwrap: (wrapped, id) => both[0].unwrap(wrapped, id),
      },
      ...both.slice(1),
    ]
    await expect(rewrapConnections(ops.pool, failing)).rejects.toThrow(
      'the key service does not answer. 2 secrets were rewrapped: run it again, and it goes on',
    )
    expect(await opened(both)).toEqual(all)
  })
})

function connection(id: string) {
  return { id, name: id, clientId: `id of ${id}`, clientSecret: 's', webhookSecrets: [`secret of ${id}`] }
}
