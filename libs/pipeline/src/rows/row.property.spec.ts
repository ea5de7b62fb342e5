import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { EMPTY_ROW, join, type Row } from './row.js'
import { eventsOfOne, fold } from '../testing/arbitraries.js'

/** Three rows made of words that never contradict each other under one version, as events cannot either. */
const threeRows = fc
  .tuple(eventsOfOne(10), fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 10, maxLength: 10 }))
  .map(([all, choices]): Row[] => {
    const dealt = all.map((event, at) => ({ event, to: choices[at] ?? 7 }))
    return [1, 2, 4].map((bit) => fold(dealt.filter(({ to }) => (to & bit) > 0).map(({ event }) => event)))
  })
const [a, b, c] = [0, 1, 2].map((index) => (rows: Row[]) => rows[index] ?? EMPTY_ROW) as [Pick, Pick, Pick]
type Pick = (rows: Row[]) => Row

describe('join', () => {
  it('is commutative', () => {
    fc.assert(fc.property(threeRows, (rows) => expect(join(a(rows), b(rows))).toEqual(join(b(rows), a(rows)))))
  })

  it('is associative', () => {
    fc.assert(
      fc.property(threeRows, (rows) =>
        expect(join(join(a(rows), b(rows)), c(rows))).toEqual(join(a(rows), join(b(rows), c(rows)))),
      ),
    )
  })

  it('is idempotent', () => {
    fc.assert(fc.property(threeRows, (rows) => expect(join(a(rows), a(rows))).toEqual(a(rows))))
  })

  it('has the empty row as its neutral element', () => {
    fc.assert(
      fc.property(threeRows, (rows) => expect([join(EMPTY_ROW, a(rows)), join(a(rows), EMPTY_ROW)]).toEqual([a(rows), a(rows)])),
    )
  })
})

describe('Order and repetition do not matter', () => {
  const shuffled = eventsOfOne().chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
  )

  it('gives the same row for any order and any repetition of the same events', () => {
    fc.assert(fc.property(shuffled, ([all, again]) => expect(fold(again)).toEqual(fold(all))))
  })

  it('gives the same row for any grouping of the same events', () => {
    fc.assert(
      fc.property(shuffled, fc.nat(), ([all, again], cut) => {
        const at = cut % (again.length + 1)
        expect(join(fold(again.slice(at)), fold(again.slice(0, at)))).toEqual(fold(all))
      }),
    )
  })
})
