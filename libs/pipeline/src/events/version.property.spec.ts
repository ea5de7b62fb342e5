import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Instant } from './instant.js'
import { instantOf, KINDS, NEVER, newest, parseVersion, revisionOf, versionOf, type VersionParts } from './version.js'

const hexId = fc.stringMatching(/^[0-9a-f]{24}$/)
const parts: fc.Arbitrary<VersionParts> = fc.record({
  at: fc.oneof(fc.constantFrom(0, 1, 255, 256), fc.maxSafeNat()).map((at) => at as Instant),
  kind: fc.constantFrom(...KINDS),
  revision: fc.integer({ min: 0, max: 0xffff }),
  event: fc.oneof(fc.constantFrom('0'.repeat(24), 'f'.repeat(24)), hexId),
  ordinal: fc.integer({ min: 0, max: 0xffff }),
})
/** Two that agree in any of their parts, so the later parts decide. */
const twoParts = fc
  .tuple(parts, parts, fc.subarray<keyof VersionParts>(['at', 'kind', 'revision', 'event', 'ordinal']))
  .map(([a, b, same]): [VersionParts, VersionParts] => [a, { ...b, ...Object.fromEntries(same.map((name) => [name, a[name]])) }])

describe('V1 a version', () => {
  it('sorts by instant, kind, revision, event, ordinal', () => {
    fc.assert(fc.property(twoParts, ([a, b]) => expect(Math.sign(textOrder(versionOf(a), versionOf(b)))).toBe(partsOrder(a, b))))
  })

  it('always has the same size', () => {
    fc.assert(fc.property(parts, (any) => expect(versionOf(any)).toHaveLength(NEVER.length)))
  })

  it('is newer than never', () => {
    fc.assert(fc.property(parts, (any) => expect(newest(NEVER, versionOf(any))).toBe(versionOf(any))))
  })

  it('is read back from its text', () => {
    fc.assert(fc.property(parts, (any) => expect(parseVersion(versionOf(any))).toBe(versionOf(any))))
  })

  it('holds its instant and its revision', () => {
    fc.assert(
      fc.property(parts, (any) => {
        expect({ at: instantOf(versionOf(any)), revision: revisionOf(versionOf(any)) }).toEqual({
          at: any.at,
          revision: any.revision,
        })
      }),
    )
  })
})

function textOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function partsOrder(a: VersionParts, b: VersionParts): number {
  const differences = [
    a.at - b.at,
    KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind),
    a.revision - b.revision,
    textOrder(a.event, b.event),
  ]
  return Math.sign([...differences, a.ordinal - b.ordinal].find((difference) => difference !== 0) ?? 0)
}
