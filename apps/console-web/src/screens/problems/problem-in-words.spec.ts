import { describe, expect, it } from '@jest/globals'
import { filterAsOptions, placeInWords, problemInWords } from './problem-in-words.js'

describe('a problem in words', () => {
  it('has a sentence for each code that is known, and its name for others', () => {
    expect(problemInWords('no_key')).toBe('A record without an id')
    expect(problemInWords('of_tomorrow')).toBe('of_tomorrow')
  })

  it('names as much of its place as is known', () => {
    expect(placeInWords({ resource: 'offers', key: '12', column: null })).toBe('offers / 12')
    expect(placeInWords({ resource: null, key: null, column: null })).toContain('no resource')
  })

  it('has its filter as options of the command', () => {
    expect(filterAsOptions({ code: 'no_key', connection: 'acme', which: 'all' })).toBe(' --code no_key --connection acme --all')
    expect(filterAsOptions({})).toBe('')
  })
})
