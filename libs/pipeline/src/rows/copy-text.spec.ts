import { describe, expect, it } from '@jest/globals'
import type { SqlType } from '../resource/column.js'
import { copyField, copyText, UnfitCell } from './copy-text.js'
import type { Json } from '../resource/json.js'

describe('a field of COPY', () => {
  it.each<[SqlType, Json, string]>([
    ['bigint', 7, '7'],
    ['bigint', '-9223372036854775808', '-9223372036854775808'],
    ['numeric', 1.5, '1.5'],
    ['numeric', '123456789012345678901234567890.5e-3', '123456789012345678901234567890.5e-3'],
    ['boolean', true, 'true'],
    ['date', '2026-02-28', '2026-02-28'],
    ['timestamptz', '2026-02-28T23:59:59.999Z', '2026-02-28T23:59:59.999Z'],
    ['text', 'a\tb', 'a\\tb'],
    ['jsonb', { a: '\\u0000' }, '{"a":"\\\\\\\\u0000"}'],
    ['jsonb', { a: '\ud83d\ude00' }, '{"a":"\ud83d\ude00"}'],
    ['jsonb', null, '\\N'],
  ])('of %s is written as Postgres reads it: %j', (type, value, field) => {
    expect(copyField(type, value)).toBe(field)
  })

  it.each<[SqlType, Json]>([
    ['bigint', 'Ada'],
    ['bigint', 1.5],
    ['bigint', 1e20],
    ['bigint', '9223372036854775808'],
    ['bigint', { secret: 1 }],
    ['numeric', '1,5'],
    ['numeric', true],
    ['boolean', 'perhaps'],
    ['date', '2026-02-30'],
    ['date', '2026-01-01 BC'],
    ['timestamptz', '2026-02-30T00:00:00.000Z'],
    ['timestamptz', 'yesterday'],
    ['text', 'a\0b'],
    ['text', 'a\ud800b'],
    ['jsonb', { a: 'b\0' }],
    ['jsonb', { '\udc00': 1 }],
  ])('of %s is refused here, without its value, where Postgres would refuse it and write it into its log: %j', (type, value) => {
    expect(() => copyField(type, value)).toThrow(new UnfitCell(`a value is no ${type}`))
  })

  it('keeps what stands behind a backslash in a text', () => {
    expect(copyText('\\ud800 \\u0000')).toBe('\\\\ud800 \\\\u0000')
  })
})
