import { describe, expect, it } from '@jest/globals'
import { ListingTrail, NoProgress } from './listing-trail.js'

/** Keys on a page, and the cursor that it names. */
type Page = readonly [keys: readonly string[], next: string | undefined]

const range = (from: number, count: number): readonly string[] => Array.from({ length: count }, (_, at) => String(from + at))

/** Follows pages as the poller does; returns at which the listing made no progress. */
function follow(pages: Iterable<Page>, { known = Infinity, trail = new ListingTrail('offers') } = {}): number | undefined {
  let nth = 0
  for (const [keys, next] of pages) {
    try {
      trail.check(keys, next)
      if (trail.isToBeCounted) trail.checkAgainst(known)
      trail.moveOn(keys, next)
    } catch (error) {
      if (error instanceof NoProgress) return nth
      throw error
    }
    nth += 1
  }
  return undefined
}

describe('L9 the trail of a listing', () => {
  it('is followed to its end', () => {
    const pages = range(0, 1_000).map((page): Page => [range(Number(page) * 500, 500), page === '999' ? undefined : `c${page}`])
    expect(follow(pages, { known: 500_000 })).toBeUndefined()
  })

  it.each<[string, readonly Page[], number]>([
    [
      'a next page that is the same page',
      [
        [['1'], 'a'],
        [['2'], 'a'],
      ],
      1,
    ],
    [
      'cursors in a circle',
      [
        [['1'], 'a'],
        [['2'], 'b'],
        [['3'], 'c'],
        [['4'], 'a'],
      ],
      3,
    ],
    [
      'a page without a new key, behind whatever cursor',
      [
        [['1', '2'], 'a'],
        [['3'], 'b'],
        [['3', '1'], 'c'],
      ],
      2,
    ],
    ['empty pages without end', range(0, 20).map((each): Page => [[], `c${each}`]), 10],
  ])('ends at once at %s', (_, pages, at) => {
    expect(follow(pages)).toBe(at)
  })

  it.each<[string, readonly Page[]]>([
    [
      'a last page of records that were shown',
      [
        [['1', '2'], 'a'],
        [['2'], undefined],
      ],
    ],
    [
      'a page that repeats what moved, and shows more',
      [
        [['1', '2'], 'a'],
        [['2', '3'], 'b'],
        [['4'], undefined],
      ],
    ],
    [
      'some empty pages',
      [
        [[], 'a'],
        [[], 'b'],
        [['1'], 'c'],
        [[], undefined],
      ],
    ],
  ])('goes on over %s', (_, pages) => {
    expect(follow(pages)).toBeUndefined()
  })

  it('takes a page that was not moved on from as new', () => {
    const trail = new ListingTrail('offers')
    follow(
      [
        [['1'], 'a'],
        [['2'], 'a'],
      ],
      { trail },
    )
    expect(
      follow(
        [
          [['2'], 'b'],
          [['3'], undefined],
        ],
        { trail },
      ),
    ).toBeUndefined()
  })

  it('knows the page where it was taken up, and that another has moved the listing', () => {
    const trail = new ListingTrail('offers', 'c')
    expect([trail.leadsTo('c'), trail.leadsTo('d'), trail.leadsTo(undefined), trail.hasAsked('c')]).toEqual([
      true,
      false,
      false,
      true,
    ])
    trail.moveOn(['1'], 'd')
    expect([trail.leadsTo('c'), trail.leadsTo('d')]).toEqual([false, true])
  })

  it('ends in a circle longer than what is remembered, once it has shown twice what is known', () => {
    function* circle(): Generator<Page> {
      for (let page = 0; ; page += 1) yield [range((page % 80) * 500, 500), `c${page}`]
    }
    expect(follow(circle(), { known: 40_000 })).toBe(256)
  })
})
