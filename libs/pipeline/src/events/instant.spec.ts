import { describe, expect, it } from '@jest/globals'
import { parseInstant } from './instant.js'

describe('parseInstant', () => {
  it.each([
    ['1970-01-01T00:00:00.000001Z', 1],
    ['1970-01-01T00:00:01Z', 1_000_000],
    ['1970-01-01 00:00:01', 1_000_000],
    ['1970-01-01T01:00:00.5+01:00', 500_000],
    ['1969-12-31T20:00:00-0430', 1_800_000_000],
    ['1970-01-01T00:00:00.0000019Z', 1],
    ['1970-01-01T00:00:00.9999999Z', 999_999],
  ])('reads %s', (text, at) => {
    expect(parseInstant(text)).toBe(at)
  })

  it.each([
    '',
    'yesterday',
    '1969-12-31T23:59:59Z',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-01T25:00:00Z',
    '2026-01-01',
    '2026-01-01T00:00:00Z\n',
  ])('does not read %j', (text) => {
    expect(parseInstant(text)).toBeUndefined()
  })
})
