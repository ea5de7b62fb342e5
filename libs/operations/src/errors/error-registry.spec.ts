import { describe, expect, it } from '@jest/globals'
import { ALERT_ERRORS } from './alert-errors.js'
import { CONNECTION_ERRORS } from './connection-errors.js'
import { ERRORS, errorText, isAlertCode, type ErrorCode } from './error-registry.js'
import { problemMembers } from './problem-members.js'
import { ORDER_ERRORS } from './order-errors.js'
import { SCREEN_ERRORS } from './screen-errors.js'

const codes = Object.keys(ERRORS) as ErrorCode[]

describe('the registry of errors', () => {
  it('has each code once', () => {
    expect(
      [SCREEN_ERRORS, ORDER_ERRORS, CONNECTION_ERRORS, ALERT_ERRORS].flatMap((part) => Object.keys(part)).toSorted(),
    ).toEqual(codes.toSorted())
  })

  it.each(codes)('%s has a sentence, and says what to do in whole ones', (code) => {
    const { title, remedy } = errorText(code)
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(title).toMatch(/^[A-Z][^.]{9,99}$/)
    expect(remedy).toMatch(code === 'token-refused' ? /^[A-Z].{10,}$/ : /^[A-Z].{10,}\.$/)
    expect(remedy.length).toBeLessThan(260)
  })

  it('gives the members of a problem by its code', () => {
    expect(problemMembers('changed-meanwhile')).toEqual({
      type: 'urn:trellis:error:changed-meanwhile',
      title: 'Another person has changed this meanwhile',
      status: 409,
      code: 'changed-meanwhile',
      remedy: 'Load it again, look at what has changed, then save.',
      who: 'You',
    })
  })

  it('does not compile with a code that is none', () => {
    // @ts-expect-error: no such code
    const text: () => unknown = () => errorText('nothing-of-ours')
    // @ts-expect-error: what only comes by an alert has no status
    const members: () => unknown = () => problemMembers('poller-silent')
    expect([text, members]).toHaveLength(2)
  })

  it('distinguishes the codes of alerts from other texts', () => {
    expect(['poller-silent', 'not-found', 'toString'].map(isAlertCode)).toEqual([true, false, false])
  })
})
