import { describe, expect, it } from '@jest/globals'
import { instantOf, NEVER, versionOf, type Instant, type Kind, type Version } from '@trellis/pipeline'
import { classify, type Candidate, type Listed, type Showing } from './listed-register.js'

const at = (minute: number, kind: Kind = 'record'): Version =>
  versionOf({ at: (minute * 60_000_000) as Instant, kind, revision: 1, event: 'a'.repeat(24), ordinal: 0 })

/** What a listing shows at a minute: a text stands for the whole record. */
function shown(body: string, minute: number, updatedAt?: string): Candidate {
  return {
    facts: { key: '7', digestInput: body, ...(updatedAt !== undefined && { updatedAt }) },
    digest: Buffer.from(body).toString('hex'),
    version: at(minute),
  }
}

/** What the register holds after a record was appended. */
function appended({ facts, digest, version }: Candidate, mentioned: Version = NEVER): Listed {
  return { version, updatedAt: facts.updatedAt, digest, mentioned, removed: NEVER }
}

/** Held to the register, as requested at the record's minute; overlap is 15 minutes. */
function classified(record: Candidate, known: Listed | undefined, reading: Showing['reading']): string {
  return classify(record, known, { reading, requestedAt: instantOf(record.version), overlap: 15 * 60_000_000 })
}

describe('classifying a listed record', () => {
  it('appends what was never listed', () => {
    expect(classified(shown('A', 1), undefined, 'listing')).toBe('append')
  })

  it('appends what only a webhook has mentioned so far', () => {
    const onlyMentioned: Listed = {
      version: NEVER,
      updatedAt: undefined,
      digest: undefined,
      mentioned: at(1, 'webhook'),
      removed: NEVER,
    }
    expect(classified(shown('A', 2), onlyMentioned, 'listing')).toBe('append')
  })

  describe('L2 what equals the register', () => {
    it('skips a record that is as it was appended last', () => {
      expect(classified(shown('A', 2), appended(shown('A', 1)), 'listing')).toBe('unchanged')
    })

    it('appends a record that has changed, also where its updated_at has not moved', () => {
      expect(classified(shown('B', 2, '10:00'), appended(shown('A', 1, '10:00')), 'listing')).toBe('append')
    })

    it('appends A again where a webhook said B in between: the row holds B', () => {
      expect(classified(shown('A', 3), appended(shown('A', 1), at(2, 'webhook')), 'listing')).toBe('append')
    })

    it('appends A again where an absence was established in between', () => {
      expect(classified(shown('A', 3), appended(shown('A', 1), at(2, 'absence')), 'listing')).toBe('append')
    })

    it('goes on appending A until one that is newer than the webhook is in the register', () => {
      const webhook = at(5, 'webhook')
      const whileTheListingLags = appended(shown('A', 4), webhook)
      const later = shown('A', 6)
      expect([
        classified(later, whileTheListingLags, 'listing'),
        classified(shown('A', 7), appended(later, webhook), 'listing'),
      ]).toEqual(['append', 'unchanged'])
    })

    it('takes a listing of the same instant as newer than the webhook', () => {
      expect(classified(shown('A', 3), appended(shown('A', 2), at(2, 'webhook')), 'listing')).toBe('unchanged')
    })

    it('always appends a re-read, equal or not', () => {
      expect(classified(shown('A', 2), appended(shown('A', 1)), 'reread')).toBe('append')
    })
  })

  describe('L3 what is older than the register', () => {
    const fresh = appended(shown('B', 5, '10:05'))

    it.each(['listing', 'reread'] as const)('asks again where a lagging replica answers after a fresh one: %s', (reading) => {
      expect(classified(shown('A', 6, '10:01'), fresh, reading)).toBe('stale')
    })

    it('does so also where the older record is the one a webhook has overtaken', () => {
      expect(classified(shown('A', 9, '10:01'), { ...fresh, mentioned: at(8, 'webhook') }, 'listing')).toBe('stale')
    })

    it('appends what is newer than the register', () => {
      expect(classified(shown('C', 6, '10:06'), fresh, 'listing')).toBe('append')
    })

    it.each([
      ['the record', shown('A', 6), fresh],
      ['the register', shown('A', 6, '10:01'), appended(shown('B', 5))],
    ])('knows nothing of age where %s has no updated_at', (_, record, known) => {
      expect(classified(record, known, 'listing')).toBe('append')
    })
  })

  describe('E7 who was removed', () => {
    const gone = { ...appended(shown('A', 1)), mentioned: at(5, 'webhook'), removed: at(5, 'webhook') }

    it.each(['listing', 'reread'] as const)('is not brought back within overlap, whatever is shown: %s', (reading) => {
      expect([6, 19].map((minute) => classified(shown('B', minute), gone, reading))).toEqual(['gone', 'gone'])
    })

    it.each(['listing', 'reread'] as const)('is when overlap is over, also where nothing of it has changed: %s', (reading) => {
      expect(classified(shown('A', 20), gone, reading)).toBe('append')
    })

    it('is an entity like another once it was listed after that', () => {
      expect(classified(shown('A', 30), { ...gone, version: at(25) }, 'listing')).toBe('unchanged')
    })
  })

  describe('L8 who shows the record from before a webhook', () => {
    const mentioned = at(5, 'webhook')
    const before = { digest: shown('A', 0).digest, arrivedAt: instantOf(mentioned) }
    const due: Listed = { ...appended(shown('A', 1), mentioned), before }

    it.each(['listing', 'reread'] as const)('has not seen the change: %s', (reading) => {
      expect([6, 19].map((minute) => classified(shown('A', minute), due, reading))).toEqual(['unseen', 'unseen'])
    })

    it('is believed when overlap is over', () => {
      expect(classified(shown('A', 20), due, 'reread')).toBe('append')
    })

    it('has seen it where anything is different', () => {
      expect(classified(shown('B', 6), due, 'reread')).toBe('append')
    })

    it('has not seen it where a fresher one showed the change already', () => {
      expect(classified(shown('A', 7), { ...appended(shown('B', 6), mentioned), before }, 'reread')).toBe('unseen')
    })

    it('says enough where the webhook mentions the entity in passing', () => {
      expect(classified(shown('A', 6), appended(shown('A', 1), mentioned), 'reread')).toBe('append')
    })
  })
})
