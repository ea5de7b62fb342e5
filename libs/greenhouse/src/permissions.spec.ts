import { describe, expect, it } from '@jest/globals'
import { BEYOND, permissionGroups, resources } from './index.js'
import { fixtures } from './testing/fixtures.js'

const granted = permissionGroups.flatMap((group) => group.resources)

describe('the permission groups', () => {
  it('are the 25 that the integration asks for, and what lies beyond them', () => {
    expect(permissionGroups.map(({ name }) => name)).toEqual([
      'Applications',
      'Activity Feed',
      'Candidates',
      'Tags',
      'Scorecards',
      'Offers',
      'Scheduled Interviews',
      'Departments',
      'Email Templates',
      'Custom Locations',
      'Jobs with hiring team',
      'Job Posts',
      'Job Stages',
      'Job Openings',
      'Offices',
      'Rejection Reasons',
      'Sources',
      'User Roles',
      'Prospect Pools',
      'Tracking Links',
      'Custom Fields',
      'Custom Field Options',
      'Close Reasons',
      'Education',
      'Approvals',
      BEYOND,
    ])
  })

  it('cover the documented collections of Harvest v3, each once', () => {
    expect(granted.toSorted()).toEqual(Object.keys(fixtures.v3Fields).toSorted())
  })

  it('have a place for what each declaration names', () => {
    const groups = new Set(permissionGroups.map(({ name }) => name))
    const wrong = resources.filter(({ harvest }) => !groups.has(harvest.permission))
    const advice = ({ name, harvest }: (typeof resources)[number]) =>
      `the declaration of ${name} names the permission ${harvest.permission}, which libs/greenhouse/src/permissions.ts lacks`
    expect(wrong.map(advice)).toEqual([])
  })

  it('say in a sentence what each of them is worth', () => {
    expect(permissionGroups.filter(({ costs }) => !/^[A-Z][^.]{20,130}\.$/.test(costs)).map(({ name }) => name)).toEqual([])
  })
})
