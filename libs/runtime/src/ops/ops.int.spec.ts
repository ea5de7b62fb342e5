import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { until } from '@trellis/local'
import { ownDatabase, type OwnDatabase } from '../testing/own-database.js'
import { Connections, type Connection } from './connections.js'
import { holdLease, type Lease } from './hold-lease.js'
import { OPS_MIGRATIONS } from './migrations/index.js'
import { openOps } from './open-ops.js'
import type { Ops } from './ops.js'

describe('ops', () => {
  let database: OwnDatabase
  let ops: Ops

  beforeAll(async () => {
    database = await ownDatabase()
    ops = await openOps(database.url)
  })
  afterAll(async () => {
    await ops.close()
    await database.drop()
  })

  it('is migrated once by four that open it at once', async () => {
    const fresh = await ownDatabase()
    const opened = await Promise.all([1, 2, 3, 4].map(() => openOps(fresh.url)))
    const { rows } = await fresh.pool.query('select name from ops.migration')
    expect(rows).toHaveLength(OPS_MIGRATIONS.length)
    await Promise.all(opened.map((each) => each.close()))
    await fresh.drop()
  })

  it('has the shape that its entities say', async () => {
    const counts = await Promise.all(
      ops.data.entityMetadatas.map(({ target }) => ops.data.getRepository(target).find({ take: 1 })),
    )
    expect(counts.flat()).toEqual([])
  })

  it('takes one current generation only', async () => {
    const insert = 'insert into ops.generation (number, revision, created_at, is_current) values ($1, 1, now(), true)'
    await ops.pool.query(insert, [1])
    await expect(ops.pool.query(insert, [2])).rejects.toMatchObject({ code: '23505' })
  })

  it('is a retryable Fault where Postgres does not answer', async () => {
    await expect(openOps('postgres://user@127.0.0.1:1/none')).rejects.toMatchObject({ name: 'Fault', retryable: true })
  })

  describe('a lease', () => {
    const held: Lease[] = []
    const hold = async (name: string, holder: string, ttlMs: number): Promise<Lease | undefined> => {
      const lease = await holdLease(ops.pool, name, holder, ttlMs)
      if (lease) held.push(lease)
      return lease
    }
    afterEach(() => Promise.all(held.splice(0).map((lease) => lease.release())))

    it('is held by one at a time, and by the next once it is given back', async () => {
      const first = await hold('one', 'a', 60_000)
      expect(await hold('one', 'b', 60_000)).toBeUndefined()
      expect(first?.isHeld()).toBe(true)
      await first?.release()
      expect(first?.isHeld()).toBe(false)
      const second = await hold('one', 'b', 60_000)
      expect([first?.fence, second?.fence]).toEqual([1n, 2n])
    })

    it('goes to one of many that ask at once', async () => {
      const leases = await Promise.all(Array.from({ length: 8 }, (_, index) => hold('race', `h${index}`, 60_000)))
      expect(leases.filter((lease) => lease !== undefined)).toHaveLength(1)
    })

    it('is renewed in time', async () => {
      const lease = await hold('renewed', 'a', 300)
      const expiry = async (): Promise<number> => {
        const { rows } = await database.pool.query<{ at: Date }>(`select expires_at as at from ops.lease where name = 'renewed'`)
        return rows[0]?.at.getTime() ?? 0
      }
      const first = await expiry()
      await until(async () => (await expiry()) > first + 300, { what: 'renewals beyond the first term' })
      expect(lease?.isHeld()).toBe(true)
    })

    it('is lost where it expired and another took over with a higher fence', async () => {
      const first = await hold('taken', 'a', 300)
      await database.pool.query(`update ops.lease set expires_at = 'epoch', fence = fence + 1, holder = 'b' where name = 'taken'`)
      await until(() => first?.isHeld() === false, { what: 'the loss to be noticed' })
      const next = await hold('taken', 'c', 60_000)
      expect(next?.fence).toBe(3n)
      await first?.release()
      expect(next?.isHeld()).toBe(true)
      expect(await hold('taken', 'd', 60_000)).toBeUndefined()
    })
  })

  describe('connections', () => {
    const key = randomBytes(32).toString('base64')
    const acme = {
      id: 'acme',
      name: 'Acme',
      harvestUserId: 9007199254740993n,
      clientId: 'id',
      clientSecret: 'sécret',
      webhookSecrets: ['s1', 's2'],
    }
    beforeEach(() => ops.pool.query('truncate ops.connection'))

    it('come back as they were registered', async () => {
      const connections = new Connections(ops, key)
      await connections.register(acme)
      await connections.register({ id: 'bare', name: 'Bare' })
      expect(await connections.load()).toEqual([acme, { id: 'bare', name: 'Bare', webhookSecrets: [] }])
    })

    it('keep the secrets that are not given again', async () => {
      const connections = new Connections(ops, key)
      await connections.register(acme)
      await connections.register({ id: 'acme', name: 'Acme Inc.', webhookSecrets: ['s3'] })
      expect(await connections.load()).toEqual([{ ...acme, name: 'Acme Inc.', webhookSecrets: ['s3'] }])
    })

    it('are not readable in the table', async () => {
      await new Connections(ops, key).register(acme)
      const { rows } = await ops.pool.query<{ stored: string }>(
        `select encode(credentials || webhook_secrets, 'escape') as stored from ops.connection`,
      )
      expect(rows[0]?.stored).not.toMatch(/secret|clientId|s1/)
    })

    const faultsOf = (unopened: Connection['unopened']): readonly unknown[] => [
      unopened?.credentials?.message,
      unopened?.webhookSecrets?.message,
    ]
    const bare: Connection = { id: 'acme', name: 'Acme', harvestUserId: acme.harvestUserId, webhookSecrets: [] }

    it('do not open with another key, and say so', async () => {
      await new Connections(ops, key).register(acme)
      const [{ unopened, ...rest } = bare] = await new Connections(ops, randomBytes(32).toString('base64')).load()
      expect([rest, faultsOf(unopened)]).toEqual([
        bare,
        [
          expect.stringContaining('TRELLIS_MASTER_KEY does not open acme/credentials'),
          expect.stringContaining('TRELLIS_MASTER_KEY does not open acme/webhook_secrets'),
        ],
      ])
    })

    it.each<[string, Partial<Connection>]>([
      ['\\x00', { webhookSecrets: acme.webhookSecrets }],
      ['\\x', { webhookSecrets: acme.webhookSecrets }],
    ])('that cannot be opened stop neither another connection nor another part of their own (%s)', async (bytes, left) => {
      const connections = new Connections(ops, key)
      await connections.register(acme)
      await connections.register({ ...acme, id: 'bad' })
      await ops.pool.query(`update ops.connection set credentials = $1 where id = 'bad'`, [bytes])
      const [first, { unopened, ...rest } = bare] = await connections.load()
      expect([first, rest]).toEqual([acme, { ...bare, id: 'bad', ...left }])
      expect(faultsOf(unopened)).toEqual([expect.stringContaining('does not open bad/credentials'), undefined])
    })

    it('do not open in another row', async () => {
      const connections = new Connections(ops, key)
      await connections.register(acme)
      await connections.register({ ...acme, id: 'evil' })
      await ops.pool.query(
        `update ops.connection set credentials = (select credentials from ops.connection where id = 'acme') where id = 'evil'`,
      )
      const [, evil] = await connections.load()
      expect([evil?.clientSecret, faultsOf(evil?.unopened)]).toEqual([
        undefined,
        [expect.stringContaining('does not open evil/credentials'), undefined],
      ])
    })

    it('do not come back under an id that was removed', async () => {
      const connections = new Connections(ops, key)
      await connections.register(acme)
      await ops.pool.query('update ops.connection set removed_at = now()')
      await expect(connections.register(acme)).rejects.toThrow('was removed')
      expect(await connections.load()).toEqual([])
    })

    it.each(['', 'short', randomBytes(31).toString('base64'), 'é'.repeat(43)])('refuse the master key %p', (text) => {
      expect(() => new Connections(ops, text)).toThrow('32 bytes in base64')
    })
  })
})
