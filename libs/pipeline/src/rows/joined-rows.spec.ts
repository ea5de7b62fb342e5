import { describe, expect, it } from '@jest/globals'
import type { Cells, Observed } from '../events/event.js'
import type { Instant } from '../events/instant.js'
import { JoinedRows } from './joined-rows.js'
import { things } from '../testing/things.js'
import { versionOf } from '../events/version.js'

const event = 'a'.repeat(24)

function seen(key: string, cells: Cells = {}, connection = 'acme'): Observed {
  const version = versionOf({ at: 1_000_000 as Instant, kind: 'record', revision: 1, event, ordinal: 0 })
  return {
    type: 'observed',
    id: `${event}-0`,
    connection,
    resource: things.name,
    key,
    version,
    cause: { rawId: event, kind: 'record' },
    cells,
  }
}

function joined(...all: readonly Observed[]): JoinedRows {
  const rows = new JoinedRows(things)
  for (const one of all) rows.add(one)
  return rows
}

const namesIn = (rows: JoinedRows): readonly string[] => [...rows.lines()].map((line) => line.split('\t').slice(0, 2).join('/'))

describe('rows joined in place', () => {
  it('are as many as there are entities', () => {
    expect([joined().size, joined(seen('1'), seen('2'), seen('1')).size]).toEqual([0, 2])
  })

  it('are sorted by key as numbers are, so two writers lock rows in one order', () => {
    const keys = ['10', '9', '9007199254740993', '100', '1']
    expect(namesIn(joined(...keys.map((key) => seen(key))))).toEqual(
      ['1', '9', '10', '100', '9007199254740993'].map((key) => `acme/${key}`),
    )
  })

  it('are apart by connection', () => {
    expect(namesIn(joined(seen('7', {}, 'other'), seen('7')))).toEqual(['acme/7', 'other/7'])
  })

  it('leave out what the resource does not declare, and say how often it came', () => {
    const rows = joined(seen('1', { title: 'a', undeclared_field: 1 }), seen('2', { undeclared_field: 2 }))
    expect([...rows.undeclared]).toEqual([['undeclared_field', 2]])
    expect([...rows.lines()].join('')).not.toContain('undeclared_field')
  })
})
