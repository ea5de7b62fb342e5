import { describe, expect, it } from '@jest/globals'
import { isAllowed, licenceFaults } from './licences.js'
import { lockedPackages, type LockedPackage } from './locked-packages.js'

const odd: LockedPackage = {
  ...{
    name: 'odd',
    version: '1.0.0',
    licence: 'GPL-3.0-only',
    path: 'node_modules/odd',
    hasInstallScript: false,
    isNeededToRun: true,
  },
  ...{ resolved: undefined, integrity: undefined },
}

describe('licences', () => {
  it.each([
    ['MIT', true],
    ['(MPL-2.0 OR Apache-2.0)', true],
    ['Apache-2.0 AND MIT', true],
    ['(MIT AND GPL-2.0)', false],
    ['AGPL-3.0', false],
    ['(MIT OR GPL-2.0) AND GPL-3.0', false],
    ['SEE LICENSE IN LICENSE', false],
  ])('of the form %s are allowed: %p', (expression, expected) => expect(isAllowed(expression)).toBe(expected))

  it('that are missing or not allowed are named with their package', () => {
    expect(licenceFaults([odd, { ...odd, licence: undefined }, { ...odd, licence: 'ISC' }])).toEqual([
      'odd@1.0.0: GPL-3.0-only',
      'odd@1.0.0: none that is known',
    ])
  })

  it('may be MPL-2.0 for what only tests or builds', () => {
    const tool = { ...odd, licence: 'MPL-2.0' }
    expect(licenceFaults([tool, { ...tool, isNeededToRun: false }])).toEqual(['odd@1.0.0: MPL-2.0'])
    expect(licenceFaults([{ ...odd, isNeededToRun: false }])).toEqual(['odd@1.0.0: GPL-3.0-only'])
  })

  it('of everything that the lock file names are allowed', () => {
    const packages = lockedPackages()
    expect(packages.length).toBeGreaterThan(500)
    expect(licenceFaults(packages)).toEqual([])
  })
})

describe('every package of the lock file', () => {
  it('has the digest that it is checked by', () => {
    const packages = lockedPackages()
    expect(packages.filter(({ integrity }) => !integrity?.startsWith('sha512-')).map(({ path }) => path)).toEqual([])
  })
})
