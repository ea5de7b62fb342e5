import { describe, expect, it } from '@jest/globals'
import { lockedPackages, type LockedPackage } from './locked-packages.js'
import { listedIn, sbom } from './sbom.js'
import { OSV_URL, vulnerabilities } from './vulnerabilities.js'

describe('of what Trellis is made of', () => {
  it('no vulnerability is known, or it is said that nothing could be asked', async () => {
    const found = await vulnerabilities(lockedPackages(), process.env['OSV_URL'] ?? OSV_URL)
    // A machine without a way out knows nothing, and must not look as if it had checked.
    if ('skipped' in found) process.stderr.write(`\n  NOT CHECKED: known vulnerabilities. ${found.skipped}\n\n`)
    else expect(found).toEqual([])
  })

  it('the bill of materials lists every package that Trellis needs to run, and none that is not locked', () => {
    const listed = listedIn(sbom())
    const locked = lockedPackages()
    const named = ({ name, version }: LockedPackage): string => `${name}@${version}`
    expect(
      locked
        .filter(({ isNeededToRun }) => isNeededToRun)
        .map(named)
        .filter((name) => !listed.has(name)),
    ).toEqual([])
    const known = new Set(locked.map(named))
    expect([...listed].filter((name) => !name.startsWith('@trellis/') && !known.has(name))).toEqual([])
  })
})
