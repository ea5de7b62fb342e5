import { describe, expect, it } from '@jest/globals'
import { searchTexts } from './search-texts.js'

describe('the texts of an address', () => {
  it('are those that are asked for, numbers as they stand there', () => {
    const search = { code: 'no_key', key: 17, empty: '', other: 'x', list: ['a'] }
    expect(searchTexts(search, ['code', 'key', 'empty', 'list'])).toEqual({ code: 'no_key', key: '17' })
  })
})
