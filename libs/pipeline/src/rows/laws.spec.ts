import { describe, expect, it } from '@jest/globals'
import { timestamp } from '../resource/column.js'
import type { RawEvent } from '../events/event.js'
import { instantOfMs } from '../events/instant.js'
import { normalize } from '../events/normalize.js'
import { resource, type Source } from '../resource/resource.js'
import { apply, EMPTY_ROW, isRemoved, type Row } from './row.js'
import { raw, source, things, webhook } from '../testing/things.js'
import { instantOf } from '../events/version.js'

const NEIGHBOUR = { id: 2, title: 'two' }

/** The row of thing 1 after any raw events. */
function thingAfter(...raws: readonly RawEvent[]): Row {
  return raws
    .flatMap((one) => normalize(source, one).events)
    .filter(({ key }) => key === '1')
    .reduce(apply, EMPTY_ROW)
}

const value = (row: Row, name: string) => row.cells[name]?.value

describe('Silence is not null', () => {
  const before = webhook('thing_created', { id: 1, title: 'a', owner: { id: 7 } }, 1000, 'a')

  it('does not change a cell that a body does not name', () => {
    expect(value(thingAfter(before, webhook('thing_updated', { id: 1 }, 2000, 'b')), 'title')).toBe('a')
  })

  it('empties a cell that a body says is null', () => {
    expect(value(thingAfter(before, webhook('thing_updated', { id: 1, title: null }, 2000, 'b')), 'title')).toBeNull()
  })

  it('empties a cell where there is a null on the way to its field', () => {
    expect(value(thingAfter(before, webhook('thing_updated', { id: 1, owner: null }, 2000, 'b')), 'owner_id')).toBeNull()
  })

  it('does not change a cell where a name is missing on the way to its field', () => {
    expect(value(thingAfter(before, webhook('thing_updated', { id: 1, owner: {} }, 2000, 'b')), 'owner_id')).toBe(7)
  })

  it('V4 keeps a cell that only webhooks carry, whatever is listed later', () => {
    const notes = webhook('thing_updated', { id: 1, notes: 'noted' }, 1000, 'a')
    expect(value(thingAfter(notes, raw('record', { id: 1, title: 'listed' }, 2000, 'b')), 'notes')).toBe('noted')
  })
})

describe('Only a listing brings back', () => {
  const listed = raw('record', { id: 1 }, 1000, 'a')
  const gone = webhook('thing_deleted', { thing: { id: 1 } }, 2000, 'b')

  it('holds a row for removed after a removal', () => {
    expect(isRemoved(thingAfter(listed, gone))).toBe(true)
  })

  it('lets no webhook after the removal revive the row', () => {
    expect(isRemoved(thingAfter(listed, gone, webhook('thing_updated', { id: 1, title: 'late' }, 3000, 'c')))).toBe(true)
  })

  it('lets a later listing bring the row back', () => {
    expect(isRemoved(thingAfter(listed, gone, raw('record', { id: 1 }, 3000, 'c')))).toBe(false)
  })

  it('lets no stale listing bring the row back', () => {
    expect(isRemoved(thingAfter(gone, raw('record', { id: 1 }, 1500, 'c')))).toBe(true)
  })

  it('lets a listing of the same instant bring the row back', () => {
    expect(isRemoved(thingAfter(gone, raw('record', { id: 1 }, 2000, 'a')))).toBe(false)
  })

  it('lets an absence take away what was listed before', () => {
    expect(isRemoved(thingAfter(listed, raw('absence', { id: 1 }, 2000, 'b')))).toBe(true)
  })

  it('keeps what webhooks reported of a removed row for the day it comes back', () => {
    const row = thingAfter(
      listed,
      gone,
      webhook('thing_updated', { id: 1, title: 'late' }, 3000, 'c'),
      raw('record', { id: 1 }, 4000, 'd'),
    )
    expect(value(row, 'title')).toBe('late')
  })

  it('shows a row that only webhooks ever mentioned', () => {
    expect(isRemoved(thingAfter(webhook('thing_created', { id: 1 })))).toBe(false)
  })
})

describe('Order and repetition do not matter', () => {
  it('E1 keeps the survivor of a merge when the delete of the loser arrives hours later', () => {
    const merge = webhook('things_merged', { loser: { id: 1, into: 2 }, winner: { id: 2, title: 'two' } }, 1000, 'a')
    const late = webhook('thing_deleted', { thing: { id: 1 } }, 54_000_000, 'b')
    const survivor = [merge, late].flatMap((one) => normalize(source, one).events).filter(({ key }) => key === '2')
    expect(survivor.reduce(apply, EMPTY_ROW)).toMatchObject({ cells: { title: { value: 'two' } } })
  })

  it('E1 keeps the cell that names the survivor when the delete of the loser arrives hours later', () => {
    const merge = webhook('thing_updated', { id: 1, owner_id: 2 }, 1000, 'a')
    const late = webhook('thing_deleted', { thing: { id: 1 } }, 54_000_000, 'b')
    expect(value(thingAfter(merge, late), 'owner_id')).toBe(2)
  })

  it('makes the same row of a removal that was appended twice', () => {
    const gone = webhook('thing_deleted', { thing: { id: 1 } })
    const once = { ...gone, position: { topic: 'greenhouse.raw', partition: 0, offset: '1' } }
    const again = { ...gone, position: { topic: 'greenhouse.raw', partition: 3, offset: '7' } }
    expect(thingAfter(once, again)).toEqual(thingAfter(again, once))
  })
})

describe('V5 What no listing carries is ordered by its own instant', () => {
  const dated = resource({
    ...things,
    columns: { ...things.columns, updated_at: timestamp('updated_at') },
  })
  const withDates: Source = { ...source, resources: [dated] }
  const offer = (title: string, updated_at: unknown, atMs: number, id: string) =>
    webhook('thing_updated', { id: 1, title, notes: title, updated_at }, atMs, id)
  const cellsAfter = (...raws: readonly RawEvent[]) => {
    const row = raws.flatMap((one) => normalize(withDates, one).events).reduce(apply, EMPTY_ROW)
    return { notes: value(row, 'notes'), title: value(row, 'title') }
  }
  const older = offer('older', '1970-01-01T00:00:10.000Z', 20_000, 'a')
  const newer = offer('newer', '1970-01-01T00:00:30.000Z', 40_000, 'b')
  const retryOfOlder = { ...older, at: instantOfMs(90_000), id: 'c'.repeat(24) }

  it('keeps the newer notes when the retry of an old update arrives after a newer one', () => {
    expect(cellsAfter(older, newer, retryOfOlder)).toEqual({ notes: 'newer', title: 'older' })
    expect(cellsAfter(retryOfOlder, newer, older)).toEqual({ notes: 'newer', title: 'older' })
  })

  it.each([undefined, null, '', 'yesterday', 'soon', '1970-01-01T00:02:00.000Z', '0001-01-01T00:00:00Z'])(
    'is ordered by the arrival where the body says %j of its own age',
    (updated_at) => {
      expect(cellsAfter(newer, offer('last', updated_at, 100_000, 'c')).notes).toBe('last')
    },
  )

  it('numbers the two events of one mention, so each has an id and a version of its own', () => {
    const { events } = normalize(withDates, newer)
    expect(events.map(({ id, version }) => [id.slice(-2), instantOf(version) / 1000])).toEqual([
      ['-0', 40_000],
      ['-1', 30_000],
    ])
  })

  it('makes one event of a body that says nothing but what listings carry', () => {
    const { events } = normalize(withDates, webhook('thing_updated', { id: 1, title: 'a', updated_at: '1970-01-01T00:00:00Z' }))
    expect(events).toHaveLength(1)
  })

  it('leaves the age of what is listed to the listing', () => {
    const listed = raw('record', { id: 1, notes: 'listed', title: 'listed', updated_at: '1970-01-01T00:00:10.000Z' }, 50_000, 'c')
    expect(normalize(withDates, listed).events).toHaveLength(1)
  })

  it('keeps a body with more events than a version can count whole, but for those', () => {
    const payload = Array.from({ length: 0x8000 + 1 }, (_, id) => ({ id, notes: 'x', updated_at: '1970-01-01T00:00:00Z' }))
    const { events, problems } = normalize(withDates, webhook('thing_created', payload))
    expect([events.length, problems.map(({ code }) => code)]).toEqual([0x10000, ['too_many_mentions']])
  })
})

describe('The core is deterministic', () => {
  it('says the same of the same body, ids and versions included', () => {
    const body = { loser: { id: 1, into: 2 }, winner: { id: 2, count: 'x' } }
    expect(normalize(source, webhook('things_merged', body))).toEqual(normalize(source, webhook('things_merged', body)))
  })

  it('numbers the mentions of one body, so each has a version of its own', () => {
    const { events } = normalize(source, webhook('thing_deleted', { thing: { id: 1, part_ids: [2, 3] } }))
    expect(new Set(events.map(({ version }) => version)).size).toBe(3)
  })
})

describe('Nothing vanishes', () => {
  const said = (one: RawEvent) => {
    const { events, problems, ignored } = normalize(source, one)
    return { events: events.length, problems: problems.map(({ code }) => code), ...(ignored && { ignored }) }
  }

  it.each(['', 'nope', '{"action":', '[1', '\u0000'])('makes a problem of %j, which is not JSON', (body) => {
    expect(said(raw('webhook', body))).toEqual({ events: 0, problems: ['not_json'] })
  })

  it('makes a problem of bytes that are not text', () => {
    expect(said({ ...raw('webhook', ''), body: new Uint8Array([0xff, 0xfe, 0x00]) })).toEqual({
      events: 0,
      problems: ['not_json'],
    })
  })

  it.each(['[]', '1', '"x"', 'null', '[{"action":"thing_created"}]'])('makes a problem of %s, which is no object', (body) => {
    expect(said(raw('webhook', body))).toEqual({ events: 0, problems: ['not_an_object'] })
  })

  it.each([{}, { action: null }, { action: 1 }, { payload: {} }])(
    'makes a problem of a webhook without an action: %j',
    (body) => {
      expect(said(raw('webhook', body))).toEqual({ events: 0, problems: ['no_action'] })
    },
  )

  it.each(['never_heard_of', '', 'constructor', '__proto__', 'toString'])(
    'makes a problem of the unknown action %j',
    (action) => {
      expect(said(webhook(action, { id: 1 }))).toEqual({ events: 0, problems: ['unknown_action'] })
    },
  )

  it('names an action that is ignored', () => {
    expect(said(webhook('test', {}))).toEqual({ events: 0, problems: [], ignored: 'test' })
  })

  it.each(['widgets', '', undefined])('makes a problem of a record of the unknown resource %j', (resource) => {
    const { resource: _, ...one } = raw('record', { id: 1 })
    expect(said({ ...one, ...(resource !== undefined && { resource }) })).toEqual({ events: 0, problems: ['unknown_resource'] })
  })

  it('names the unknown resource', () => {
    expect(normalize(source, { ...raw('record', { id: 1 }), resource: 'widgets' }).problems[0]?.resource).toBe('widgets')
  })

  it('makes a removal of an absence', () => {
    expect(normalize(source, raw('absence', { id: 1, resource: 'things' })).events).toMatchObject([
      { type: 'removed', key: '1', how: { by: 'absence' } },
    ])
  })

  it('E5 takes the absence’s own word on how it was established, and anything else for the ordinary way', () => {
    const how = (said: unknown): unknown => normalize(source, raw('absence', { id: 1, how: said })).events[0]
    expect([how('cascade'), how('absence'), how({ by: 'merge' })]).toMatchObject([
      { how: { by: 'cascade' } },
      { how: { by: 'absence' } },
      { how: { by: 'absence' } },
    ])
  })

  it.each([{}, { payload: null }, { payload: [] }, { payload: [null] }])(
    'makes a problem of a body that lacks what its action is about: %j',
    (body) => {
      expect(said(raw('webhook', { action: 'thing_created', ...body }))).toEqual({ events: 0, problems: ['claim_not_found'] })
    },
  )

  it('makes a problem of a body in which nothing is mentioned, though things might have been', () => {
    expect(said(webhook('parcel_sent', { things: [] }))).toEqual({ events: 0, problems: ['claim_not_found'] })
  })

  it('makes one problem for each claim that a body lacks, and an event for the other', () => {
    expect(said(webhook('things_merged', { winner: { id: 2 } }))).toEqual({ events: 1, problems: ['claim_not_found'] })
  })

  it.each([{}, { id: null }, { id: '' }, { id: 'x' }, { id: {} }, { id: 1.5 }])(
    'makes a problem of an entity without a key: %j',
    (payload) => {
      expect(said(webhook('thing_created', payload))).toEqual({ events: 0, problems: ['no_key'] })
    },
  )

  it('makes a problem of a listed record without a key', () => {
    expect(said(raw('record', { title: 'x' }))).toEqual({ events: 0, problems: ['no_key'] })
  })

  it('makes a problem of an unreadable cell and keeps its neighbours', () => {
    const { events, problems } = normalize(
      source,
      webhook('thing_created', { id: 1, count: 'many', title: 'a', starts_on: '02/30/2026' }),
    )
    expect({ cells: events.map((event) => event.type === 'observed' && event.cells), problems }).toMatchObject({
      cells: [{ title: 'a' }],
      problems: [
        { code: 'unreadable_cell', resource: 'things', key: '1', column: 'count' },
        { code: 'unreadable_cell', resource: 'things', key: '1', column: 'starts_on' },
      ],
    })
  })

  it('makes a problem of a nameless value that is nested too deep to store, and keeps its neighbours', () => {
    const body = `{"id":1,"deep":${'['.repeat(1000)}${']'.repeat(1000)},"wide":[1]}`
    const { events, problems } = normalize(source, raw('record', body))
    expect({ cells: events.map((event) => event.type === 'observed' && event.cells), problems }).toMatchObject({
      cells: [{ _extra: { wide: [1] } }],
      problems: [{ code: 'unreadable_cell', resource: 'things', key: '1', column: '_extra' }],
    })
  })

  it('reads the neighbours of an entity without a key', () => {
    expect(said(webhook('thing_created', [{ title: 'no key' }, NEIGHBOUR]))).toEqual({ events: 1, problems: ['no_key'] })
  })

  it('makes a problem of a body with more mentions than a version can count, and keeps the others', () => {
    const payload = Array.from({ length: 0x10000 + 5 }, (_, id) => ({ id }))
    expect(said(webhook('thing_created', payload))).toEqual({ events: 0x10000, problems: ['too_many_mentions'] })
  })

  it('quotes no more of a hostile action than its beginning', () => {
    const [problem] = normalize(source, webhook(`\0${'x'.repeat(1_000_000)}`, {})).problems
    expect(problem?.cause.action).toBe(`\uFFFD${'x'.repeat(99)}`)
  })
})

describe('V6 unmapped fields come from listings only', () => {
  const cellsOf = (one: RawEvent) =>
    normalize(source, one).events.map((event) => (event.type === 'observed' ? event.cells : undefined))

  it('fills _extra with what a listing carries and no column names', () => {
    expect(cellsOf(raw('record', { id: 1, title: 'a', start_date: null, owner: { id: 1 }, new_thing: ['\0'] }))).toEqual([
      { title: 'a', starts_on: null, owner_id: 1, _extra: { new_thing: ['\uFFFD'] } },
    ])
  })

  it('empties _extra when the unmapped fields are gone', () => {
    expect(cellsOf(raw('record', { id: 1 }))).toEqual([{ _extra: {} }])
  })

  it('leaves _extra alone in a webhook', () => {
    expect(cellsOf(webhook('thing_updated', { id: 1, new_thing: 1 }))).toEqual([{}])
  })

  it('takes a name __proto__ for an unmapped field like any other', () => {
    expect(JSON.stringify(cellsOf(raw('record', '{"id":1,"__proto__":{"a":1}}')))).toBe('[{"_extra":{"__proto__":{"a":1}}}]')
  })

  it('names the unmapped fields for the counters', () => {
    expect(normalize(source, raw('record', { id: 1, new_thing: 1 })).unknown).toEqual(['things.new_thing'])
  })
})
