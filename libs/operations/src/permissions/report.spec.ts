import { describe, expect, it } from '@jest/globals'
import { BEYOND, permissionGroupOf, permissionGroups, resources } from '@trellis/greenhouse'
import type { AskedResource } from './ask-permissions.js'
import { permissionReport, suspicionOf } from './report.js'

type Answer = Pick<AskedResource, 'permission' | 'rows'>

const GRANTED: Answer = { permission: 'granted', rows: 'some' }
const EMPTY: Answer = { permission: 'granted', rows: 'none' }
const MISSING: Answer = { permission: 'missing', rows: null }

const reportWhere = (answerTo: (resource: string) => Answer, held = new Map<string, number>()) =>
  permissionReport(
    'acme',
    resources.map(({ name }) => ({ resource: name, scope: `harvest:${name}:list`, ...answerTo(name) })),
    held,
  )
const groupOf = (resource: string): string => permissionGroupOf(resource)?.name ?? ''

describe('what an account grants', () => {
  it('is put into the groups in which it is granted, with what the tables hold', () => {
    const held = new Map([
      ['offers', 3],
      ['jobs', 0],
    ])
    const { isComplete, groups } = reportWhere((name) => (name === 'offers' ? MISSING : GRANTED), held)
    expect(isComplete).toBe(false)
    expect(groups.map(({ group }) => group).toSorted()).toEqual(permissionGroups.map(({ name }) => name).toSorted())
    expect(groups.find(({ group }) => group === groupOf('offers'))).toMatchObject({ permission: 'missing', rows: null, held: 3 })
    expect(groups.find(({ group }) => group === groupOf('departments'))).toMatchObject({ permission: 'granted', held: null })
  })

  it('is partly granted where a group has a resource of either kind', () => {
    const { groups } = reportWhere((name) => (name === 'application_stages' ? MISSING : GRANTED))
    expect(groups.filter(({ permission }) => permission !== 'granted')).toMatchObject([
      { group: groupOf('application_stages'), permission: 'partly', rows: 'some' },
    ])
  })

  it.each([
    ['everything is granted', () => GRANTED, null],
    ['one group is missing', (name: string) => (groupOf(name) === groupOf('offers') ? MISSING : GRANTED), null],
    ['one group is empty', (name: string) => (groupOf(name) === groupOf('offers') ? EMPTY : GRANTED), null],
    ['no row is listed', () => EMPTY, 'nothing is listed'],
    ['everything is refused', () => MISSING, 'everything is refused'],
    [
      'all is refused but what any user may read',
      (name: string) => (groupOf(name) === BEYOND ? GRANTED : MISSING),
      'everything is refused',
    ],
  ])('makes its acting user suspect, or not, where %s', (_, answerTo, suspicion) => {
    expect(suspicionOf(reportWhere(answerTo))).toBe(suspicion)
  })
})
