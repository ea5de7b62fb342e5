import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { isRemoved } from './row.js'
import { eventsOfRow } from './row-events.js'
import { expand, sparse } from './sparse.js'
import { eventsOfOne, fold } from '../testing/arbitraries.js'
import { things } from '../testing/things.js'
import { NEVER } from '../events/version.js'

const entity = { connection: 'acme', resource: things.name, key: '1' }

/** A row as a table holds it. */
const stored = (row: ReturnType<typeof fold>) => expand(things, sparse(things, row))

describe('the events of a row', () => {
  it('make the row again, in any order', () => {
    fc.assert(
      fc.property(
        eventsOfOne().chain((all) => {
          const row = fold(all)
          const again = [...eventsOfRow(entity, row)]
          return fc.tuple(fc.constant(row), fc.shuffledSubarray(again, { minLength: again.length }))
        }),
        ([row, again]) => {
          expect(fold(again)).toEqual(row)
        },
      ),
    )
  })

  it('change nothing for a reader that has read, or will read, any of what made it', () => {
    fc.assert(
      fc.property(eventsOfOne(), fc.nat(), fc.boolean(), (all, from, isFirst) => {
        const snapshot = eventsOfRow(entity, stored(fold(all)))
        const live = all.slice(from % (all.length + 1))
        const row = fold(isFirst ? [...snapshot, ...live] : [...live, ...snapshot])
        expect(stored(row)).toEqual(stored(fold(all)))
        expect(isRemoved(row)).toBe(isRemoved(fold(all)))
      }),
    )
  })

  it('take in what comes later as all events together would', () => {
    fc.assert(
      fc.property(eventsOfOne(), fc.nat(), (all, at) => {
        const until = at % (all.length + 1)
        const late = fold([...eventsOfRow(entity, stored(fold(all.slice(0, until)))), ...all.slice(until)])
        expect(late).toEqual(fold(all))
      }),
    )
  })

  it('are there also where nothing is known but the id', () => {
    expect(eventsOfRow(entity, fold([]))).toMatchObject([{ ...entity, type: 'observed', cells: {} }])
  })

  it('are one for each version in it', () => {
    fc.assert(
      fc.property(eventsOfOne(), (all) => {
        const made = eventsOfRow(entity, fold(all)).filter(({ version }) => version !== NEVER)
        expect(new Set(made.map(({ version }) => version)).size).toBe(made.length)
        for (const event of made) {
          const said = all.find(({ version }) => version === event.version)
          expect([event.id, event.type, event.cause.kind]).toEqual([said?.id, said?.type, said?.cause.kind])
        }
      }),
    )
  })
})
