import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { sliceRecords } from './slice-records.js'

const bytes = (text: string) => new TextEncoder().encode(text)
const texts = (body: string) => sliceRecords(bytes(body))?.map((slice) => new TextDecoder().decode(slice))

describe('sliceRecords', () => {
  it('L6 gives the exact bytes of each element', () => {
    const records = ['{"id": 9007199254740993}', '{ "a":"]},\\"[{" ,\n"b":[[{}]] }', '{"é":"\\u003c/\\/"}']
    expect(texts(` [ ${records.join(' ,\r\n\t')}\n] \n`)).toEqual(records)
  })

  it('shares the memory of the body', () => {
    const body = bytes('[{"id":1}]')
    expect(sliceRecords(body)?.[0]?.buffer).toBe(body.buffer)
  })

  it('gives none of an empty list', () => {
    expect(texts('[]')).toEqual([])
    expect(texts(' [ \n ] ')).toEqual([])
  })

  it('does not check what stands inside an element', () => expect(texts('[{"a":},{"b":1}]')).toEqual(['{"a":}', '{"b":1}']))

  it.each([
    '',
    ' ',
    'null',
    '{}',
    '{"message":"Unauthorized"}',
    '[',
    '[{"a":1}',
    '[{"a":1},',
    '[{"a":1},]',
    '[,]',
    '[{}{}]',
    '[{},,{}]',
    '[1 2]',
    '[{]}',
    '[{"a":1]]',
    '["a]',
    '["a\\"]',
    '[{"a":"b}]',
    '[]]',
    '[] []',
    '[nul]',
    '[01]',
    '[{}}]',
    '[{}]x',
  ])('takes %s for no complete list', (body) => expect(sliceRecords(bytes(body))).toBeUndefined())

  it('slices whatever JSON can say, with any space between', () => {
    const space = fc.string({ unit: fc.constantFrom(' ', '\n', '\r', '\t'), maxLength: 3 })
    const element = fc.tuple(fc.jsonValue({ depthSize: 'medium' }), fc.nat(3), space, space)
    fc.assert(
      fc.property(fc.array(element), space, (elements, around) => {
        const written = elements.map(([value, indent]) => escaped(JSON.stringify(value, null, indent)))
        const body = `${around}[${elements.length === 0 ? around : elements.map(([, , l, r], i) => `${l}${written[i] ?? ''}${r}`).join(',')}]${around}`
        expect(texts(body)).toEqual(written)
      }),
      { numRuns: 500 },
    )
  })

  it('takes no proper beginning of a list for a list', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue(), { minLength: 1 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (values, part) => {
          const body = bytes(JSON.stringify(values))
          expect(sliceRecords(body.subarray(0, Math.floor(body.length * part)))).toBeUndefined()
        },
      ),
    )
  })

  it('never throws, and gives only parts of the body', () => {
    const unit = fc.constantFrom('[', ']', '{', '}', '"', ',', ':', '\\', ' ', '1', '-', 'true', 'null', 'é', '\u{1F600}')
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (body) => {
        for (const slice of texts(body) ?? []) expect(body).toContain(slice)
      }),
      { numRuns: 2000 },
    )
  })
})

/** The same JSON as other servers write it: angle brackets and what is not ASCII as escapes. */
function escaped(json: string): string {
  return json.replace(/[<>&\u0080-\uffff]/g, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
