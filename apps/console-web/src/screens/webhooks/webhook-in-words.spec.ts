import { describe, expect, it } from '@jest/globals'
import { doubtsInWords, eventInWords, progressInWords, secretsInWords } from './webhook-in-words.js'

const FINE = { missed: null, lastArrivalAt: null, failures: 0, refusals: 0, differing: 0 }
const seen = (at: string) => `at ${at}`

describe('how far the webhooks are set up', () => {
  it('counts those that are asked for, each state for itself', () => {
    const each = (state: 'never' | 'saved' | 'seen', isAskedFor = true) => ({ state, isAskedFor })
    const events = [each('never'), each('saved'), each('seen'), each('seen'), each('never', false)]
    expect(progressInWords(events)).toBe('2 of 4 seen · 1 saved, no event yet · 1 never set up')
  })
})

describe('what speaks against a webhook', () => {
  it('is nothing where all is well', () => {
    expect(doubtsInWords(FINE, 7, seen)).toEqual([])
  })

  it('is nothing where the last webhook was a little earlier than what was read: the next one is on its way', () => {
    const missed = { changes: null, seenAt: '2026-11-23T10:00:00Z' }
    expect(doubtsInWords({ ...FINE, missed, lastArrivalAt: '2026-11-23T09:50:00Z' }, 7, seen)).toEqual([])
  })

  it.each([
    [{ missed: { changes: 412, seenAt: null } }, '412 were read from the API in 7 days, none came by webhook'],
    [
      { missed: { changes: null, seenAt: '2026-11-23T10:00:00Z' } },
      'What it reports was read from the API at 2026-11-23T10:00:00Z, and it never came by webhook',
    ],
    [
      { missed: { changes: null, seenAt: '2026-11-23T10:00:00Z' }, lastArrivalAt: '2026-11-23T09:49:59Z' },
      'What it reports was read from the API at 2026-11-23T10:00:00Z, long after the last webhook',
    ],
    [{ refusals: 3 }, '3 refused at its URL in 7 days'],
    [{ failures: 1 }, '1 could not be read, or not all of it, in 7 days'],
    [{ differing: 2 }, '2 of other events came by its URL: see its “When” in Greenhouse'],
  ])('is, of %j, a sentence', (what, sentence) => {
    expect(doubtsInWords({ ...FINE, ...what }, 7, seen)).toEqual([sentence])
  })
})

describe('secrets', () => {
  it('are said so that none, one, two and unknown differ', () => {
    expect(new Set([null, 0, 1, 2].map((active) => secretsInWords(active))).size).toBe(4)
  })
})

it('says an event as people read it', () => {
  expect(eventInWords('hire_candidate')).toBe('Hire candidate')
})
