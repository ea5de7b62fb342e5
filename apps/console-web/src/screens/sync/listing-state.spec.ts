import { describe, expect, it } from '@jest/globals'
import type { ConnectionStatus, ResourceStatus } from '../../api/status-query.js'
import { listingState } from './listing-state.js'

type Freshness = ConnectionStatus['drift']

const offers: ResourceStatus = {
  resource: 'offers',
  backfill: 'done',
  records: 10,
  pages: 1,
  completeUntilMs: 0,
  lastError: null,
  state: 'ok',
  failing: [],
}

function fresh(seconds: number | null, settings?: number): Freshness {
  const listing = { listing: 'offers', freshnessSeconds: seconds, sweepAgeSeconds: null, sweepSeconds: null }
  return {
    listings: [{ ...listing, sweep: 'waiting', permission: 'granted' }],
    suspects: [],
    dueReads: { count: 0, oldestSeconds: 0 },
    expected:
      settings === undefined
        ? null
        : {
            requestsPerSecond: 5,
            windowShare: 0.1,
            sweepPages: 1,
            sweepSeconds: 1,
            freshnessSeconds: { hot: 30, warm: 60, settings },
          },
  }
}

describe('the state of a resource', () => {
  it.each([
    ['live', offers, fresh(30)],
    ['catching up', offers, fresh(5 * 3600)],
    ['unknown', offers, fresh(null)],
    ['never', { ...offers, backfill: 'waiting' }, fresh(null)],
    ['loading', { ...offers, backfill: 'under way' }, fresh(null)],
    ['no permission', { ...offers, backfill: 'permission missing', state: 'stuck' }, fresh(null)],
    ['retrying', { ...offers, state: 'retrying' }, fresh(30)],
    ['needs you', { ...offers, state: 'stuck' }, fresh(30)],
    ['retrying', { ...offers, backfill: 'under way', state: 'retrying' }, fresh(null)],
  ] as const)('is %s', (state, resource, freshness) => {
    expect(listingState(resource, freshness)).toBe(state)
  })

  it('is unknown where nothing is heard of the listing', () => {
    expect(listingState({ ...offers, resource: 'jobs' }, fresh(30))).toBe('unknown')
  })

  it('is live for as long as the budget of the connection lets expect', () => {
    expect(listingState(offers, fresh(3_000, 3_600))).toBe('live')
    expect(listingState(offers, fresh(8_000, 3_600))).toBe('catching up')
  })
})
