import { describe, expect, it } from '@jest/globals'
import { leftOpenOf, orderInWords, replayInWords } from './replay-in-words.js'

const job: Parameters<typeof replayInWords>[0] = {
  ...{ id: 'j', kind: 'problem-replay', who: 'ada', ordered: { code: 'no_key', problems: 1200 }, done: 250, total: 1200 },
  ...{ startedAt: '', finishedAt: null, isCancelOrdered: false, result: null, state: 'done' },
}

describe('a replay in words', () => {
  it.each([
    ['under way', {}, '250 of 1,200 read again'],
    ['under way', { isCancelOrdered: true }, 'Ends after what it is at: 250 of 1,200'],
    [
      'done',
      { result: { resolved: 1198, erased: 1, leftOpen: 1 } },
      '1,199 resolved, 1 of them because the raw event was erased, 1 still open',
    ],
    ['cancelled', { result: { resolved: 250, leftOpen: 0 } }, 'Cancelled after 250 of 1,200: 250 resolved, 0 still open'],
  ] as const)('that is %s', (state, more, words) => {
    expect(replayInWords({ ...job, ...more, state })).toBe(words)
  })

  it('says plainly that a restart has ended it', () => {
    expect(replayInWords({ ...job, state: 'lost' })).toContain('The console was restarted after 250 of 1,200')
  })

  it('names what was ordered, and what stays open', () => {
    expect(orderInWords(job)).toBe('no_key')
    expect(orderInWords({ ordered: { problems: 3 } })).toBe('all open problems')
    expect(leftOpenOf({ result: { named: [{ id: 'p' }] } })).toEqual([{ id: 'p' }])
    expect(leftOpenOf(job)).toEqual([])
  })
})
