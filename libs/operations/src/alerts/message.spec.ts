import { describe, expect, it } from '@jest/globals'
import { wordMessage, type MessageAbout } from './message.js'

const CONSOLE = new URL('https://trellis.example.com')
const stuck = {
  ...{ event: 'open', alert: '7', code: 'listing-stuck', connection: { id: 'acme', name: 'Acme Inc.' } },
  ...{ since: '2026-11-30T17:05:09.000Z', recoveredAt: null, facts: { listings: ['offers', 'jobs'] }, isLast: false },
} as const satisfies MessageAbout

describe('a message', () => {
  it('says what it is, since when, what to do and who can, with a link', () => {
    expect(wordMessage(stuck, CONSOLE)).toMatchInlineSnapshot(`
     {
       "lines": [
         "Warning: Some lists of Greenhouse cannot be read, though it is tried again and again (Acme Inc.).",
         "Since 2026-11-30 17:05 UTC.",
         "Lists: offers, jobs.",
         "What to do: Look under Sync at the last error of each list that is named. Where Greenhouse is down, wait: it goes on by itself. Otherwise follow the runbook TrellisTaskStuck.",
         "Who can do it: The people who operate Trellis.",
         "https://trellis.example.com/alerts",
       ],
       "subject": "Trellis: Some lists of Greenhouse cannot be read, though it is tried again and again (Acme Inc.)",
     }
    `)
  })

  it('of a recovery says how long it was', () => {
    expect(wordMessage({ ...stuck, event: 'recovered', recoveredAt: '2026-11-30T18:00:00.000Z' }, CONSOLE))
      .toMatchInlineSnapshot(`
     {
       "lines": [
         "Over: Some lists of Greenhouse cannot be read, though it is tried again and again (Acme Inc.).",
         "It lasted from 2026-11-30 17:05 UTC to 2026-11-30 18:00 UTC.",
         "https://trellis.example.com/alerts",
       ],
       "subject": "Trellis: recovered: Some lists of Greenhouse cannot be read, though it is tried again and again (Acme Inc.)",
     }
    `)
  })

  it('says where it is the last within an hour', () => {
    expect(wordMessage({ ...stuck, isLast: true }).lines.at(-1)).toContain('Nothing more is sent about it until the hour is over')
  })

  it('names at most ten of many', () => {
    const listings = Array.from({ length: 12 }, (_, nth) => `list${nth}`)
    expect(wordMessage({ ...stuck, facts: { listings } }).lines).toContainEqual(expect.stringMatching(/list9 and 2 more\.$/))
  })

  it('has names in one line: none of them adds a header or a line', () => {
    const connection = { id: 'acme', name: `Acme\r\nBcc: other@example.com\u2028${'x'.repeat(500)}` }
    const { subject, lines } = wordMessage({ ...stuck, connection })
    expect([subject, ...lines].filter((line) => /[\r\n\u2028]/.test(line))).toEqual([])
    expect(subject.length).toBeLessThan(220)
  })
})
