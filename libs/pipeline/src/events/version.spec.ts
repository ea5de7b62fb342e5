import { describe, expect, it } from '@jest/globals'
import type { Instant } from './instant.js'
import { NEVER, parseVersion, versionOf, type VersionParts } from './version.js'

const PARTS: VersionParts = { at: 1 as Instant, kind: 'webhook', revision: 1, event: 'a'.repeat(24), ordinal: 0 }
const misfits: Readonly<Record<string, Partial<VersionParts>>> = {
  'an instant beyond 14 digits': { at: (16 ** 14) as Instant },
  'an instant before 1970': { at: -1 as Instant },
  'a broken instant': { at: 1.5 as Instant },
  'no instant': { at: NaN as Instant },
  'a revision beyond 4 digits': { revision: 0x10000 },
  'a negative revision': { revision: -1 },
  'an ordinal beyond 4 digits': { ordinal: 0x10000 },
  'a short event id': { event: 'a'.repeat(23) },
  'a long event id': { event: 'a'.repeat(25) },
  'an event id that is not hex': { event: 'z'.repeat(24) },
  'a short event id beside a long ordinal': { event: 'a'.repeat(23), ordinal: 0x10000 },
}

describe('V1 versionOf', () => {
  it.each(Object.entries(misfits))('throws RangeError for %s', (_, misfit) => {
    expect(() => versionOf({ ...PARTS, ...misfit })).toThrow(RangeError)
  })

  it('lets a listing outrank an absence and an absence a webhook of the same instant', () => {
    const made = (['record', 'webhook', 'absence'] as const).map((kind) => versionOf({ ...PARTS, kind }))
    expect(made.toSorted()).toEqual([made[1], made[2], made[0]])
  })
})

describe('parseVersion', () => {
  it.each(['', '0', 'g'.repeat(NEVER.length), `${NEVER}0`, `${NEVER.slice(1)}\n`])('throws RangeError for %j', (text) => {
    expect(() => parseVersion(text)).toThrow(RangeError)
  })
})
