import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { transact } from '@trellis/runtime'
import { givenIn, ownOps, type OwnOps } from '@trellis/runtime/testing'
import { confirmGone, orderSweep } from './order-sweep.js'

describe('an order about sweeps', () => {
  let ops: OwnOps

  beforeAll(async () => {
    ops = await ownOps()
    for (const id of ['acme', 'globex']) {
      const given = givenIn(ops, id)
      await given.connection()
      await given.progress(['offers', 'job_posts', 'job_posts?active=false'])
      await given.suspects('offers', ['1'], { dueUs: null })
      await given.hold('offers', { sinceUs: '1', suspects: '30', alive: '40' })
    }
  })
  afterAll(() => ops.drop())

  const requested = async (): Promise<readonly string[]> => {
    const { rows } = await ops.pool.query<{ at: string }>(
      `select connection_id || '/' || listing as at from ops.listing_progress where sweep_requested order by 1`,
    )
    return rows.map(({ at }) => at)
  }
  const held = async (): Promise<readonly string[]> =>
    (await ops.pool.query<{ id: string }>('select connection_id as id from ops.absence_hold order by 1')).rows.map(({ id }) => id)

  it('is refused, and changes nothing, where a name in it is none', async () => {
    await expect(orderSweep(ops.pool, 'acme', ['offers', 'offer'])).rejects.toMatchObject({ kind: 'not found' })
    await expect(orderSweep(ops.pool, 'initech', [])).rejects.toMatchObject({ kind: 'not found' })
    await expect(confirmGone(ops.pool, 'initech', 'offers')).rejects.toMatchObject({ kind: 'not found' })
    await expect(confirmGone(ops.pool, 'acme', 'job_posts')).rejects.toThrow('Nothing of job_posts waits')
    expect([await requested(), await held()]).toEqual([[], ['acme', 'globex']])
  })

  it('is undone with the transaction that it is given in', async () => {
    const undone = transact(ops.pool, async (client) => {
      await orderSweep(client, 'acme', [])
      await confirmGone(client, 'acme', 'offers')
      throw new Error('no')
    })
    await expect(undone).rejects.toThrow('no')
    expect([await requested(), await held()]).toEqual([[], ['acme', 'globex']])
  })

  it('is about one connection, and about what it names or all', async () => {
    expect(await orderSweep(ops.pool, 'acme', ['job_posts'])).toBe(2)
    expect(await requested()).toEqual(['acme/job_posts', 'acme/job_posts?active=false'])
    expect(await orderSweep(ops.pool, 'globex', [])).toBe(3)
    expect(await confirmGone(ops.pool, 'acme', 'offers')).toBe(1)
    expect(await held()).toEqual(['globex'])
  })
})
