import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { cleanJson, cleanText, isArray, isObject, parseJson, type Json } from './json.js'
import { anyText } from '../testing/arbitraries.js'

const halves = fc.string({
  unit: fc.oneof(fc.constantFrom('\uD83D', '\uDE80', '\0', 'a'), fc.string({ unit: 'binary', maxLength: 1 })),
})

describe('parseJson', () => {
  it('is JSON.parse where every number is exact', () => {
    const exact = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 3 }, anyText, fc.maxSafeInteger(), fc.boolean(), fc.constant(null), tie('list'), tie('object')),
      list: fc.array(tie('value')),
      object: fc.dictionary(anyText, tie('value')),
    })).value
    fc.assert(fc.property(exact, (value) => expect(parseJson(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)))))
  })

  it('keeps the digits of every integer beside any text', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyText, fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }))), (pairs) => {
        const text = `[${pairs.map(([name, value]) => `{${JSON.stringify(name)}:${value}}`).join()}]`
        const read = (parseJson(text) as Record<string, Json>[]).map((object) => Object.entries(object).flat().map(String))
        expect(read).toEqual(pairs.map(([name, value]) => [name, String(value)]))
      }),
    )
  })

  it('gives back what it read: written and read again it is the same', () => {
    const numbers = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.stringMatching(/^-?(0|[1-9]\d{0,25})(\.\d{1,25})?([eE][+-]?\d{1,3})?$/),
    )
    fc.assert(
      fc.property(numbers, (text) => {
        const once = parseJson(text) ?? null
        expect(parseJson(JSON.stringify(once))).toEqual(once === 0 ? 0 : once)
      }),
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(halves, fc.string({ unit: fc.constantFrom(...Array.from('{}[]",:\\-+eE.0129')) })), (text) =>
        expect(() => parseJson(text)).not.toThrow(),
      ),
    )
  })

  it('reads nothing that JSON.parse does not read', () => {
    const nearly = fc.string({
      unit: fc.constantFrom('9007199254740993', '1e400', '"', '\\', '{', '}', '[', ']', ',', ':', '0', '-', '.'),
      maxLength: 8,
    })
    fc.assert(
      fc.property(nearly, (text) => expect(parseJson(text) === undefined).toBe(!isJson(text))),
      { numRuns: 2000 },
    )
  })
})

describe('cleanText', () => {
  it('leaves nothing that Postgres cannot hold', () => {
    fc.assert(
      fc.property(halves, (text) =>
        expect(wellFormed(cleanText(text)) === cleanText(text) && !cleanText(text).includes('\0')).toBe(true),
      ),
    )
  })

  it('changes nothing that Postgres can hold', () => {
    fc.assert(fc.property(halves, (text) => expect(cleanText(text)).toBe(wellFormed(text).replaceAll('\0', '\uFFFD'))))
  })
})

describe('cleanJson', () => {
  it('leaves nothing that Postgres cannot hold', () => {
    fc.assert(
      fc.property(fc.dictionary(halves, fc.array(halves)), (value) =>
        expect(textsOf(cleanJson(value) ?? null).filter((text) => text !== cleanText(text))).toEqual([]),
      ),
    )
  })
})

/** UTF-8 has no lone surrogates: an encoder writes U+FFFD. */
function wellFormed(text: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text))
}

function textsOf(value: Json): readonly string[] {
  if (typeof value === 'string') return [value]
  if (isArray(value)) return value.flatMap(textsOf)
  return isObject(value) ? Object.entries(value).flatMap(([name, inner]) => [name, ...textsOf(inner)]) : []
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
