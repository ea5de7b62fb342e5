import { describe, expect, it } from '@jest/globals'
import { ident, literal } from './sql.js'

describe('ident', () => {
  it('quotes each name and the quotes inside', () => {
    expect(ident('a b', 'c"d')).toBe('"a b"."c""d"')
  })
})

describe('literal', () => {
  it.each([
    ['plain', "'plain'"],
    ["it's", "'it''s'"],
    ['a\\b', "E'a\\\\b'"],
    ["\\'", "E'\\\\'''"],
  ])('quotes %s', (value, quoted) => {
    expect(literal(value)).toBe(quoted)
  })
})
