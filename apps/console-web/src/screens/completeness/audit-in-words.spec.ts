import { describe, expect, it } from '@jest/globals'
import { findingInWords, isDiffering, isSweepOpen, openAuditInWords } from './audit-in-words.js'

const found = {
  ...{ audit: '1', finishedAt: '', notAsked: null, inGreenhouse: 4, inTables: 4, missing: 0, extra: 0, different: 0 },
  ...{ notAskedAgain: 0, oldestChange: null, examples: [] },
}

describe('a finding in words', () => {
  it('keeps nothing, not compared and differences apart', () => {
    expect(findingInWords(found)).toBe('nothing differs')
    expect(findingInWords({ ...found, notAsked: 'no permission', missing: 3 })).toBe('not compared: no permission')
    expect(findingInWords({ ...found, missing: 1200, different: 1, notAskedAgain: 2 })).toBe(
      '1,200 missing, 1 different; 2 of them may only have been under way',
    )
    expect([found, { ...found, extra: 1 }, { ...found, notAsked: 'no', extra: 1 }].map(isDiffering)).toEqual([false, true, false])
  })

  it('awaits no sweep of what is not permitted', () => {
    const ordered = { sweep: 'requested', isPermitted: true } as const
    const refused = { ...ordered, isPermitted: false }
    expect([[ordered, refused], [refused], []].map(isSweepOpen)).toEqual([true, false, false])
  })

  it('says of an audit that is not over whether it has begun', () => {
    const audit = { audit: '2', resources: ['offers'], askedAt: '', finishedAt: null } as const
    const said = (...states: readonly ('asked' | 'under way' | 'done')[]) =>
      openAuditInWords({ audits: states.map((state) => ({ ...audit, resources: ['offers'], state })) })
    expect(said('done', 'under way')).toBe('An audit of offers is under way.')
    expect(said('asked')).toContain('no poller has taken it yet')
    expect([said('done'), said()]).toEqual([undefined, undefined])
  })
})
