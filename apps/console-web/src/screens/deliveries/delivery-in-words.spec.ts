import { describe, expect, it } from '@jest/globals'
import { CAUSES, fieldOfInstant, filterAsOptions, instantOfField, OUTCOME_WORDS, ROW_STATES } from './delivery-in-words.js'

describe('the words of deliveries', () => {
  it('differ from each other', () => {
    const texts = [
      ...Object.values(OUTCOME_WORDS).map(({ label }) => label),
      ...Object.values(ROW_STATES),
      ...Object.values(CAUSES).map(({ title }) => title),
    ]
    expect(new Set(texts).size).toBe(texts.length)
  })
})

describe('a filter', () => {
  it('is options of the command line', () => {
    expect(filterAsOptions({ event: 'job_created', outcome: undefined, since: '2026-11-23T14:00:00.000Z' })).toBe(
      ' --event job_created --since 2026-11-23T14:00:00.000Z',
    )
  })
})

describe('a field of an instant', () => {
  it('shows it in the zone, and means the same', () => {
    expect(fieldOfInstant('2026-11-23T14:00:00.000Z', -60)).toBe('2026-11-23T15:00')
    const behind = new Date('2026-11-23T14:00').getTimezoneOffset()
    expect(instantOfField(fieldOfInstant('2026-11-23T14:00:00.000Z', behind))).toBe('2026-11-23T14:00:00.000Z')
  })

  it('is empty where there is none', () => {
    expect([fieldOfInstant(undefined, 0), fieldOfInstant('x', 0), instantOfField('')]).toEqual(['', '', undefined])
  })
})
