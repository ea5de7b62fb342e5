import { describe, expect, it } from '@jest/globals'
import { namedColumn, namedResource } from './named-resource.js'

describe('a resource that an operator names', () => {
  it.each([
    ['offer', 'offers'],
    ['aplications', 'applications'],
    ['scorecard-questions', 'scorecard_questions'],
  ])('is %s suggested as %s', (typed, meant) => {
    expect(() => namedResource(typed)).toThrow(new RegExp(`^There is no resource '${typed}'. Did you mean .*${meant}`))
  })

  it('lists all where nothing is near', () => {
    expect(() => namedResource('qqq')).toThrow(/There is: applications, candidates/)
  })

  it('has its columns suggested too', () => {
    const offers = namedResource('offers')
    expect(namedColumn(offers, 'status')).toBe('status')
    expect(() => namedColumn(offers, 'stat')).toThrow("offers has no column 'stat'. Did you mean status")
  })
})
