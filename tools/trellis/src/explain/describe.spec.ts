import { describe, expect, it } from '@jest/globals'
import type { Explained, Origin } from '@trellis/operations'
import { describeExplained } from './describe.js'

const AT = '2026-11-23T10:00:00.000000Z'
const FOUND: Origin = {
  ...{ at: AT, kind: 'webhook', revision: 3, rawId: 'w1' },
  raw: {
    ...{ rawId: 'w1', kind: 'webhook', action: 'offer_updated', appendedAt: AT, bytes: 12 },
    position: { topic: 'greenhouse.raw', partition: 2, offset: '7' },
  },
}
const NOT_FOUND: Origin = { ...FOUND, raw: null }
const OFFER: Explained = {
  ...{ connection: 'acme', resource: 'offers', key: '7', state: 'live', listed: null, removal: null, words: null },
  cells: [
    { name: 'status', value: 'Accepted', told: FOUND, said: { isSo: true, values: ['Accepted'], revision: 3 }, before: null },
  ],
}
const withCell = (change: Partial<Explained['cells'][number]>): Explained => ({
  ...OFFER,
  cells: OFFER.cells.map((cell) => ({ ...cell, ...change })),
})

describe('an explanation in words', () => {
  it('names the value, the event behind it and its place, and finds no fault', () => {
    const text = describeExplained(OFFER)
    expect(text).toMatch(/^status +"Accepted" +\S+ +webhook offer_updated \(revision 3\) +w1$/m)
    expect(text).toContain(`w1 greenhouse.raw/2@7, appended ${AT}`)
    expect(text).not.toContain('does not say so')
  })

  it('says where an event does not stand near its time, or is not on the log at all', () => {
    expect(describeExplained(withCell({ told: NOT_FOUND, said: null }))).toContain(
      'not found near its time; --scan reads the whole log',
    )
    expect(describeExplained({ ...withCell({ told: NOT_FOUND, said: null }), words: [] })).toContain(
      'not among the events on this log that speak of it',
    )
  })

  it('says where the raw event does not say so, and by which declarations', () => {
    const said = { isSo: false, values: ['Created'], revision: 3 }
    expect(describeExplained(withCell({ said })).split('\n')).toContain(
      'status: the raw event does not say so: it says "Created"',
    )
    expect(describeExplained(withCell({ said: { ...said, values: [], revision: 4 } }))).toContain(
      'it says nothing of it, as revision 4 of the declarations reads it',
    )
  })

  it('says how, when and into which row a row went away, and where its event does not', () => {
    const how = { by: 'merge', into: 2 } as const
    const removed = (said: boolean): string =>
      describeExplained({
        ...{ ...OFFER, state: 'removed', cells: [] },
        removal: { how, action: 'merge_candidate', told: FOUND, said: { isSo: said, values: [how], revision: 3 } },
      })
    expect(removed(true)).toMatch(/removed {6}by merge \(merge_candidate\) into 2, 2026-/)
    expect(removed(true)).not.toContain('does not say so')
    expect(removed(false)).toContain('the raw event does not say so: it says {"by":"merge","into":2}')
  })

  it('shows what a cell held before', () => {
    const before = [{ value: 'Created', from: '2026-01-01T00:00:00.000Z', until: '2026-01-02T00:00:00.000Z' }]
    expect(describeExplained(withCell({ before }))).toContain(
      'status before\n  "Created"  2026-01-01T00:00:00.000Z to 2026-01-02T00:00:00.000Z',
    )
  })
})
