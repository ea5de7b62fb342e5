import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { nextCursor } from './link.js'

describe('nextCursor', () => {
  it.each([
    ['the usual header', '<https://harvest.greenhouse.io/v3/offers?cursor=eyJpZCI6MX0>; rel="next"', 'eyJpZCI6MX0'],
    ['a bare relation', '<https://h/v3/offers?cursor=abc>;rel=next', 'abc'],
    ['other spelling', '<https://h/v3/offers?cursor=abc> ; REL="NEXT"', 'abc'],
    ['several relations in one', '<https://h/v3/offers?cursor=abc>; rel="last next"', 'abc'],
    ['other parameters around it', '<https://h/v3/offers?cursor=abc>; title="a, b; rel=prev"; rel="next"; type=x', 'abc'],
    ['another link before it', '<https://h/v3/offers?cursor=p>; rel="prev", <https://h/v3/offers?cursor=n>; rel="next"', 'n'],
    ['a comma and semicolon in the address', '<https://h/v3/offers?fields=a,b;c&cursor=abc>; rel="next"', 'abc'],
    ['a relative address', '</v3/offers?cursor=abc#top>; rel="next"', 'abc'],
    ['an encoded cursor', '<https://h/v3/offers?per_page=5&cursor=a%2Bb%3D%3D>; rel="next"', 'a+b=='],
  ])('reads %s', (_, header, cursor) => expect(nextCursor(header)).toBe(cursor))

  it.each([
    ['no header', undefined],
    ['no header of fetch', null],
    ['an empty one', ''],
    ['only a previous page', '<https://h/v3/offers?cursor=p>; rel="prev"'],
    ['a relation that only begins so', '<https://h/v3/offers?cursor=p>; rel="next-archive"'],
    ['the word in a title', '<https://h/v3/offers?cursor=p>; title="; rel=next"'],
    ['no relation', '<https://h/v3/offers?cursor=p>'],
    ['no link', 'rel="next"'],
  ])('takes %s for the last page', (_, header) => expect(nextCursor(header)).toBeUndefined())

  it.each([
    '<https://h/v3/offers>; rel="next"',
    '<https://h/v3/offers?page=2>; rel="next"',
    '<>; rel="next"',
    '<?cursor=>; rel=next',
  ])('refuses to end at %s, which names a next page without a cursor', (header) =>
    expect(() => nextCursor(header)).toThrow(RangeError),
  )

  it('gives back any cursor that was put into an address', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (cursor) => {
        const query = new URLSearchParams({ cursor }).toString()
        expect(nextCursor(`<https://h/v3/offers?${query}>; rel="next"`)).toBe(cursor)
      }),
    )
  })

  it('reads whatever a proxy makes of it in reasonable time', () => {
    expect(nextCursor('<a>;'.repeat(20_000))).toBeUndefined()
    expect(nextCursor(`<a>;${' '.repeat(20_000)}`)).toBeUndefined()
    expect(nextCursor(`<a>${';a'.repeat(20_000)}"`)).toBeUndefined()
  })
})
