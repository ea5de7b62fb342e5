import { describe, expect, it } from '@jest/globals'
import { applicationStages } from '../resources/application-stages.js'
import { offers } from '../resources/offers.js'
import { recordFacts } from './record-facts.js'

const bytes = (value: string | object) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))

describe('recordFacts', () => {
  it('gives the key as text, also past 2^53', () => {
    expect(recordFacts(offers, bytes('{"id":7}'))?.key).toBe('7')
    expect(recordFacts(offers, bytes('{"id":9007199254740993}'))?.key).toBe('9007199254740993')
  })

  it('gives updated_at in one spelling, so two of them compare as text', () => {
    const said = ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.5Z', '2026-01-01T01:00:01+01:00', '2026-01-01T00:00:01.000001Z']
    const read = said.map((updated_at) => recordFacts(offers, bytes({ id: 1, updated_at }))?.updatedAt ?? '')
    expect(read).toEqual([
      '2026-01-01T00:00:00.000000Z',
      '2026-01-01T00:00:00.500000Z',
      '2026-01-01T00:00:01.000000Z',
      '2026-01-01T00:00:01.000001Z',
    ])
    expect([...read].sort()).toEqual(read)
  })

  it.each([undefined, null, 'yesterday', 7])('leaves out an updated_at of %p', (updated_at) => {
    expect(recordFacts(offers, bytes({ id: 1, updated_at }))).not.toHaveProperty('updatedAt')
  })

  it('digests the very bytes where nothing is volatile', () => {
    const slice = bytes('{"id": 1}')
    expect(recordFacts(offers, slice)?.digestInput).toBe(slice)
  })

  it('leaves volatile names out of the digest, and nothing else', () => {
    const digest = (record: object) => recordFacts(applicationStages, bytes(record))?.digestInput
    expect(digest({ id: 1, days_in_stage: 3, current: true })).toBe(digest({ id: 1, days_in_stage: 4, current: true }))
    expect(digest({ id: 1, days_in_stage: 3, current: true })).not.toBe(digest({ id: 1, days_in_stage: 3, current: false }))
    expect(digest({ id: 1, unheard_of: 1 })).not.toBe(digest({ id: 1, unheard_of: 2 }))
  })

  it('digests the very bytes of what is nested too deep to be written again', () => {
    const slice = bytes(`{"id":1,"unheard_of":${'['.repeat(20_000)}${']'.repeat(20_000)}}`)
    expect(recordFacts(applicationStages, slice)?.digestInput).toBe(slice)
  })

  it.each(['', 'null', '[]', '7', '{}', '{"id":null}', '{"id":"x"}', '{"id":1'])('knows nothing of %s', (body) => {
    expect(recordFacts(offers, bytes(body))).toBeUndefined()
  })
})
