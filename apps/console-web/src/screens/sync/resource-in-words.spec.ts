import { describe, expect, it } from '@jest/globals'
import { resourceInWords } from './resource-in-words.js'

describe('the name of a listing', () => {
  it.each([
    ['offers', 'Offers'],
    ['job_stages', 'Job stages'],
    ['candidates?is_private=true', 'Candidates (is private=true)'],
  ])('of %s is %s', (listing, words) => {
    expect(resourceInWords(listing)).toBe(words)
  })
})
