import { describe, expect, it } from '@jest/globals'
import { readListError } from './error.js'

const errors = (...entries: unknown[]) => JSON.stringify({ message: 'Unprocessable Content', errors: entries })

describe('readListError', () => {
  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not_found'],
    [422, 'unprocessable'],
    [429, 'rate_limited'],
    [500, 'server'],
    [503, 'server'],
    [200, 'unreadable'],
    [307, 'unexpected'],
    [418, 'unexpected'],
  ])('reads %d as %s whatever the body', (status, kind) => {
    for (const text of ['', '<html>', 'null', '{"errors":"no"}'])
      expect(readListError(status, text)).toEqual({ kind, status, names: [] })
  })

  it.each([
    ['an object', errors({ cursor: 'is expired' })],
    ['a text', errors('Cursor has expired')],
    ['a text alone', JSON.stringify({ errors: 'The cursor is no longer valid' })],
  ])('knows an expired cursor named in %s', (_, text) => {
    expect(readListError(422, text)).toEqual({ kind: 'cursor_expired', status: 422, names: ['cursor'] })
  })

  it('names parameters, and nothing else that the answer says', () => {
    const text = errors(
      { candidate_id: 'jane@example.com' },
      'ids: 53 of 50 for jane_doe',
      { 'jane doe': 'x' },
      'job_ids must be numbers',
      7,
    )
    expect(readListError(422, text).names).toEqual(['candidate_id', 'ids', 'job_ids'])
  })
})
