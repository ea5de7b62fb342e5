import { describe, expect, it } from '@jest/globals'
import type { Schemas } from '../../api/client.js'
import { bytesInWords, countedOf, newestOf, purgeInWords } from './purge-in-words.js'

const COUNTED_AT = '2026-11-30T10:05:00Z'
const job: Schemas['JobAnswer'] = {
  id: 'j',
  kind: 'purge',
  state: 'done',
  ...{ who: 'ada', ordered: { connection: 'acme' }, done: 40, total: 1200, isCancelOrdered: false },
  ...{ startedAt: '2026-11-30T10:00:00Z', finishedAt: COUNTED_AT, result: { erased: 1200 } },
}
const plan: Schemas['JobAnswer'] = {
  ...job,
  id: 'p',
  kind: 'purge-plan',
  result: {
    ...{ rawEvents: 1200, webhooks: 3, bytes: 9, problems: 2 },
    tables: [{ generation: 4, isCurrent: true, rows: [{ table: 'offers', rows: 7 }] }],
  },
}

describe('a purge in words', () => {
  it('is the newest of this connection', () => {
    const other = { ...job, id: 'o', ordered: { connection: 'globex' } }
    expect(newestOf([other, job, { ...job, id: 'older' }], 'acme')?.id).toBe('j')
    expect([newestOf([other], 'acme'), newestOf(undefined, 'acme')]).toEqual([undefined, undefined])
  })

  it('has what was counted, unless something was erased since, or counting has not ended', () => {
    expect(countedOf(plan, undefined)).toEqual({
      ...{ job: 'p', rawEvents: 1200, webhooks: 3, bytes: 9, problems: 2, countedAt: COUNTED_AT },
      tables: [{ generation: 4, isCurrent: true, table: 'offers', rows: 7 }],
    })
    expect(countedOf(plan, { ...job, startedAt: '2026-11-30T10:06:00Z' })).toBeUndefined()
    expect(countedOf(plan, { ...job, startedAt: '2026-11-30T09:00:00Z' })).toBeDefined()
    expect(countedOf({ ...plan, state: 'cancelled' }, undefined)).toBeUndefined()
  })

  it('says how far it is, and what was done by its end', () => {
    expect(purgeInWords({ ...job, state: 'under way', result: null })).toBe('Erasing: 40 of 1,200 places of the log read')
    expect(purgeInWords({ ...plan, state: 'under way', isCancelOrdered: true })).toMatch(/^Ends after/)
    expect(purgeInWords(job)).toBe('1,200 raw events are erased')
    expect(purgeInWords({ ...job, state: 'cancelled', result: { erased: 5 } })).toBe(
      'Cancelled: 5 raw events are erased, the rest stays',
    )
    expect(purgeInWords({ ...job, state: 'lost' })).toContain('may be ordered again')
    expect(purgeInWords({ ...plan, state: 'failed' })).toBe(
      'Failed: 40 of 1,200 places of the log read. The log of the console says why.',
    )
  })

  it('has bytes in units', () => {
    expect([bytesInWords(999), bytesInWords(1_500), bytesInWords(2_000_000), bytesInWords(3.4e9)]).toEqual([
      ...['999 bytes', '1.5 kB', '2.0 MB', '3.4 GB'],
    ])
  })
})
