import { describe, expect, it } from '@jest/globals'
import { actInWords, argumentsInWords } from './act-in-words.js'

describe('an act in words', () => {
  it('names what a route does, and leaves a command as it is', () => {
    expect(actInWords('PATCH /api/accounts/:id')).toBe('Changed an account')
    expect(actInWords('rebuild switch')).toBe('rebuild switch')
  })

  it('has its arguments in their order, without the address', () => {
    const given = { account: 'a1', rights: ['raw'], disabled: true, from: '10.0.0.7' }
    expect(argumentsInWords(given)).toBe('account=a1 rights=["raw"] disabled=true')
    expect(argumentsInWords({})).toBe('')
  })
})
