import { describe, expect, it } from '@jest/globals'
import { NOTHING_SAID, type RebuildEvent, type TableParity } from '@trellis/runtime'
import { argumentsOf } from './rebuild-child.js'
import { whatWasSaid } from './what-was-said.js'

const SAME: TableParity = {
  ...{ resource: 'offers', before: { rows: 2, live: 1, checksum: '7' }, after: { rows: 2, live: 1, checksum: '7' }, same: true },
  ...{ onlyBefore: 0, onlyAfter: 0, differing: {}, underWay: 0, added: [], dropped: [], retyped: [] },
}
const after = (...events: readonly RebuildEvent[]) => events.reduce(whatWasSaid, NOTHING_SAID)

describe('what a rebuild has said', () => {
  it('is how far it is, until it waits, and what it waited for is forgotten when it goes on', () => {
    const progress = { phase: 'replay', done: 3, total: 9, perSecond: 2, secondsLeft: 3 } as const
    const far = after({ event: 'generation', generation: 4, revision: 1, resumed: false }, { event: 'progress', ...progress })
    expect(far).toMatchObject({ generation: 4, progress, waiting: null })
    const waiting = whatWasSaid(far, { event: 'waiting', why: 'a report reads' })
    expect(waiting).toMatchObject({ waiting: 'a report reads', progress })
    const switched = whatWasSaid(waiting, { event: 'switched', from: 3, to: 4, recreated: ['view x.y'] })
    expect(switched).toMatchObject({ waiting: null, switched: { from: 3, to: 4, recreated: ['view x.y'] } })
  })

  it('keeps of the comparison the tables that are not the same, and a new column is one', () => {
    const other = { ...SAME, resource: 'jobs', same: false }
    const wider = { ...SAME, resource: 'users', added: ['email'] }
    const said = after({ event: 'parity', generation: 2, with: 1, resources: [SAME, other, wider] })
    expect(said.comparison).toEqual({ tables: 3, rows: 6, other: [other, wider] })
  })

  it('is why it was refused, in no more words than fit on a page, and what stands on the views', () => {
    const said = after({ event: 'refused', why: 'x'.repeat(5_000), dependents: ['view a.b'] })
    expect([said.why?.length, said.dependents]).toEqual([1_001, ['view a.b']])
  })
})

describe('an order as arguments', () => {
  const ASKED = { verb: 'run', generation: null, resource: null, isSwitched: true, recreatesDependents: false } as const
  it.each([
    [ASKED, 'run --workers 1'],
    [{ ...ASKED, resource: 'offers', recreatesDependents: true }, 'run --resource offers --recreate-dependents --workers 1'],
    [{ ...ASKED, isSwitched: false }, 'run --no-switch --workers 1'],
    [{ ...ASKED, verb: 'switch', generation: 3 }, 'switch 3 --workers 1'],
    [{ ...ASKED, verb: 'drop', generation: 3, isSwitched: false }, 'drop 3 --workers 1'],
  ] as const)('%j', (asked, words) => {
    expect(argumentsOf(asked).join(' ')).toBe(words)
  })
})
