import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { boolean, type Column, customFields, date, ids, int, json, number, text, timestamp, UNREADABLE, word } from './column.js'
import type { Json } from './json.js'
import { anyText } from '../testing/arbitraries.js'

const columns: Readonly<Record<string, Column>> = {
  ...{ int: int('a'), number: number('a'), text: text('a'), word: word(['a'], { a: ['A'] }), boolean: boolean('a') },
  ...{ date: date('a'), timestamp: timestamp('a'), json: json('a'), ids: ids('a'), customFields: customFields('a') },
}

const spelled = fc.oneof(
  fc.jsonValue({ stringUnit: 'binary' }),
  anyText,
  fc.boolean(),
  fc.array(fc.oneof(fc.integer(), fc.record({ id: fc.bigInt().map(String) }))),
  fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n }).map(String),
  fc.stringMatching(/^-?\d{1,25}(\.\d{1,5})?$/),
  fc.stringMatching(/^\d\d?\/\d\d?\/\d{4}$/),
  fc.stringMatching(/^\d{4}-[01]\d-[0-3]\d([T ][0-2]\d:[0-5]\d(:[0-5]\d(\.\d{1,9})?)?( ?(Z|UTC|[+-]\d\d:?\d\d))?)?$/),
)

describe('the canonical form of a value', () => {
  it.each(Object.entries(columns))('is read as itself: %s', (_, column) => {
    fc.assert(
      fc.property(spelled, (said) => {
        const read = said === null ? null : column.read(said as Exclude<Json, null>)
        fc.pre(read !== null && read !== UNREADABLE)
        expect(column.read(read)).toEqual(read)
      }),
    )
  })

  it('of any instant that Postgres holds is one spelling in UTC', () => {
    const instants = fc.date({
      min: new Date('0001-01-02T00:00:00Z'),
      max: new Date('9999-12-30T00:00:00Z'),
      noInvalidDate: true,
    })
    const offsets = fc.integer({ min: -14 * 60, max: 14 * 60 })
    fc.assert(
      fc.property(instants, offsets, (instant, offset) => {
        const local = new Date(instant.getTime() + offset * 60_000).toISOString().slice(0, -1)
        const hours = String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0')
        const minutes = String(Math.abs(offset) % 60).padStart(2, '0')
        const zone = `${offset < 0 ? '-' : '+'}${hours}:${minutes}`
        expect(timestamp('a').read(`${local}${zone}`)).toBe(instant.toISOString())
      }),
    )
  })

  it('of any day is the same for its American and its ISO spelling', () => {
    const days = fc.date({ min: new Date('1000-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
    fc.assert(
      fc.property(days, (instant) => {
        const day = instant.toISOString().slice(0, 10)
        const [year, month, of] = day.split('-')
        expect(date('a').read(`${month}/${of}/${year}`)).toBe(date('a').read(day))
      }),
    )
  })
})
