import { describe, expect, it } from '@jest/globals'
import type { Instant } from '@trellis/pipeline'
import type { Suspect } from '@trellis/runtime'
import { assessAnswer, type LookupAnswer } from './assess-answer.js'

const SECOND = 1_000_000
const OVERLAP = 900 * SECOND
const at = (seconds: number): Instant => (seconds * SECOND) as Instant
const suspect = (change: Partial<Suspect> = {}): Suspect => ({
  ...{ resource: 'offers', key: '7', why: 'sweep', parent: undefined, firstMissingAt: undefined, isConfirmed: false },
  dueAt: at(0),
  ...change,
})
const answer = (seconds: number, canary?: 'shown' | 'missing'): LookupAnswer => ({
  type: 'answered',
  listing: 'offers',
  requestedAt: at(seconds),
  shown: [],
  canary: canary && { key: '1', isShown: canary === 'shown' },
})
const assess = (of: Suspect, answers: readonly LookupAnswer[], isExplained = false): string =>
  assessAnswer(of, answers, { overlap: OVERLAP, isExplained })

describe('E2 what an answer that does not show an entity is worth', () => {
  it('is the first of two where the canary was shown', () => {
    expect(assess(suspect(), [answer(100, 'shown')])).toBe('first')
  })

  it('is proof overlap after the first, and not a moment sooner', () => {
    const again = suspect({ firstMissingAt: at(100) })
    expect([assess(again, [answer(999, 'shown')]), assess(again, [answer(1_000, 'shown')])]).toEqual(['first', 'proven'])
  })

  it('is nothing where the canary is missing too: the acting user sees nothing any more', () => {
    expect(assess(suspect({ firstMissingAt: at(100) }), [answer(1_000, 'missing')])).toBe('nothing')
  })

  it('is nothing where one of several listings did not show its canary', () => {
    expect(assess(suspect({ firstMissingAt: at(100) }), [answer(1_000, 'shown'), answer(1_001, 'missing')])).toBe('nothing')
  })

  it('needs no canary of a listing that shows nothing, beside one that does', () => {
    expect(assess(suspect({ firstMissingAt: at(100) }), [answer(1_000, 'shown'), answer(1_001)])).toBe('proven')
  })

  it('is nothing without any canary, unless an operator has confirmed that all went', () => {
    const again = suspect({ firstMissingAt: at(100) })
    expect([assess(again, [answer(1_000)]), assess({ ...again, isConfirmed: true }, [answer(1_000)])]).toEqual([
      'nothing',
      'proven',
    ])
  })

  it('is nothing before any listing has answered', () => {
    expect(assess(suspect({ isConfirmed: true, firstMissingAt: at(0) }), [])).toBe('nothing')
  })
})

describe('E5 an answer after the parent’s removal', () => {
  const child = suspect({ why: 'cascade', parent: 'applications/3' })

  it('is proof at once, with its canary', () => {
    expect([assess(child, [answer(5, 'shown')], true), assess(child, [answer(5, 'missing')], true)]).toEqual([
      'proven',
      'nothing',
    ])
  })

  it('is one of two where the parent is not removed by what the log says', () => {
    expect(assess(child, [answer(5, 'shown')], false)).toBe('first')
  })
})
