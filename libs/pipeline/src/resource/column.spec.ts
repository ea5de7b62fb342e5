import { describe, expect, it } from '@jest/globals'
import {
  boolean,
  type Column,
  customFields,
  date,
  ids,
  int,
  json,
  number,
  readCell,
  text,
  timestamp,
  UNREADABLE,
  type Unreadable,
  word,
} from './column.js'
import { MAX_DEPTH, type Json } from './json.js'

type Case = [said: Json, read: Json | Unreadable]

function reads(column: Column, cases: readonly Case[]): void {
  it.each(cases.map(([said, read]) => ({ said, read, name: JSON.stringify(said).slice(0, 80), as: shown(read) })))(
    'reads $name as $as',
    ({ said, read }) => {
      expect(readCell(column, { at: said })).toEqual(read)
    },
  )
}

describe('int', () => {
  reads(int('at'), [
    [0, 0],
    [-5, -5],
    ['12', 12],
    ['0012', 12],
    ['9007199254740991', 9007199254740991],
    ['9007199254740993', '9007199254740993'],
    ['009007199254740993', '9007199254740993'],
    ['9223372036854775807', '9223372036854775807'],
    ['9223372036854775808', UNREADABLE],
    ['-9223372036854775808', '-9223372036854775808'],
    ['-9223372036854775809', UNREADABLE],
    ['99999999999999999999', UNREADABLE],
    [1e300, UNREADABLE],
    [1.5, UNREADABLE],
    ['1.0', UNREADABLE],
    ['1e3', UNREADABLE],
    ['0x10', UNREADABLE],
    [' 1', UNREADABLE],
    ['1\n', UNREADABLE],
    ['', null],
    [null, null],
    [true, UNREADABLE],
    [[1], UNREADABLE],
    [{ id: 1 }, UNREADABLE],
  ])
})

describe('number', () => {
  reads(number('at'), [
    [1.5, 1.5],
    [-3, -3],
    ['12.50', '12.50'],
    ['-0.001', '-0.001'],
    ['9007199254740993', '9007199254740993'],
    ['1e400', '1e400'],
    ['1e-400', '1e-400'],
    ['1e1000', UNREADABLE],
    ['1,234.50', UNREADABLE],
    ['NaN', UNREADABLE],
    ['Infinity', UNREADABLE],
    ['1.', UNREADABLE],
    ['', null],
    [false, UNREADABLE],
    [`1${'0'.repeat(200_000)}`, UNREADABLE],
    [`0.${'0'.repeat(20_000)}1`, UNREADABLE],
  ])
})

describe('text', () => {
  reads(text('at'), [
    ['a', 'a'],
    ['', ''],
    [1.5, '1.5'],
    [true, 'true'],
    ['a\0\uD800b', 'a\uFFFD\uFFFDb'],
    [[], UNREADABLE],
    [{}, UNREADABLE],
  ])
})

describe('word', () => {
  reads(word(['at'], { accepted: ['Accepted', 'ACCEPTED'] }), [
    ['Accepted', 'accepted'],
    ['ACCEPTED', 'accepted'],
    ['accepted', 'accepted'],
    ['Something new', 'Something new'],
    ['constructor', 'constructor'],
    ['__proto__', '__proto__'],
    [{}, UNREADABLE],
  ])
})

describe('boolean', () => {
  reads(boolean('at'), [
    [true, true],
    [false, false],
    ['true', UNREADABLE],
    [0, UNREADABLE],
    ['', UNREADABLE],
  ])
})

describe('date', () => {
  reads(date('at'), [
    ['2026-01-31', '2026-01-31'],
    ['01/31/2026', '2026-01-31'],
    ['1/2/2026', '2026-01-02'],
    ['02/29/2024', '2024-02-29'],
    ['02/29/2026', UNREADABLE],
    ['02/30/2024', UNREADABLE],
    ['13/01/2026', UNREADABLE],
    ['00/01/2026', UNREADABLE],
    ['2026-02-30', UNREADABLE],
    ['2000-02-29', '2000-02-29'],
    ['1900-02-29', UNREADABLE],
    ['0000-01-01', UNREADABLE],
    ['0001-01-01', '0001-01-01'],
    ['9999-12-31', '9999-12-31'],
    ['10000-01-01', UNREADABLE],
    ['2017-10-27T23:30:00.000-08:00', '2017-10-27'],
    ['2017-10-27 14:44:43 UTC', '2017-10-27'],
    ['2017-10-27nonsense', UNREADABLE],
    ['2017-10-27T99:00:00Z', UNREADABLE],
    ['2017-10', UNREADABLE],
    ['', null],
    [20260131, UNREADABLE],
  ])
})

describe('timestamp', () => {
  reads(timestamp('at'), [
    ['2017-10-27T14:44:43.000Z', '2017-10-27T14:44:43.000Z'],
    ['2017-10-27T14:44:43Z', '2017-10-27T14:44:43.000Z'],
    ['2017-10-27T14:44:43.123456Z', '2017-10-27T14:44:43.123Z'],
    ['2017-10-27T14:44:43.000-08:00', '2017-10-27T22:44:43.000Z'],
    ['2017-10-27T14:44:43+0530', '2017-10-27T09:14:43.000Z'],
    ['2017-10-27 14:44:43 +0000', '2017-10-27T14:44:43.000Z'],
    ['2017-10-27 14:44:43 -08:00', '2017-10-27T22:44:43.000Z'],
    ['2017-10-27 14:44:43 UTC', '2017-10-27T14:44:43.000Z'],
    ['2017-10-27 14:44:43UTC', '2017-10-27T14:44:43.000Z'],
    ['2017-10-27 14:44:43', '2017-10-27T14:44:43.000Z'],
    ['2017-10-27T14:44', '2017-10-27T14:44:00.000Z'],
    ['2017-10-27', '2017-10-27T00:00:00.000Z'],
    ['2024-02-29T23:59:59-01:00', '2024-03-01T00:59:59.000Z'],
    ['2026-02-30T00:00:00Z', UNREADABLE],
    ['2026-01-01T25:00:00Z', UNREADABLE],
    ['2026-01-01T00:00:00+99:99', UNREADABLE],
    ['9999-12-31T23:59:59-01:00', UNREADABLE],
    ['0001-01-01T00:00:00+01:00', UNREADABLE],
    ['yesterday', UNREADABLE],
    ['', null],
    [1509115483, UNREADABLE],
  ])
})

describe('json', () => {
  reads(json('at'), [
    [{ a: ['\0'] }, { a: ['\uFFFD'] }],
    [false, false],
    ['', ''],
    [JSON.parse('['.repeat(MAX_DEPTH + 1) + ']'.repeat(MAX_DEPTH + 1)) as Json, UNREADABLE],
  ])
})

describe('ids', () => {
  reads(ids('at'), [
    [[], []],
    [
      [1, '2', '9007199254740993', { id: 4, name: 'x' }, { id: '5' }],
      [1, 2, '9007199254740993', 4, 5],
    ],
    [[1, null], UNREADABLE],
    [[1, ''], UNREADABLE],
    [[{ name: 'x' }], UNREADABLE],
    [[{ id: null }], UNREADABLE],
    [[[1]], UNREADABLE],
    [1, UNREADABLE],
    [{}, UNREADABLE],
  ])
})

describe('customFields', () => {
  reads(customFields('at'), [
    [[], {}],
    [{}, {}],
    [{ a: { name: 'A', type: 'short_text', value: 'x\0' } }, { a: { name: 'A', type: 'short_text', value: 'x\uFFFD' } }],
    [[{ name: 'A' }], UNREADABLE],
    ['', UNREADABLE],
  ])
})

describe('Silence is not null', () => {
  const nested = int('owner.person.id')

  it.each<[string, Json, Json | undefined]>([
    ['a value', { owner: { person: { id: 7 } } }, 7],
    ['a null at the end', { owner: { person: { id: null } } }, null],
    ['a null on the way', { owner: { person: null } }, null],
    ['a null at the beginning', { owner: null }, null],
    ['a name missing at the end', { owner: { person: {} } }, undefined],
    ['a name missing on the way', { owner: {} }, undefined],
    ['a name missing at the beginning', {}, undefined],
    ['a list on the way', { owner: [{ person: { id: 7 } }] }, undefined],
    ['a text on the way', { owner: 'Ada' }, undefined],
    ['a record that is null', null, null],
    ['a record that is no object', 7, undefined],
  ])('%s', (_, record, read) => {
    expect(readCell(nested, record)).toEqual(read)
  })

  it('lets the first place that is present speak', () => {
    expect(readCell(int('new_id', 'old_id'), { old_id: 2, new_id: 1 })).toBe(1)
  })

  it('lets a null at the first place speak too', () => {
    expect(readCell(int('new_id', 'old_id'), { old_id: 2, new_id: null })).toBeNull()
  })

  it('asks the next place where the first is silent', () => {
    expect(readCell(int('new.id', 'old_id'), { old_id: 2, new: {} })).toBe(2)
  })

  it('does not ask the next place where the first is unreadable', () => {
    expect(readCell(int('new_id', 'old_id'), { old_id: 2, new_id: 'x' })).toBe(UNREADABLE)
  })

  it.each(['constructor', '__proto__', 'toString', 'owner.hasOwnProperty', 'owner.length'])(
    'does not take what every object has for a field: %s',
    (path) => {
      expect(readCell(json(path), { owner: {} })).toBeUndefined()
    },
  )
})

describe('a column', () => {
  it('knows the top-level names it reads, and those it says it reads', () => {
    expect(int('owner.id', 'owner_id').reading('staff').names).toEqual(['owner', 'owner_id', 'staff'])
  })

  it('keeps what was declared of it', () => {
    const { about, sensitivity, isWebhookOnly, isVolatile } = text('a')
      .describe('b')
      .sensitive('private')
      .webhookOnly()
      .volatile()
    expect({ about, sensitivity, isWebhookOnly, isVolatile }).toEqual({
      about: 'b',
      sensitivity: 'private',
      isWebhookOnly: true,
      isVolatile: true,
    })
  })

  it('is not changed by what was declared of a copy', () => {
    const plain = text('a')
    plain.describe('b').webhookOnly()
    expect([plain.about, plain.isWebhookOnly]).toEqual(['', false])
  })
})

function shown(read: Json | Unreadable): string {
  return typeof read === 'symbol' ? 'unreadable' : JSON.stringify(read)
}
