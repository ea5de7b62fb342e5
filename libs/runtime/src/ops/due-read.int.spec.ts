import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Instant } from '@trellis/pipeline'
import { HELD_CHILDREN, nextReads } from './read-due.js'
import { transact } from '../postgres/transact.js'
import { completeReads, discardReads, enqueueReads, retryReads } from './due-read.js'
import { ownOps, type OwnOps } from '../testing/index.js'

const SECOND = 1_000_000
const START = 1_800_000_000 * SECOND
const LAG = { settle: 10 * SECOND, overlap: 900 * SECOND }
const OFFERS = { resource: 'offers', of: '' }
const PLACES = [{ resource: 'candidates', of: '' }, OFFERS]
const after = (seconds: number): Instant => (START + seconds * SECOND) as Instant

describe('entities that are due to be read again', () => {
  let ops: OwnOps

  beforeAll(async () => {
    ops = await ownOps()
  })
  afterEach(() => ops.pool.query('truncate ops.due_read'))
  afterAll(() => ops.drop())

  const mention = (seconds: number, ...keys: readonly string[]): Promise<void> =>
    transact(ops.pool, (client) =>
      enqueueReads(
        client,
        keys.map((key) => ({ connection: 'acme', resource: 'offers', key, at: after(seconds) })),
        LAG,
      ),
    )
  const asked = (seconds: number, ...keys: readonly string[]): Promise<void> =>
    transact(ops.pool, (client) => completeReads(client, 'acme', OFFERS, keys, after(seconds), LAG))
  const stale = (seconds: number, ...keys: readonly string[]): Promise<void> =>
    transact(ops.pool, (client) => retryReads(client, 'acme', 'offers', keys, after(seconds)))
  const due = async (seconds: number): Promise<readonly string[]> =>
    (await nextReads(ops.pool, 'acme', PLACES, after(seconds), LAG, 100)).map(({ key }) => key)

  it('are due settle after they were mentioned', async () => {
    await mention(0, '7')
    expect([await due(9), await due(10)]).toEqual([[], ['7']])
  })

  it('come oldest first, with when they were due', async () => {
    await mention(2, 'b')
    await mention(1, 'a')
    expect(await nextReads(ops.pool, 'acme', PLACES, after(60), LAG, 100)).toEqual([
      { resource: 'offers', of: '', key: 'a', attempts: 0, dueAt: after(11) },
      { resource: 'offers', of: '', key: 'b', attempts: 0, dueAt: after(12) },
    ])
  })

  describe('R1 an entity that is touched all the time is read all the same', () => {
    it('waits for its newest word, but not beyond settle after it was due', async () => {
      for (const second of [0, 5, 10, 15]) await mention(second, '7')
      expect([await due(10), await due(19.9), await due(20)]).toEqual([[], [], ['7']])
    })

    it.each(['', 'applications'])('is asked for again within 3 × settle each time, touched every 5 s (of: "%s")', async (of) => {
      const place = { resource: 'offers', of }
      const askedAt: number[] = []
      for (let second = 0; second <= 300; second += 1) {
        if (second % 5 === 0) {
          const word = { connection: 'acme', ...place, key: '7', at: after(second) }
          await transact(ops.pool, (client) => enqueueReads(client, [word], LAG))
        }
        const found = await nextReads(ops.pool, 'acme', [place], after(second), LAG, 50)
        if (found.length === 0) continue
        askedAt.push(second)
        await transact(ops.pool, (client) => completeReads(client, 'acme', place, ['7'], after(second), LAG))
      }
      const gaps = askedAt.map((second, index) => second - (askedAt[index - 1] ?? 0))
      expect(askedAt.length).toBeGreaterThan(9)
      expect(Math.max(...gaps)).toBeLessThanOrEqual(30)
    })
  })

  it('of a parent’s children and of the entity itself are settled apart', async () => {
    const children = { resource: 'offers', of: 'applications' }
    await transact(ops.pool, (client) => enqueueReads(client, [{ connection: 'acme', ...children, key: '7', at: after(0) }], LAG))
    await mention(0, '7')
    await asked(10, '7')
    expect(await nextReads(ops.pool, 'acme', [...PLACES, children], after(60), LAG, 50)).toMatchObject([
      { ...children, key: '7' },
    ])
  })

  it('of a resource that we may not list are forgotten, but for those whose children are still to be looked up', async () => {
    const words = ['', 'applications', HELD_CHILDREN].map((of) => ({
      connection: 'acme',
      resource: 'offers',
      of,
      key: '7',
      at: after(0),
    }))
    await transact(ops.pool, (client) => enqueueReads(client, words, LAG))
    await transact(ops.pool, (client) => discardReads(client, 'acme', 'offers'))
    expect((await ops.pool.query('select of from ops.due_read')).rows).toEqual([{ of: HELD_CHILDREN }])
  })

  it('are settled by a request that went out settle after the last word', async () => {
    await mention(0, '7', '8')
    await asked(10, '7')
    expect(await due(1_000)).toEqual(['8'])
  })

  it('stay due where the request went out too soon to have seen the last word', async () => {
    await mention(0, '7')
    await mention(5, '7')
    await asked(12, '7')
    expect([await due(14.9), await due(15)]).toEqual([[], ['7']])
  })

  it('stay due where they were mentioned while the request was under way', async () => {
    await mention(0, '7')
    const request = 11
    await mention(12, '7')
    await asked(request, '7')
    expect([await due(21), await due(22)]).toEqual([[], ['7']])
  })

  it('is settled once, and due again by the next word', async () => {
    await mention(0, '7')
    await asked(11, '7')
    await mention(20, '7')
    expect(await due(30)).toEqual(['7'])
  })

  it('takes the newest of many words of one batch as what must be seen, and the oldest as when it is due', async () => {
    await transact(ops.pool, (client) =>
      enqueueReads(
        client,
        [3, 0, 8].map((seconds) => ({ connection: 'acme', resource: 'offers', key: '7', at: after(seconds) })),
        LAG,
      ),
    )
    await asked(17, '7')
    expect(await due(18)).toEqual(['7'])
  })

  it('does nothing for a batch without mentions', async () => {
    await mention(0)
    expect(await due(1_000)).toEqual([])
  })

  describe('asked again because the answer was too old (rule L3)', () => {
    const pauses = async (times: number): Promise<number> => {
      for (let attempt = 0; attempt < times; attempt += 1) await stale(0, '7')
      const [found] = await nextReads(ops.pool, 'acme', PLACES, after(100_000), LAG, 1)
      return ((found?.dueAt ?? 0) - START) / SECOND
    }

    it.each([
      [1, 1],
      [2, 2],
      [3, 4],
      [8, 128],
      [12, 900],
      [60, 900],
    ])('pause longer each time, up to a quarter of an hour: after %d answers %d s', async (times, seconds) => {
      expect(await pauses(times)).toBe(seconds)
    })

    it('say how often they were asked in vain', async () => {
      await pauses(3)
      expect(await nextReads(ops.pool, 'acme', PLACES, after(100_000), LAG, 1)).toMatchObject([{ key: '7', attempts: 3 }])
    })

    it('are read sooner where an event mentions them meanwhile', async () => {
      await pauses(12)
      await mention(1, '7')
      expect(await due(11)).toEqual(['7'])
    })

    it('do no harm where a page shows an entity twice', async () => {
      await stale(0, '7', '7')
      expect(await due(1)).toEqual(['7'])
    })

    it('are settled by a good answer', async () => {
      await stale(0, '7')
      await asked(12, '7')
      expect(await due(100_000)).toEqual([])
    })
  })

  describe('of several resources and connections', () => {
    const inTurn = (resource: string, count: number, from: number, connection = 'acme'): Promise<void> =>
      transact(ops.pool, (client) =>
        enqueueReads(
          client,
          Array.from({ length: count }, (_, index) => ({ connection, resource, key: String(index), at: after(from) })),
          LAG,
        ),
      )

    it('do not stand in each other’s way: what piles up of one resource leaves the others in sight', async () => {
      await inTurn('offers', 500, 0)
      await inTurn('candidates', 3, 50)
      const found = await nextReads(ops.pool, 'acme', PLACES, after(60), LAG, 100)
      expect(new Set(found.map(({ resource }) => resource))).toEqual(new Set(['offers', 'candidates']))
    })

    it('are bounded by resource', async () => {
      await inTurn('offers', 500, 0)
      await inTurn('candidates', 500, 0)
      expect(await nextReads(ops.pool, 'acme', PLACES, after(60), LAG, 100)).toHaveLength(200)
    })

    it('are those of one connection', async () => {
      await inTurn('offers', 1, 0, 'other')
      expect(await due(1_000)).toEqual([])
    })

    it('are made and settled by several at once, whatever order they name them in', async () => {
      const keys = Array.from({ length: 300 }, (_, index) => String(index))
      for (let round = 0; round < 10; round += 1)
        await Promise.all([
          mention(round, ...keys),
          mention(round, ...keys.toReversed()),
          asked(round, ...keys.toReversed()),
          stale(round, ...keys.toReversed()),
        ])
      expect((await nextReads(ops.pool, 'acme', PLACES, after(100_000), LAG, 1_000)).length).toBeGreaterThan(0)
    })
  })
})
