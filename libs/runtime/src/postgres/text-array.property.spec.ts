import { createRequire } from 'node:module'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { textArray } from './text-array.js'

const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils.js') as { prepareValue: (value: unknown) => string }

describe('textArray', () => {
  it('is what pg writes of the same texts, but for how it spells a null', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^["\\{},a]*$/),
      fc.constantFrom('NULL', 'null', '', null),
    )
    const spelled = (array: string): string => array.replace(/(?<=[{,])null(?=[,}])/g, 'NULL')
    fc.assert(fc.property(fc.array(texts), (some) => expect(spelled(textArray(some))).toBe(spelled(prepareValue(some)))))
  })
})
