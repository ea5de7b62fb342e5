import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { MAX_IDS, offers } from '@trellis/greenhouse'
import type { Instant } from '@trellis/pipeline'
import { transact } from '@trellis/runtime'
import { makeDue, readDue, settleDue } from './due-reads.js'
import { chooseTasks, duePlaces } from './tasks.js'
import { ownOps, type OwnOps } from '@trellis/runtime/testing'

const SECOND = 1_000_000
const START = 1_800_000_000 * SECOND
const LAG = { settle: 10 * SECOND, overlap: 900 * SECOND }
const INTERVALS = { hot: 60_000, warm: 900_000, settings: 21_600_000 }
const OF = offers
const ENTITIES = 2_000
const WEBHOOKS = 10_000
const BURST_SECONDS = 10

describe('R1 a burst of webhooks on few entities', () => {
  let ops: OwnOps

  beforeAll(async () => {
    ops = await ownOps()
  })
  afterAll(() => ops.drop())

  it('costs hardly more requests than its entities need, and leaves nothing due', async () => {
    const at = (second: number): Instant => Math.round(START + second * SECOND) as Instant
    // Each entity is spoken of five times, at moments that have nothing to do with each other.
    const arrivals = Array.from({ length: WEBHOOKS }, (_, index) => ({
      connection: 'acme',
      resource: OF.name,
      key: String((index * 7_919) % ENTITIES),
      at: at((BURST_SECONDS * index) / WEBHOOKS),
    }))
    const waited: number[] = []
    let requests = 0
    let round = 1
    for (let second = 0; second < 60; second += 0.25) {
      const now = at(second)
      const arrived = arrivals.filter((word) => word.at < now && word.at >= at(second - 0.25))
      await transact(ops.pool, (client) => makeDue(client, arrived, LAG))
      const due = await readDue(ops.pool, 'acme', duePlaces([OF]), now, LAG, MAX_IDS)
      for (const task of chooseTasks({
        ...{ resources: [OF], progress: [], due, now, lag: LAG, intervals: INTERVALS },
        round: round++,
      })) {
        if (task.type !== 'reread') continue
        requests += 1
        waited.push(...task.due.map(({ dueAt }) => (now - dueAt) / SECOND))
        const keys = task.due.map(({ key }) => key)
        await transact(ops.pool, (client) => settleDue(client, 'acme', { resource: OF.name, of: '' }, keys, now, LAG))
      }
    }
    const { rows } = await ops.pool.query('select count(*)::int as left from ops.due_read')
    expect(rows).toEqual([{ left: 0 }])
    expect(requests).toBeLessThanOrEqual((1.1 * ENTITIES) / MAX_IDS)
    // Settle passed before each was due.
    expect(Math.max(...waited)).toBeLessThanOrEqual(20)
  })
})
