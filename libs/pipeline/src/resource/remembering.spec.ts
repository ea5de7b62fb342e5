import { describe, expect, it } from '@jest/globals'
import { remembering } from './remembering.js'

describe('remembering', () => {
  it('makes once what is asked for again and again, and never answers for another', () => {
    const asked: number[] = []
    const doubled = remembering((of: number) => {
      asked.push(of)
      return of * 2
    })
    expect([1, 1, 2, 2, 1].map(doubled)).toEqual([2, 2, 4, 4, 2])
    expect(asked).toEqual([1, 2, 1])
  })
})
