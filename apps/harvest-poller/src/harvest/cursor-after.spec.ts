import { describe, expect, it } from '@jest/globals'
import { cursorAfter } from './cursor-after.js'

describe('the cursor behind a page', () => {
  it('is what the Link header names as next, and none after the last page', () => {
    expect(cursorAfter('offers', '<https://harvest.example/v3/offers?cursor=abc>; rel="next"')).toBe('abc')
    expect(cursorAfter('offers', undefined)).toBeUndefined()
  })

  it('is a passing fault where a next page cannot be asked for: one such answer must end neither a listing nor the poller', () => {
    const read = (): unknown => cursorAfter('offers', '<https://harvest.example/v3/offers>; rel="next"')
    expect(read).toThrow(expect.objectContaining({ name: 'Fault', retryable: true }))
  })
})
