import { describe, expect, it } from '@jest/globals'
import { normalize } from '../events/normalize.js'
import { apply, EMPTY_ROW, type Row } from './row.js'
import type { RawEvent } from '../events/event.js'
import { sparse } from './sparse.js'
import { raw, source, things, webhook } from '../testing/things.js'
import { NEVER } from '../events/version.js'

const FULL = {
  ...{ id: 1, title: 'a', status: 'open', count: 1, rate: 1, weight: 1, is_open: true, starts_on: '2026-01-01' },
  ...{ opened_at: '2026-01-01T00:00:00Z', owner_id: 1, people: [], tags: [], custom_fields: {} },
}

const rowAfter = (...raws: RawEvent[]): Row => raws.flatMap((one) => normalize(source, one).events).reduce(apply, EMPTY_ROW)

describe('sparse', () => {
  it('needs no exception for a listing that names every listed column', () => {
    expect(sparse(things, rowAfter(raw('record', FULL))).exceptions).toEqual({})
  })

  it('names a cell that is newer than the listing', () => {
    const row = rowAfter(raw('record', FULL), webhook('thing_updated', { id: 1, count: 2 }, 2000, 'b'))
    expect(sparse(things, row).exceptions).toEqual({ count: row.cells['count']?.version })
  })

  it('names a cell that is older than the listing', () => {
    const { title: _, ...untitled } = FULL
    const row = rowAfter(webhook('thing_updated', { id: 1, title: 'old' }), raw('record', untitled, 2000, 'b'))
    expect(sparse(things, row).exceptions).toEqual({ title: row.cells['title']?.version })
  })

  it('says of a listed column that no event ever mentioned', () => {
    const { title: _, ...untitled } = FULL
    expect(sparse(things, rowAfter(raw('record', untitled))).exceptions).toEqual({ title: NEVER })
  })

  it('keeps a version for each cell that only webhooks carry', () => {
    const row = rowAfter(raw('record', FULL, 2000), webhook('thing_updated', { id: 1, notes: 'x' }, 1000, 'b'))
    expect(sparse(things, row).exceptions).toEqual({ notes: row.cells['notes']?.version })
  })
})
