import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { MAX_IDS, offers } from '@trellis/greenhouse'
import type { Instant } from '@trellis/pipeline'
import { completeReads, enqueueReads, nextReads, transact } from '@trellis/runtime'
import { duePlaces, dueTasks } from '../schedule/choose-tasks.js'
import { ownOps, type OwnOps } from '@trellis/runtime/testing'

const SECOND = 1_000_000
const START = 1_800_000_000 * SECOND
const LAG = { settle: 10 * SECOND, overlap: 900 * SECOND }
const INTERVALS = { hot: 60_000, warm: 900_000, settings: 21_600_000 }
const OF = offers
const ENTITIES = 2_000
const WEBHOOKS = 10_000
const BURST_SECONDS = 10
/** How often is looked for what is due; so fast that what becomes due bit by bit could be asked for bit by bit. */
const STEP = 0.05

describe('R1 a burst of webhooks on few entities', () => {
  let ops: OwnOps

  beforeAll(async () => {
    ops = await ownOps()
  })
  afterAll(() => ops.drop())

  afterEach(() => ops.pool.query('truncate ops.due_read'))

  /** Each entity is mentioned five times, at moments that have nothing to do with each other. */
  async function readAgain(
    settle: number,
  ): Promise<{ readonly requests: number; readonly waited: number; readonly left: number }> {
    const lag = { ...LAG, settle: settle * SECOND }
    const at = (second: number): Instant => Math.round(START + second * SECOND) as Instant
    const arrivals = Array.from({ length: WEBHOOKS }, (_, index) => ({
      connection: 'acme',
      resource: OF.name,
      key: String((index * 7_919) % ENTITIES),
      at: at((BURST_SECONDS * index) / WEBHOOKS),
    }))
    let waited = 0
    let requests = 0
    let round = 1
    for (let second = 0; second < 35; second += STEP) {
      const now = at(second)
      const arrived = arrivals.filter((word) => word.at < now && word.at >= at(second - STEP))
      await transact(ops.pool, (client) => enqueueReads(client, arrived, lag))
      const due = await nextReads(ops.pool, 'acme', duePlaces([OF]), now, lag, MAX_IDS)
      for (const task of dueTasks({
        ...{ resources: [OF], progress: [], due, now, lag, intervals: INTERVALS },
        round: round++,
      })) {
        if (task.type !== 'reread') continue
        requests += 1
        waited = Math.max(waited, ...task.due.map(({ dueAt }) => (now - dueAt) / SECOND + settle))
        const keys = task.due.map(({ key }) => key)
        await transact(ops.pool, (client) => completeReads(client, 'acme', { resource: OF.name, of: '' }, keys, now, lag))
      }
    }
    const { rows } = await ops.pool.query<{ left: number }>('select count(*)::int as left from ops.due_read')
    return { requests, waited, left: rows[0]?.left ?? -1 }
  }

  it('costs hardly more requests than its entities need, and leaves nothing due', async () => {
    const { requests, waited, left } = await readAgain(BURST_SECONDS)
    expect(left).toBe(0)
    expect(requests).toBeLessThanOrEqual((1.1 * ENTITIES) / MAX_IDS)
    expect(waited).toBeLessThanOrEqual(3 * BURST_SECONDS)
  })

  it('is read once every two settles while it goes on for longer, in full requests, and once more when it is over', async () => {
    const settle = BURST_SECONDS / 5
    const { requests, waited, left } = await readAgain(settle)
    expect(left).toBe(0)
    expect(requests).toBeLessThanOrEqual((1.1 * 3 * ENTITIES) / MAX_IDS)
    expect(waited).toBeLessThanOrEqual(3 * settle)
  })
})
