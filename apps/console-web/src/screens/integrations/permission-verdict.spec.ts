import { describe, expect, it } from '@jest/globals'
import type { Permissions } from './connection-queries.js'
import { permissionVerdict } from './permission-verdict.js'

const GRANTED: Permissions['groups'][number] = {
  group: 'Offers',
  state: 'granted',
  costs: '',
  emptyTables: [],
  missingScopes: [],
}
const ASKED: Permissions = {
  ...{ state: 'asked', begunAt: null, endedAt: null, asked: 70, total: 70, failure: null },
  ...{ actingUser: 'fine', privateCandidates: 'seen', groups: [GRANTED] },
}

describe('what an admin is to know of permissions first', () => {
  it.each<[string, Partial<Permissions>, string]>([
    ['nothing was asked', { state: 'never' }, 'Not asked yet'],
    ['answers are coming', { state: 'asking', asked: 12 }, 'Greenhouse is being asked'],
    ['everything is granted', {}, 'Everything is granted'],
    ['a scope is missing', { groups: [GRANTED, { ...GRANTED, state: 'missing' }] }, 'One permission is missing'],
    [
      'the acting user is no Site Admin, whatever is missing',
      { actingUser: 'everything is refused', groups: [{ ...GRANTED, state: 'missing' }] },
      'The acting user is probably no Site Admin',
    ],
    ['private candidates are hidden', { privateCandidates: 'hidden' }, 'Private candidates are no longer shown'],
    [
      'asking was given up',
      { state: 'stopped', failure: { code: 'credentials-wrong', title: 'Wrong', remedy: '', who: '' } },
      'Wrong',
    ],
  ])('where %s', (_, change, title) => {
    expect(permissionVerdict({ ...ASKED, ...change }).title).toBe(title)
  })
})
