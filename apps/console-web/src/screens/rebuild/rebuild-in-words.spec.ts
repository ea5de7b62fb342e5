import { describe, expect, it } from '@jest/globals'
import {
  commandOf,
  differenceInWords,
  leftInWords,
  orderInWords,
  orderStateInWords,
  planInWords,
  room,
} from './rebuild-in-words.js'
import type { Order, Plan } from './rebuild-queries.js'

const progress = { phase: 'replay', done: 1200, total: 5000, perSecond: 100, secondsLeft: 200 } as const
const order: Order = {
  ...{ id: 'o', who: 'ada', verb: 'run', generation: 4, resource: null, isSwitched: true, recreatesDependents: false },
  ...{ state: 'under way', orderedAt: '', startedAt: '2026-11-30T12:00:00Z', finishedAt: null, isCancelOrdered: false },
  ...{ writer: 'w/1', isSilent: false, deaths: 0, progress, waiting: null, comparison: null, switchedFrom: null },
  ...{ recreated: [], why: null, dependents: [] },
}
const plan: Plan = { current: 3, generation: 4, isBegun: false, tables: 70, rawRecords: 5000, bytes: 3.44e9, hindrance: null }

describe('an order in words', () => {
  it.each([
    [{}, '1,200 of 5,000 raw records'],
    [
      { progress: { ...progress, done: 5000 } },
      '5,000 of 5,000 raw records read; indexes are made, then the tables are compared',
    ],
    [{ progress: { ...progress, phase: 'catch-up' } }, 'Reading what came meanwhile: 1,200 of 5,000 raw records'],
    [{ waiting: 'a report reads' }, 'Waiting: a report reads'],
    [{ isSilent: true }, 'Its writer says nothing any more: another one takes it up and goes on'],
    [{ isCancelOrdered: true }, 'Being cancelled: it ends within seconds'],
    [{ state: 'done', switchedFrom: 3 }, 'Done: readers have generation 4 in the place of 3'],
    [{ state: 'failed', why: 'the disk is full' }, 'Failed: the disk is full'],
  ] as const)('%j', (now, words) => {
    expect(orderStateInWords({ ...order, ...now })).toBe(words)
  })

  it('says what it is about', () => {
    expect(orderInWords(order)).toBe('Rebuild of all tables')
    expect(orderInWords({ ...order, resource: 'offers' })).toBe('Rebuild of offers')
    expect(orderInWords({ ...order, verb: 'drop', generation: 2 })).toBe('Drop of generation 2')
  })

  it('has a range of what is left, but not before half a minute is known, nor when it has ended', () => {
    const at = (seconds: number) => Date.parse('2026-11-30T12:00:00Z') + seconds * 1000
    expect(leftInWords(order, at(29))).toBeNull()
    expect(leftInWords(order, at(31))).toBe('2 min to 5 min left of reading')
    expect(leftInWords({ ...order, state: 'done' }, at(31))).toBeNull()
    expect(leftInWords({ ...order, progress: null }, at(31))).toBeNull()
  })
})

describe('a plan in words', () => {
  it('says how much is read and made, and how much room that takes', () => {
    const [reads, makes, takes] = planInWords({ verb: 'run' }, plan)
    expect([reads, makes, takes]).toEqual([
      '5,000 raw records are read; nothing is asked of Greenhouse',
      '70 tables are made, as generation 4',
      'About 3.4 GB more on disk, until a generation is dropped',
    ])
    expect(planInWords({ verb: 'run' }, { ...plan, isBegun: true })[1]).toContain('an earlier rebuild has begun')
  })

  it('says of a drop what is given back, and nothing of a roll back where there is nothing to go back to', () => {
    expect(planInWords({ verb: 'drop', generation: 2 }, { ...plan, generation: 2, bytes: -2.5e6 })[1]).toBe(
      'About 3 MB on disk are given back',
    )
    expect(planInWords({ verb: 'rollback' }, { ...plan, generation: null })).toEqual([])
  })

  it('has its command', () => {
    const how = { isSwitched: true, recreates: false }
    expect(commandOf({ verb: 'run' }, how)).toBe('npm run trellis -- rebuild')
    expect(commandOf({ verb: 'run', resource: 'offers' }, { isSwitched: true, recreates: true })).toBe(
      'npm run trellis -- rebuild --resource offers --recreate-dependents',
    )
    expect(commandOf({ verb: 'run' }, { ...how, isSwitched: false })).toBe('npm run trellis -- rebuild --no-switch')
    expect(commandOf({ verb: 'switch', generation: 4 }, how)).toBe('npm run trellis -- rebuild switch 4')
  })
})

describe('figures', () => {
  it.each([
    [0, '0 kB'],
    [8192, '8 kB'],
    [12_000_000, '12 MB'],
    [3_440_000_000, '3.4 GB'],
  ])('%d bytes are %s', (bytes, words) => {
    expect(room(bytes)).toBe(words)
  })

  it('say in which columns tables differ, and of a new table that it is new', () => {
    const contents = { rows: 1, live: 1, checksum: '1' }
    const parity = { resource: 'offers', before: contents, after: contents, same: false, onlyBefore: 0, onlyAfter: 0 }
    const more = { differing: { status: 3 }, underWay: 2, added: ['notes'], dropped: [], retyped: ['version'] }
    expect(differenceInWords({ ...parity, ...more })).toBe(
      'status in 3, notes is new, version has another type, 2 of the rows are under way',
    )
    expect(differenceInWords({ ...parity, ...more, before: null, differing: {}, underWay: 0, retyped: [] })).toBe(
      'the table is new',
    )
  })
})
