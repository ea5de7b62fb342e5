import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { offers } from '@trellis/greenhouse'
import { createLogger, createPool, Metrics } from '@trellis/runtime'
import { listingsOf } from '../harvest/listings.js'
import { Pauses } from './pauses.js'
import { PollerMetrics } from '../poller-metrics.js'
import type { Task } from './task.js'

const TASK: Task = { type: 'backfill', listing: listingsOf(offers)[0], cursor: undefined }
const START = 1_800_000_000_000

describe('a task without permission', () => {
  let pauses: Pauses
  beforeEach(() => {
    jest.useFakeTimers({ now: START })
    const context = {
      connection: 'acme',
      pool: createPool('postgres://nowhere/nothing', { max: 1, applicationName: 'spec' }),
      metrics: new PollerMetrics(new Metrics()),
    }
    pauses = new Pauses(context, createLogger('spec', 'silent'))
    pauses.awaitPermission(TASK)
  })
  afterEach(() => void jest.useRealTimers())

  it('is tried again within a minute', () => {
    jest.setSystemTime(START + 45_000)
    const early = pauses.isPausing(TASK)
    jest.setSystemTime(START + 59_000)
    expect([early, pauses.isPausing(TASK)]).toEqual([true, false])
  })

  it.each([
    ['goes on at once where it was seen that it is granted', undefined, START + 2, false],
    ['waits on while it is known to be missing', 'missing' as const, START + 2, true],
    ['waits on where that was read before it was refused', undefined, START - 1, true],
  ])('%s', (_, permission, readMs, isPausing) => {
    pauses.followProgress([{ listing: 'offers', permission }], readMs)
    expect(pauses.isPausing(TASK)).toBe(isPausing)
  })
})
