import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { CanonicalEvent } from '@trellis/pipeline'
import { isRetryable, positionsOf, transact, type AtPosition } from '@trellis/runtime'
import type { OwnOps } from '@trellis/runtime/testing'
import fc from 'fast-check'
import { breakingPool, type Break } from './testing/breaking-pool.js'
import { batchOf, gone, offer, TOPIC } from './testing/canonical-batch.js'
import { preparedOps } from './testing/registered-ops.js'
import { SOME, someEvents } from './testing/some-events.js'
import { foldOf, tablesOf } from './testing/tables-of.js'
import type { Written } from './write-batch.js'
import { Writer } from './writer.js'

const KEPT = [
  'recruiting_g1.offers',
  'recruiting_g1.offers__history',
  'recruiting_g1.applications',
  'recruiting_g1.applications__history',
]
const STATE = [...KEPT, 'ops.log_position']

describe('Positions live with the rows', () => {
  let ops: OwnOps
  let writer: Writer

  beforeAll(async () => {
    ops = await preparedOps()
    writer = new Writer(ops.pool)
    await writer.generation()
    await ops.pool.query('create schema backup')
  })
  beforeEach(() => ops.pool.query(`truncate ${STATE.join(', ')}`))
  afterAll(() => ops.drop())

  const tables = (): ReturnType<typeof tablesOf> => tablesOf(ops.pool, 'recruiting_g1', SOME)
  const position = async (): Promise<bigint> => (await positionsOf(ops.pool, 'warehouse-writer/g1', TOPIC)).get(2) ?? 0n

  /** Writes through a connection that breaks; the answer, or undefined where there was none. */
  async function writeBroken(
    events: readonly CanonicalEvent[],
    from: number,
    at: Break,
  ): Promise<AtPosition<Written> | undefined> {
    const { pool, hasBroken } = breakingPool(ops.pool, at)
    const broken = new Writer(pool, writer.generation())
    try {
      const answer = await broken.write(batchOf(events, from))
      expect(hasBroken()).toBe(false)
      return answer
    } catch (error) {
      expect({ error, isRetryable: isRetryable(error) }).toMatchObject({ isRetryable: true })
      return undefined
    }
  }

  /** Reads a partition to its end, as the consumer does: from where the last answer said. */
  async function drain(log: readonly CanonicalEvent[], from = 0): Promise<void> {
    let next = from
    while (next < log.length) {
      const answer = await writer.write(batchOf(log.slice(next, next + 3), next))
      next = 'seekTo' in answer ? Number(answer.seekTo) : Math.min(next + 3, log.length)
    }
  }

  const minuteOf = (index: number): CanonicalEvent[] => [
    offer('1', 3 * index + 1, { status: `Created ${index}` }),
    { ...offer('1', 3 * index + 2, { status: `in_process ${index}` }, 'webhook'), resource: 'applications' },
    gone('2', 3 * index + 3),
  ]

  it.each(['before', 'after'] as const)('whichever statement of a batch the connection is lost %s', async (when) => {
    const log: CanonicalEvent[] = []
    let at = 0
    for (let isThrough = false; !isThrough;) {
      const from = log.length
      const batch = minuteOf(++at)
      log.push(...batch)
      isThrough = (await writeBroken(batch, from, { at, when })) !== undefined
      const [before, isDone] = [await tables(), (await position()) === BigInt(log.length)]
      expect(before).toEqual(foldOf(isDone ? log : log.slice(0, from), SOME))
      const again = await writer.write(batchOf(batch, from))
      expect('seekTo' in again).toBe(isDone)
      expect([await tables(), await position()]).toEqual([foldOf(log, SOME), BigInt(log.length)])
    }
    expect(at).toBeGreaterThan(10)
  })

  it('where the acknowledgement of the commit is lost: it comes again and is skipped', async () => {
    const batch = minuteOf(1)
    let answers = 0
    for (let at = 1; answers === 0; at++) {
      await ops.pool.query(`truncate ${STATE.join(', ')}`)
      const answer = await writeBroken(batch, 0, { at, when: 'after' })
      if (answer === undefined && (await position()) === 3n) {
        answers++
        expect([await writer.write(batchOf(batch, 0)), await tables()]).toEqual([{ seekTo: 3n }, foldOf(batch, SOME)])
      }
      expect(answer).toBeUndefined()
    }
  })

  it('where a writer wakes up with what another has written since, and more', async () => {
    const log = [...minuteOf(1), ...minuteOf(2), ...minuteOf(3)]
    const slow = batchOf(log.slice(0, 6), 0)
    await drain(log)
    expect(await writer.write(slow)).toEqual({ seekTo: 9n })
    expect(await tables()).toEqual(foldOf(log, SOME))
  })

  const write = { who: fc.nat({ max: 1 }), size: fc.integer({ min: 1, max: 5 }) }
  const broken = { at: fc.integer({ min: 1, max: 16 }), when: fc.constantFrom('before' as const, 'after' as const) }
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ act: fc.constant('write' as const), ...write }) },
    { weight: 4, arbitrary: fc.record({ act: fc.constant('break' as const), ...write, ...broken }) },
    { weight: 1, arbitrary: fc.constantFrom({ act: 'dump' as const }, { act: 'restore' as const }, { act: 'forget' as const }) },
  )

  it('with two writers that crash anywhere, a database of an hour ago, and a group that forgets where it was', async () => {
    await fc.assert(
      fc.asyncProperty(someEvents(20), fc.array(step, { maxLength: 14 }), async (log, all) => {
        await ops.pool.query(`truncate ${STATE.join(', ')}`)
        await dump()
        const next = [0, 0]
        for (const step of all) {
          if (step.act === 'dump') await dump()
          else if (step.act === 'restore') await restore()
          else if (step.act === 'forget') next.fill(0)
          else {
            const from = next[step.who] ?? 0
            const events = log.slice(from, from + step.size)
            if (events.length === 0) continue
            const answer =
              step.act === 'break' ? await writeBroken(events, from, step) : await writer.write(batchOf(events, from))
            if (answer) next[step.who] = 'seekTo' in answer ? Number(answer.seekTo) : from + events.length
          }
          expect(await tables()).toEqual(foldOf(log.slice(0, Number(await position())), SOME))
        }
        await drain(log)
        expect(await tables()).toEqual(foldOf(log, SOME))
      }),
      { numRuns: 40 },
    )
  })

  async function dump(): Promise<void> {
    await transact(ops.pool, async (client) => {
      for (const name of STATE)
        await client.query(`drop table if exists ${kept(name)}; create table ${kept(name)} as table ${name}`)
    })
  }

  async function restore(): Promise<void> {
    await transact(ops.pool, async (client) => {
      await client.query(`truncate ${STATE.join(', ')}`)
      for (const name of STATE) await client.query(`insert into ${name} table ${kept(name)}`)
    })
  }
})

function kept(name: string): string {
  return `backup.${name.replace('.', '_')}`
}
