import { describe, expect, it } from '@jest/globals'
import { newRawKey } from './raw-key.js'

describe('G1 the key of a raw message', () => {
  it('is another for each append, also of the same event: compaction never takes one event for another', () => {
    const keys = Array.from({ length: 1_000 }, () => newRawKey('acme'))
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys.every((key) => key.startsWith('acme/'))).toBe(true)
  })
})
