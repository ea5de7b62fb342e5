import { describe, expect, it } from '@jest/globals'
import { changeGrants, onSchema, onTable, type Grant } from './grants.js'

describe('what is changed', () => {
  const usage = onSchema('recruiting', 'USAGE', 'reader')
  const column = (name: string): Grant => onTable('recruiting', 'offers', 'SELECT', 'reader', name)

  it('is nothing where all is found that is wanted', () => {
    expect(changeGrants([usage, column('id')], [column('id'), usage])).toEqual([])
  })

  it('is one statement for the columns of a table, and one for a right on all of it', () => {
    expect(changeGrants([column('id'), column('we"ird'), onTable('ops', 'lease', 'UPDATE', 'poller'), usage], [usage])).toEqual([
      'grant select ("id", "we""ird") on "recruiting"."offers" to "reader"',
      'grant update on "ops"."lease" to "poller"',
    ])
  })

  it('is taken away first, so that a column can go from one role to another', () => {
    const pay = onTable('recruiting', 'offers', 'SELECT', 'pay', 'salary')
    expect(changeGrants([pay], [column('salary'), usage])).toEqual([
      'revoke select ("salary") on "recruiting"."offers" from "reader"',
      'revoke usage on schema "recruiting" from "reader"',
      'grant select ("salary") on "recruiting"."offers" to "pay"',
    ])
  })

  it('distinguishes a right on a table from the same on one column', () => {
    expect(changeGrants([column('id')], [onTable('recruiting', 'offers', 'SELECT', 'reader')])).toEqual([
      'revoke select on "recruiting"."offers" from "reader"',
      'grant select ("id") on "recruiting"."offers" to "reader"',
    ])
  })
})
