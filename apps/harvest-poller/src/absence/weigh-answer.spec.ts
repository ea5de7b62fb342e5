import { describe, expect, it } from '@jest/globals'
import type { Instant } from '@trellis/pipeline'
import type { Suspect } from '@trellis/runtime'
import { weighAnswer, type AnsweredQuestion } from './weigh-answer.js'

const SECOND = 1_000_000
const OVERLAP = 900 * SECOND
const at = (seconds: number): Instant => (seconds * SECOND) as Instant
const suspect = (change: Partial<Suspect> = {}): Suspect => ({
  ...{ resource: 'offers', key: '7', why: 'sweep', parent: undefined, firstMissingAt: undefined, isConfirmed: false },
  dueAt: at(0),
  ...change,
})
const answer = (seconds: number, control?: 'shown' | 'missing'): AnsweredQuestion => ({
  type: 'answered',
  listing: 'offers',
  requestedAt: at(seconds),
  shown: [],
  control: control && { key: '1', isShown: control === 'shown' },
})
const weigh = (of: Suspect, answers: readonly AnsweredQuestion[], isExplained = false): string =>
  weighAnswer(of, answers, { overlap: OVERLAP, isExplained })

describe('E2 what an answer that does not show an entity is worth', () => {
  it('is the first of two where the control was shown', () => {
    expect(weigh(suspect(), [answer(100, 'shown')])).toBe('first')
  })

  it('is proof overlap after the first, and not a moment sooner', () => {
    const again = suspect({ firstMissingAt: at(100) })
    expect([weigh(again, [answer(999, 'shown')]), weigh(again, [answer(1_000, 'shown')])]).toEqual(['first', 'proof'])
  })

  it('is nothing where the control is missing too: the acting user sees nothing any more', () => {
    expect(weigh(suspect({ firstMissingAt: at(100) }), [answer(1_000, 'missing')])).toBe('nothing')
  })

  it('is nothing where one of several listings did not show its control', () => {
    expect(weigh(suspect({ firstMissingAt: at(100) }), [answer(1_000, 'shown'), answer(1_001, 'missing')])).toBe('nothing')
  })

  it('needs no control of a listing that shows nothing, beside one that does', () => {
    expect(weigh(suspect({ firstMissingAt: at(100) }), [answer(1_000, 'shown'), answer(1_001)])).toBe('proof')
  })

  it('is nothing without any control, unless a person has confirmed that all went', () => {
    const again = suspect({ firstMissingAt: at(100) })
    expect([weigh(again, [answer(1_000)]), weigh({ ...again, isConfirmed: true }, [answer(1_000)])]).toEqual(['nothing', 'proof'])
  })

  it('is nothing before any listing has answered', () => {
    expect(weigh(suspect({ isConfirmed: true, firstMissingAt: at(0) }), [])).toBe('nothing')
  })
})

describe('E5 an answer after the parent’s removal', () => {
  const child = suspect({ why: 'cascade', parent: 'applications/3' })

  it('is proof at once, with its control', () => {
    expect([weigh(child, [answer(5, 'shown')], true), weigh(child, [answer(5, 'missing')], true)]).toEqual(['proof', 'nothing'])
  })

  it('is one of two where the parent is not removed by what the log says', () => {
    expect(weigh(child, [answer(5, 'shown')], false)).toBe('first')
  })
})
