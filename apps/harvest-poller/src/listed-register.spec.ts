import { describe, expect, it } from '@jest/globals'
import { NEVER, versionOf, type Instant, type Kind, type Version } from '@trellis/pipeline'
import { judge, type Candidate, type Listed } from './listed-register.js'

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
function appended({ facts, digest, version }: Candidate, spoken: Version = NEVER): Listed {
  return { version, updatedAt: facts.updatedAt, digest, spoken }
}

describe('judging a listed record', () => {
  it('appends what was never listed', () => {
    expect(judge(shown('A', 1), undefined, 'listing')).toBe('append')
  })

  it('appends what only a webhook has spoken of so far', () => {
    const onlySpoken: Listed = { version: NEVER, updatedAt: undefined, digest: undefined, spoken: at(1, 'webhook') }
    expect(judge(shown('A', 2), onlySpoken, 'listing')).toBe('append')
  })

  describe('L2 what equals the register', () => {
    it('skips a record that is as it was appended last', () => {
      expect(judge(shown('A', 2), appended(shown('A', 1)), 'listing')).toBe('unchanged')
    })

    it('appends a record that has changed, also where its updated_at has not moved', () => {
      expect(judge(shown('B', 2, '10:00'), appended(shown('A', 1, '10:00')), 'listing')).toBe('append')
    })

    it('appends A again where a webhook said B in between: the row holds B', () => {
      expect(judge(shown('A', 3), appended(shown('A', 1), at(2, 'webhook')), 'listing')).toBe('append')
    })

    it('appends A again where an absence was established in between', () => {
      expect(judge(shown('A', 3), appended(shown('A', 1), at(2, 'absence')), 'listing')).toBe('append')
    })

    it('goes on appending A until one that is newer than the webhook is in the register', () => {
      const webhook = at(5, 'webhook')
      const whileTheListingLags = appended(shown('A', 4), webhook)
      const later = shown('A', 6)
      expect([judge(later, whileTheListingLags, 'listing'), judge(shown('A', 7), appended(later, webhook), 'listing')]).toEqual([
        'append',
        'unchanged',
      ])
    })

    it('takes a listing of the same instant as newer than the webhook', () => {
      expect(judge(shown('A', 3), appended(shown('A', 2), at(2, 'webhook')), 'listing')).toBe('unchanged')
    })

    it('always appends a re-read, equal or not', () => {
      expect(judge(shown('A', 2), appended(shown('A', 1)), 'reread')).toBe('append')
    })
  })

  describe('L3 what is older than the register', () => {
    const fresh = appended(shown('B', 5, '10:05'))

    it.each(['listing', 'reread'] as const)('asks again where a lagging replica answers after a fresh one: %s', (reading) => {
      expect(judge(shown('A', 6, '10:01'), fresh, reading)).toBe('stale')
    })

    it('does so also where the older record is the one a webhook has overtaken', () => {
      expect(judge(shown('A', 9, '10:01'), { ...fresh, spoken: at(8, 'webhook') }, 'listing')).toBe('stale')
    })

    it('appends what is newer than the register', () => {
      expect(judge(shown('C', 6, '10:06'), fresh, 'listing')).toBe('append')
    })

    it.each([
      ['the record', shown('A', 6), fresh],
      ['the register', shown('A', 6, '10:01'), appended(shown('B', 5))],
    ])('knows nothing of age where %s has no updated_at', (_, record, known) => {
      expect(judge(record, known, 'listing')).toBe('append')
    })
  })
})
