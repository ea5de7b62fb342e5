import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '@trellis/local'
import { ownDatabase, type OwnDatabase } from '../testing/own-database.js'
import { forgetHolders, holdLease, type Lease } from './hold-lease.js'
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

    it('is forgotten a day after it was given up, where its name begins so', async () => {
      await hold('process/old', 'a', 60_000)
      await hold('process/new', 'b', 60_000)
      await hold('other/old', 'c', 60_000)
      await Promise.all(held.splice(0).map((lease) => lease.release()))
      await database.pool.query(`update ops.lease set expires_at = now() - interval '25 hours' where name like '%/old'`)
      await forgetHolders(ops.pool, 'process/')
      const { rows } = await database.pool.query<{ name: string }>(`select name from ops.lease where name like '%/%' order by 1`)
      expect(rows.map(({ name }) => name)).toEqual(['other/old', 'process/new'])
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
})
