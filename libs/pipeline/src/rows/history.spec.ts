import { describe, expect, it } from '@jest/globals'
import { text } from '../resource/column.js'
import { historyOf } from './history.js'
import { formatInstant } from '../events/instant.js'
import { normalize } from '../events/normalize.js'
import { resource } from '../resource/resource.js'
import { raw, source, things, webhook } from '../testing/things.js'

const of = { ...things, history: ['title', 'is_open'] }
const rowsOf = (...raws: readonly Parameters<typeof normalize>[1][]): unknown =>
  historyOf(
    of,
    raws.flatMap((one) => normalize(source, one).events.filter(({ key }) => key === '1')),
  ).map(({ from, to, isRemoved, cells, rawId }) => ({
    from: formatInstant(from).slice(17, 19),
    to: to && formatInstant(to).slice(17, 19),
    ...(isRemoved && { isRemoved }),
    ...cells,
    by: rawId.slice(0, 1),
  }))

const listed = raw('record', { id: 1, title: 'first', is_open: true }, 10_000, 'a')
const closed = webhook('thing_updated', { id: 1, is_open: false }, 20_000, 'b')
const renamed = webhook('thing_updated', { id: 1, title: 'second' }, 30_000, 'c')
const deleted = webhook('thing_deleted', { thing: { id: 1 } }, 40_000, 'd')

describe('the history of an entity', () => {
  it('has a row for each change, with what an event was silent about as it was', () => {
    expect(rowsOf(listed, closed, renamed)).toEqual([
      { from: '10', to: '20', title: 'first', is_open: true, by: 'a' },
      { from: '20', to: '30', title: 'first', is_open: false, by: 'b' },
      { from: '30', to: null, title: 'second', is_open: false, by: 'c' },
    ])
  })

  it('has no row for what changed nothing, and none for what was silent about it', () => {
    const again = raw('record', { id: 1, title: 'first', is_open: true }, 15_000, 'e')
    const other = webhook('thing_updated', { id: 1, count: 7 }, 16_000, 'f')
    expect(rowsOf(listed, again, other)).toEqual([{ from: '10', to: null, title: 'first', is_open: true, by: 'a' }])
  })

  it('takes what arrives late where it belongs', () => {
    expect(rowsOf(renamed, listed, closed)).toEqual(rowsOf(listed, closed, renamed))
  })

  it('distinguishes a null from silence', () => {
    expect(rowsOf(listed, webhook('thing_updated', { id: 1, title: null }, 20_000, 'b'))).toEqual([
      { from: '10', to: '20', title: 'first', is_open: true, by: 'a' },
      { from: '20', to: null, title: null, is_open: true, by: 'b' },
    ])
  })

  it('E1 ends with a removal that only a listing takes back', () => {
    const afterwards = webhook('thing_updated', { id: 1, is_open: true }, 50_000, 'e')
    const back = raw('record', { id: 1, title: 'first', is_open: true }, 55_000, 'f')
    expect(rowsOf(listed, deleted, afterwards, webhook('thing_updated', { id: 1, title: 'x' }, 52_000, '9'), back)).toEqual([
      { from: '10', to: '40', title: 'first', is_open: true, by: 'a' },
      { from: '40', to: '52', isRemoved: true, title: 'first', is_open: true, by: 'd' },
      { from: '52', to: '55', isRemoved: true, title: 'x', is_open: true, by: '9' },
      { from: '55', to: null, title: 'first', is_open: true, by: 'f' },
    ])
  })

  it('is nothing for a resource without one', () => {
    expect(historyOf(things, normalize(source, listed).events)).toEqual([])
  })
})

describe('L4 What changes by reading', () => {
  it('cannot be declared history', () => {
    const columns = { ...things.columns, link: text('link').volatile() }
    expect(() => resource({ ...things, columns, history: ['link'] })).toThrow('changes by reading')
  })
})
