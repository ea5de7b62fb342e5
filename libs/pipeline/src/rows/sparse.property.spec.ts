import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { join } from './row.js'
import { expand, sparse } from './sparse.js'
import { eventsOfOne, fold } from '../testing/arbitraries.js'
import { things } from '../testing/things.js'

describe('V4 a sparse row', () => {
  it('loses nothing: expanded again it is the row', () => {
    fc.assert(fc.property(eventsOfOne(), (all) => expect(expand(things, sparse(things, fold(all)))).toEqual(fold(all))))
  })

  it('survives being written as JSON, as the table holds it', () => {
    fc.assert(
      fc.property(eventsOfOne(), (all) => {
        const stored = JSON.parse(JSON.stringify(sparse(things, fold(all)))) as ReturnType<typeof sparse>
        expect(expand(things, stored)).toEqual(fold(all))
      }),
    )
  })

  it('can be joined after any number of trips', () => {
    fc.assert(
      fc.property(eventsOfOne(), eventsOfOne(), (some, others) => {
        const stored = expand(things, sparse(things, fold(some)))
        expect(join(stored, fold(others))).toEqual(join(fold(some), fold(others)))
      }),
    )
  })
})
