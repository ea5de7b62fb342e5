import { describe, expect, it } from '@jest/globals'
import { ProblemError } from '../../api/problem.js'
import { CREDENTIAL_FAULTS, credentialsGiven, mayBeKept } from './credentials.js'

const problem = (code: string) => new ProblemError({ code, status: 422, title: '', remedy: '', who: '' })

describe('credentials that were pasted', () => {
  it('are sent without the blanks around them, and without a user where none was entered', () => {
    const given = credentialsGiven({ clientId: ' c\n', clientSecret: '\ts ', actingUserId: ' ' })
    expect(given).toEqual({ clientId: 'c', clientSecret: 's', actingUserId: null })
    expect(CREDENTIAL_FAULTS.actingUserId(' 12 ')).toBeNull()
    expect(CREDENTIAL_FAULTS.actingUserId('ada')).toMatch('a number')
  })

  it('may be kept although they were refused, but never those of another company', () => {
    expect(
      ['credentials-wrong', 'greenhouse-unreachable', 'other-company', 'broken'].map((code) => mayBeKept(problem(code))),
    ).toEqual([...[true, true, false, false]])
    expect(mayBeKept(null)).toBe(false)
  })
})
