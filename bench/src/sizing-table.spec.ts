import { describe, expect, it } from '@jest/globals'
import { BYTES, companySize, EVENTS, recordsOf, sizingTable, type SizingFacts } from './sizing-table.js'

const line = (first: number, last: number) => [
  { size: 100, cost: first },
  { size: 200, cost: last },
]
const facts: SizingFacts = {
  listings: [
    { name: 'applications', everySeconds: 60, isWhole: false, also: 0 },
    { name: 'users', everySeconds: 900, isWhole: true, also: 1 },
  ],
  perPage: 500,
  budget: { requests: 50, seconds: 30 },
  rawPartitions: 10,
  measured: new Map([
    [recordsOf('applications'), line(150, 300)],
    [recordsOf('users'), line(20, 20)],
    [EVENTS.raw, line(200, 400)],
    [EVENTS.canonical, line(300, 600)],
    [BYTES.raw, line(1_000_000, 2_000_000)],
    [BYTES.canonical, line(500_000, 1_000_000)],
    [BYTES.tables, line(300_000, 500_000)],
    [BYTES.indexes, line(100_000, 200_000)],
    [BYTES.own, line(200_000, 300_000)],
  ]),
  rebuildPerSecond: 1_000,
}

describe('what a company costs', () => {
  it('follows the line through two measured companies', () => {
    const { records, rawEvents, canonicalEvents, rawBytes, tableBytes, partitionBytes } = companySize(facts, 10_000)
    expect(records).toBe(15_000 + 20)
    expect([rawEvents, canonicalEvents]).toEqual([20_000, 30_000])
    expect(rawBytes).toBe(100_000_000)
    expect(tableBytes).toBe(300_000 + 2_000 * 9_900)
    expect(partitionBytes).toBe(10_000_000)
  })

  it('is a request for each page, and one at least for each listing', () => {
    expect(companySize(facts, 10_000).requests).toBe(30 + 1 + 1)
    expect(companySize(facts, 10_010).requests).toBe(31 + 1 + 1)
  })

  it('takes the hours that the budget gives', () => {
    const { firstSyncHours, windowShare, sweepHours = Number.NaN, rebuildMinutes } = companySize(facts, 1_000_000)
    expect(firstSyncHours).toBeCloseTo(3_002 / (50 / 30) / 3_600)
    expect(windowShare).toBeCloseTo((1 / 60 + 2 / 900) / (50 / 30))
    expect(sweepHours).toBeGreaterThan(firstSyncHours)
    expect(rebuildMinutes).toBeCloseTo(2_000_000 / 1_000 / 60)
  })

  it('has no end of a sweep where windows take the whole budget', () => {
    expect(companySize({ ...facts, budget: { requests: 1, seconds: 60 } }, 1_000).sweepHours).toBeUndefined()
    expect(sizingTable({ ...facts, budget: { requests: 1, seconds: 60 } }, [1_000])).toContain('never ends')
  })

  it('cannot be computed from one measurement', () => {
    const measured = new Map([...facts.measured, [BYTES.raw, [{ size: 100, cost: 1 }]] as const])
    expect(() => companySize({ ...facts, measured }, 1_000)).toThrow('two sizes')
  })

  it('is a table with a column for each company', () => {
    const table = sizingTable(facts, [10_000, 100_000]).split('\n')
    expect(table[0]).toBe('| candidates | 10,000 | 100,000 |')
    expect(table[1]).toBe('| --- | ---: | ---: |')
    expect(table).toContain('| disk of `greenhouse.raw`, one replica | 100 MB | 1 GB |')
  })
})
