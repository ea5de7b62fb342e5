import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { offers } from '@trellis/greenhouse'
import { until } from '@trellis/local'
import { type Instant, NEVER, type Version, versionOf } from '@trellis/pipeline'
import { holdLease, type Lease, transact } from '@trellis/runtime'
import { type Candidate, fenced, LeasePassed, upsertListed, readRegister, type Shown } from './listed-register.js'
import { givenIn, ownOps, type OwnOps } from '@trellis/runtime/testing'

const at = (second: number): Version =>
  versionOf({ at: (second * 1_000_000) as Instant, kind: 'record', revision: 1, event: 'b'.repeat(24), ordinal: 0 })
const record = (key: string, body: string, second: number, updatedAt?: string): Candidate => ({
  facts: { key, digestInput: body, ...(updatedAt !== undefined && { updatedAt }) },
  digest: Buffer.from(body).toString('hex'),
  version: at(second),
})

const page = (appended: readonly Candidate[], second = 0): Shown => ({
  appended,
  keys: appended.map(({ facts }) => facts.key),
  at: (second * 1_000_000) as Instant,
})

describe('the register of listed records', () => {
  let ops: OwnOps

  beforeAll(async () => {
    ops = await ownOps()
  })
  afterEach(() => ops.pool.query('truncate ops.listed_record'))
  afterAll(() => ops.drop())

  const upsert = (...records: Candidate[]): Promise<void> =>
    transact(ops.pool, (client) => upsertListed(client, 'acme', offers, page(records)))
  const read = async (key: string): Promise<unknown> => (await readRegister(ops.pool, 'acme', offers, [key])).get(key)

  it('keeps what was appended, key by key', async () => {
    await upsert(record('1', 'A', 5, '10:00'), record('2', 'B', 5))
    expect([await read('1'), await read('2'), await read('3')]).toEqual([
      { version: at(5), updatedAt: '10:00', digest: '41', mentioned: NEVER, removed: NEVER },
      { version: at(5), updatedAt: undefined, digest: '42', mentioned: NEVER, removed: NEVER },
      undefined,
    ])
  })

  it('moves forward with a newer record', async () => {
    await upsert(record('1', 'A', 5, '10:00'))
    await upsert(record('1', 'B', 6))
    expect(await read('1')).toEqual({ version: at(6), updatedAt: undefined, digest: '42', mentioned: NEVER, removed: NEVER })
  })

  it('is never lowered: a stale poller’s record leaves it as it is', async () => {
    await upsert(record('1', 'B', 6, '10:06'))
    await upsert(record('1', 'A', 5, '10:05'))
    expect(await read('1')).toMatchObject({ version: at(6), updatedAt: '10:06', digest: '42' })
  })

  it('keeps what webhooks have mentioned when it is updated', async () => {
    await givenIn(ops).listed('offers', ['1'], { version: NEVER, mentioned: at(9) })
    await upsert(record('1', 'A', 5))
    expect(await read('1')).toEqual({ version: at(5), updatedAt: undefined, digest: '41', mentioned: at(9), removed: NEVER })
  })

  it('takes the newest where a page shows an entity twice', async () => {
    await upsert(record('1', 'A', 5), record('1', 'B', 6), record('1', 'C', 4))
    expect(await read('1')).toMatchObject({ version: at(6), digest: '42' })
  })

  it('knows when a page last showed an entity, also where nothing was appended', async () => {
    const seen = async (): Promise<unknown> =>
      (await ops.pool.query('select key, seen_us from ops.listed_record order by key')).rows
    const look = (second: number, ...keys: string[]): Promise<void> =>
      transact(ops.pool, (client) =>
        upsertListed(client, 'acme', offers, { appended: [], keys, at: (second * 1_000_000) as Instant }),
      )
    await look(7, '1', '2', '2')
    await look(5, '1')
    await look(9, '2')
    expect(await seen()).toEqual([
      { key: '1', seen_us: '7000000' },
      { key: '2', seen_us: '9000000' },
    ])
  })

  it('keeps connections apart', async () => {
    await upsert(record('1', 'A', 5))
    expect((await readRegister(ops.pool, 'other', offers, ['1'])).size).toBe(0)
  })

  it('moves forward with two at once, whatever order their pages name the records in', async () => {
    const keys = Array.from({ length: 300 }, (_, index) => String(index))
    const shown = (second: number, order: readonly string[]): Promise<void> =>
      upsert(...order.map((key) => record(key, `of ${second}`, second)))
    for (let round = 1; round <= 20; round += 2)
      await Promise.all([shown(round, keys), shown(round + 1, keys.toReversed()), shown(round, keys.toReversed())])
    expect((await readRegister(ops.pool, 'acme', offers, keys)).size).toBe(300)
  })

  describe('under a lease', () => {
    const LEASE = 'harvest-poller/acme'
    const leases: Lease[] = []

    const take = async (ttlMs = 60_000): Promise<Lease> => {
      const lease = await holdLease(ops.pool, LEASE, 'spec', ttlMs)
      if (!lease) throw new Error('the lease is held by another')
      leases.push(lease)
      return lease
    }
    afterEach(async () => {
      for (const lease of leases.splice(0)) await lease.release()
      await ops.pool.query('delete from ops.lease')
    })

    const write = (fence: bigint): Promise<void> =>
      fenced(ops.pool, { lease: LEASE, fence }, (client) => upsertListed(client, 'acme', offers, page([record('1', 'A', 5)])))

    it('is written by its holder', async () => {
      const { fence } = await take()
      await write(fence)
      expect(await read('1')).toMatchObject({ version: at(5) })
    })

    it('refuses a holder that another has followed, and writes nothing', async () => {
      const first = await take()
      await first.release()
      await take()
      await expect(write(first.fence)).rejects.toBeInstanceOf(LeasePassed)
      expect(await read('1')).toBeUndefined()
    })

    it('lets no other take the lease while a write under it is under way', async () => {
      const first = await take()
      await first.release()
      const order: string[] = []
      let taken: Promise<unknown> | undefined
      await fenced(ops.pool, { lease: LEASE, fence: first.fence }, async (client) => {
        taken = take().then(() => order.push('taken'))
        await until(async () => (await client.query('select 1 from pg_locks where not granted')).rowCount !== 0, {
          what: 'the next holder to wait',
        })
        order.push('written')
      })
      await taken
      expect(order).toEqual(['written', 'taken'])
    })
  })
})
