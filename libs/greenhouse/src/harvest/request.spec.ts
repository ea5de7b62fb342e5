import { describe, expect, it } from '@jest/globals'
import { instantOfMs, parseInstant, type Instant } from '@trellis/pipeline'
import { applications } from '../resources/applications.js'
import { offers } from '../resources/offers.js'
import { users } from '../resources/users.js'
import { listRequest, scopeOf } from './request.js'

const base = 'https://harvest.greenhouse.io'
const query = (url: string) => Object.fromEntries(new URL(url).searchParams)
const at = (text: string) => parseInstant(text) ?? instantOfMs(0)

describe('listRequest', () => {
  it('asks for the largest page of everything', () => {
    expect(listRequest(base, offers, {})).toBe(`${base}/v3/offers?per_page=500`)
    expect(listRequest(`${base}/`, offers, { perPage: 2 })).toBe(`${base}/v3/offers?per_page=2`)
    expect(listRequest('http://localhost:4010/sandbox', offers, {})).toBe('http://localhost:4010/sandbox/v3/offers?per_page=500')
  })

  it('adds the parameters without which a listing leaves records out', () => {
    expect(query(listRequest(base, users, {}))).toEqual({ per_page: '500', show_service_accounts: 'true' })
  })

  it('bounds a window on both sides, rounded outward to milliseconds', () => {
    const window = { from: at('2026-11-23T14:00:00.000999Z'), to: at('2026-11-23T14:15:00.000001Z') }
    expect(query(listRequest(base, offers, { window }))).toEqual({
      per_page: '500',
      updated_at: 'gte|2026-11-23T14:00:00.000Z|lte|2026-11-23T14:15:00.001Z',
    })
    expect(query(listRequest(base, offers, { window: { from: 0 as Instant, to: 1000 as Instant } }))['updated_at']).toBe(
      'gte|1970-01-01T00:00:00.000Z|lte|1970-01-01T00:00:00.001Z',
    )
  })

  it('sends a cursor alone', () => {
    const options = { cursor: 'a+b==', window: { from: instantOfMs(0), to: instantOfMs(1) }, ids: ['1'], perPage: 5 }
    expect(query(listRequest(base, users, options))).toEqual({ cursor: 'a+b==' })
  })

  it('names ids, and children by the filter of their parents', () => {
    expect(query(listRequest(base, users, { ids: ['7', '9007199254740993'] }))).toMatchObject({
      ids: '7,9007199254740993',
      show_service_accounts: 'true',
    })
    const filter = applications.harvest.of?.['candidates'] ?? ''
    expect(query(listRequest(base, applications, { parents: { filter, ids: ['1', '2'] } }))).toMatchObject({
      candidate_ids: '1,2',
    })
  })

  it.each([0, 51])('refuses %d ids', (count) => {
    const ids = Array.from({ length: count }, (_, index) => String(index))
    expect(() => listRequest(base, offers, { ids })).toThrow(RangeError)
    expect(() => listRequest(base, offers, { parents: { filter: 'job_ids', ids } })).toThrow(RangeError)
  })

  it.each([0, 501, 1.5, NaN])('refuses a page of %d', (perPage) => {
    expect(() => listRequest(base, offers, { perPage })).toThrow(RangeError)
  })
})

describe('scopeOf', () => {
  it('is named after the path', () => expect(scopeOf(offers)).toBe('harvest:offers:list'))
})
