import { describe, expect, it } from '@jest/globals'
import type { Status } from '@trellis/operations'
import type { ResourceStatus } from '@trellis/runtime'
import { describeStatus } from './describe-status.js'

const WELL: ResourceStatus = {
  ...{ resource: 'notes', backfill: 'under way', records: 200, pages: 1, completeUntilMs: 0 },
  ...{ lastError: null, state: 'ok', failing: [] },
}

function statusOf(resource: ResourceStatus): Status {
  const fresh = { freshnessSeconds: 6, sweepAgeSeconds: null, sweepSeconds: null }
  const listing = { listing: 'notes', ...fresh, sweep: 'waiting', permission: 'granted' } as const
  const drift = { listings: [listing], suspects: [], dueReads: { count: 0, oldestSeconds: 0 }, expected: null }
  const connection = { connection: 'acme', pausedSince: null, resources: [resource], dueReads: 0, drift, newestWebhook: null }
  return { generation: null, connections: [connection], tables: [], rawEvents: 0, problems: 0, lag: [] }
}

describe('trellis status', () => {
  const lineOf = (resource: ResourceStatus): string | undefined =>
    describeStatus(statusOf(resource))
      .split('\n')
      .find((line) => line.includes('notes'))
      ?.trim()
      .replace(/ {2,}/g, '  ')

  it('says how fresh a collection is that goes well', () => {
    expect(lineOf(WELL)).toBe('notes  under way  200  6 s  -')
  })

  it.each(['retrying', 'stuck'] as const)(
    'says that a collection is %s, and not how fresh, where a task of it goes wrong',
    (state) => {
      const failing = [
        { task: 'backfill/notes', why: 'the listing of notes broke off', attempts: 4, sinceMs: 0, nextTryMs: 0, isFinal: false },
      ]
      const line = lineOf({ ...WELL, state, failing, lastError: 'the listing of notes broke off' })
      expect(line).toBe(`notes  under way  200  ${state}  -  the listing of notes broke off (backfill, 4 in a row, again in 0 s)`)
    },
  )
})
