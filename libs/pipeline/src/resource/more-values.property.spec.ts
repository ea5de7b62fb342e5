import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { hasMoreValuesThan } from './more-values.js'
import { isArray, isObject, type Json } from './json.js'

/** Empty objects and lists count as one, as what they would hold. */
function valuesIn(value: Json): number {
  if (isArray(value))
    return (
      1 +
      Math.max(
        1,
        value.reduce<number>((sum, item) => sum + valuesIn(item), 0),
      )
    )
  if (!isObject(value)) return 1
  return (
    1 +
    Math.max(
      1,
      Object.values(value).reduce<number>((sum, item) => sum + valuesIn(item), 0),
    )
  )
}

describe('counting the values of a text of JSON', () => {
  it('agrees with what a parser finds, to within what is empty', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 1, max: 40 }), (value, limit) => {
        const json = new TextEncoder().encode(JSON.stringify(value))
        const count = valuesIn(value as Json)
        if (hasMoreValuesThan(limit, json)) expect(count).toBeGreaterThan(limit)
        else if (json.byteLength > 2 * limit) expect(count).toBeLessThanOrEqual(limit)
      }),
    )
  })

  it('takes no comma, bracket or quote inside a text for structure', () => {
    const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
    expect(hasMoreValuesThan(3, bytes(JSON.stringify([',[{",,,,', '\\', '\\"', '",[']).slice(0, -1) + ']'))).toBe(true)
    expect(hasMoreValuesThan(5, bytes(JSON.stringify([',[{",,,,', '\\', '\\"', '",['])))).toBe(false)
    expect(hasMoreValuesThan(2, bytes(`"${',['.repeat(50)}`))).toBe(false)
  })
})
