import { describe as about, expect, it } from '@jest/globals'
import type { TableParity } from '@trellis/runtime'
import { describe } from './rebuild-screen.js'

const SAME: TableParity = {
  resource: 'offers',
  before: { rows: 1_200, live: 1_000, checksum: '7' },
  after: { rows: 1_200, live: 1_000, checksum: '7' },
  same: true,
  onlyBefore: 0,
  onlyAfter: 0,
  differing: {},
  underWay: 0,
  added: [],
  dropped: [],
  retyped: [],
}
const parity = (...resources: readonly TableParity[]): string => describe({ event: 'parity', generation: 2, with: 1, resources })

about('what a rebuild reports', () => {
  it('is one line where nothing differs', () => {
    expect(parity(SAME, SAME)).toBe('2 of 2 tables are the same, cell by cell (2,400 rows)')
  })

  it('names the columns that differ, and those that are to be expected', () => {
    const other = { ...SAME, same: false, differing: { status: 3 }, added: ['notes'], dropped: ['sent_at'], retyped: ['version'] }
    const [, , row = ''] = parity(SAME, other).split('\n')
    expect(row).toMatch(/status in 3, notes is new, sent_at is gone, version has another type$/)
  })

  it('says of a new table that it is new, and not each of its columns', () => {
    expect(parity({ ...SAME, same: false, before: null, added: ['a', 'b'] })).toMatch(/the table is new$/)
  })

  it('lists what depends on a view that would have to be recreated', () => {
    const dependents = ['view insights.funnel (owner analyst)']
    expect(describe({ event: 'refused', why: 'no', dependents })).toBe('no\n  view insights.funnel (owner analyst)')
  })
})
