import { describe, expect, it } from '@jest/globals'
import { claimed, mentioned, observed, removed, removedAlong } from '../resource/claim.js'
import { int, text } from '../resource/column.js'
import type { CanonicalEvent } from './event.js'
import { isObject, type Json } from '../resource/json.js'
import { MAX_VALUES, normalize } from './normalize.js'
import { keyOf, resource, type Resource, type Source } from '../resource/resource.js'
import { raw, source, webhook } from '../testing/things.js'

const cellsOf = (events: readonly CanonicalEvent[]) =>
  events.map((event) => (event.type === 'observed' ? event.cells : undefined))

/** A source whose only action is read by the claims given. */
function claiming(...claims: readonly Resource['webhooks'][string][]): Source {
  const people = resource({
    ...{ name: 'people', domain: 'people', about: 'A person.', key: int('id', 'person_id') },
    harvest: { path: 'people', permission: 'Things', since: 'updated_at', cadence: 'hot' },
    webhooks: { reported: claims.flat() },
    columns: { name: text('name'), team_id: int('team_id') },
  })
  return { resources: [people], ignored: {}, revision: 7 }
}

describe('normalize', () => {
  it('makes an event of a webhook, with its cause', () => {
    const position = { topic: 'greenhouse.raw', partition: 3, offset: '12345678901234567890' }
    expect(normalize(source, { ...webhook('thing_created', { id: 1, title: 'a' }), position }).events).toEqual([
      {
        id: `${'a'.repeat(24)}-0`,
        type: 'observed',
        connection: 'acme',
        resource: 'things',
        key: '1',
        version: `000000000f424010001${'a'.repeat(24)}0000`,
        cause: { rawId: 'a'.repeat(24), kind: 'webhook', action: 'thing_created', position },
        cells: { title: 'a' },
      },
    ])
  })

  it.each([
    ['tags', { id: 1, status: 'open', tags: ['x'.repeat(1024 * 1024)] }],
    ['title', { id: 1, status: 'open', title: 'x'.repeat(1024 * 1024) }],
    [
      '_extra',
      { id: 1, status: 'open', others: Object.fromEntries(Array.from({ length: 200_000 }, (_, n) => [`name ${n}`, 1])) },
    ],
  ])('leaves out a cell that is longer than any reader takes, %s, as a problem; its neighbours go on', (column, record) => {
    const { events, problems } = normalize(source, raw('record', record))
    const [cells] = cellsOf(events)
    expect([cells?.['status'], cells && column in cells, problems.map((problem) => [problem.code, problem.column])]).toEqual([
      'open',
      false,
      [['too_large', column]],
    ])
  })

  it('does not parse a body of more values than any webhook has: it is a problem, whatever its texts hold', () => {
    const names = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, 1]))
    const problems = (more: object) =>
      normalize(source, webhook('thing_created', { id: 1, title: 'a', ...more })).problems.map(({ code, column }) => [
        code,
        column,
      ])
    expect(problems(names(MAX_VALUES))).toEqual([['too_large', undefined]])
    expect(problems(names(MAX_VALUES - 10))).toEqual([])
    expect(problems({ note: ','.repeat(3 * MAX_VALUES) })).toEqual([])
  })

  it('keeps a long cell that is no longer than that', () => {
    const title = 'x'.repeat(1_000_000)
    expect(cellsOf(normalize(source, webhook('thing_created', { id: 1, title })).events)).toEqual([{ title }])
  })

  it('names at most a thousand unknown names of one body', () => {
    const others = Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`name_${n}`, n]))
    const unknown = [webhook('thing_created', { id: 1, ...others }), raw('record', { id: 1, ...others })].map(
      (body) => normalize(source, body).unknown.length,
    )
    expect(unknown).toEqual([1_000, 1_000])
  })

  it('keeps keys past 2^53 exact', () => {
    expect(normalize(source, raw('record', '{"id":9007199254740993}')).events[0]?.key).toBe('9007199254740993')
  })

  it('lets the record speak before what an action implies', () => {
    expect(cellsOf(normalize(source, webhook('thing_opened', { thing: { id: 1, title: 'said' } })).events)).toEqual([
      { title: 'said', is_open: true },
    ])
  })

  it('lets a null that the record says stand before what an action implies', () => {
    expect(cellsOf(normalize(source, webhook('thing_opened', { thing: { id: 1, title: null } })).events)).toEqual([
      { title: null, is_open: true },
    ])
  })

  it('reads what an action implies as it reads what a record says', () => {
    const implying = claiming(
      observed('payload', (_, body) => ({ name: isObject(body) ? (body['by'] ?? null) : null, team_id: '7' })),
    )
    const body = { action: 'reported', by: 'a\0', payload: { id: 1 } }
    expect(cellsOf(normalize(implying, raw('webhook', body)).events)).toEqual([{ name: 'a\uFFFD', team_id: 7 }])
  })

  it('makes a problem of an implied cell that does not fit', () => {
    expect(normalize(claiming(observed('payload', { team_id: 'x' })), webhook('reported', { id: 1 })).problems).toMatchObject([
      { code: 'unreadable_cell', column: 'team_id' },
    ])
  })

  it('finds every mention on the way through lists', () => {
    const { events } = normalize(
      claiming(mentioned('payload.teams.people')),
      webhook('reported', { teams: [{ people: [{ id: 1 }, { id: 2 }] }, {}, { people: { id: 3 } }] }),
    )
    expect(events.map(({ key }) => key)).toEqual(['1', '2', '3'])
  })

  it('skips mentions without an id beside those that have one', () => {
    const { events, problems } = normalize(
      claiming(mentioned('payload')),
      webhook('reported', [{ id: 1 }, { id: null }, {}, 'Ada']),
    )
    expect([events.length, problems]).toEqual([1, []])
  })

  it('removes entities by bare ids too', () => {
    const { events } = normalize(
      claiming(removed('payload.id'), removedAlong('payload.children')),
      webhook('reported', { id: 1, children: [2, '3'] }),
    )
    expect(events.map((event) => event.type === 'removed' && [event.key, event.how.by])).toEqual([
      ['1', 'webhook'],
      ['2', 'cascade'],
      ['3', 'cascade'],
    ])
  })

  it('asks a function where paths cannot say it', () => {
    const find = (body: Json) =>
      isObject(body) ? [{ type: 'observed' as const, record: { id: 5, name: body['action'] ?? null } }] : []
    expect(cellsOf(normalize(claiming(claimed(find)), webhook('reported', {})).events)).toEqual([{ name: 'reported' }])
  })

  it('V6 names what no column reads, of webhooks with their action', () => {
    const claim = mentioned('payload.people')
    const said = normalize(
      claiming(claim),
      webhook('reported', {
        people: [
          { id: 1, name: 'a', age: 3 },
          { id: 2, 'a b\n': 1, age: 4 },
        ],
      }),
    )
    expect(said.unknown).toEqual(['reported/people.age', 'reported/people.?', 'reported/people.age'])
    const listed = { ...raw('record', '{"id":1,"age":3}'), resource: 'people' }
    expect(normalize(claiming(), listed).unknown).toEqual(['people.age'])
  })

  it('L6 names the cells in which a character had to be replaced', () => {
    const body = (name: string) => raw('webhook', `{"action":"reported","payload":{"id":1,"name":"${name}","team_id":2}}`)
    const replaced = ['plain', 'smile \\ud83d\\ude00', 'nul \\u0000', 'half \\ud83d'].map(
      (name) => normalize(claiming(observed('payload')), body(name)).replaced,
    )
    expect(replaced).toEqual([[], [], ['people.name'], ['people.name']])
  })

  it('stops counting what is wrong with a body after a thousand problems, and goes on reading it', () => {
    const people = Array.from({ length: 1_500 }, (_, index) => ({ id: index, team_id: {} }))
    const { events, problems } = normalize(claiming(mentioned('payload')), webhook('reported', people))
    expect([events.length, problems.length]).toEqual([1_500, 1_001])
    expect(problems.at(-1)).toMatchObject({ code: 'too_many_problems' })
  })

  it('makes the survivor of a merge storable', () => {
    const merging = claiming(
      removed('payload', (record) => ({ by: 'merge', into: isObject(record) ? (record['into'] ?? null) : null })),
    )
    expect(normalize(merging, webhook('reported', { id: 1, into: 'x\0' })).events).toMatchObject([
      { how: { by: 'merge', into: 'x\uFFFD' } },
    ])
  })
})

describe('keyOf', () => {
  const [people] = claiming().resources

  it.each<[Json, string | undefined]>([
    [{ id: 1 }, '1'],
    [{ person_id: 2 }, '2'],
    [{ id: 1, person_id: 2 }, '1'],
    [{ id: null, person_id: 2 }, undefined],
    [3, '3'],
    ['4', '4'],
    ['0012', '12'],
    ['', undefined],
    [{}, undefined],
    [null, undefined],
    [true, undefined],
    [[1], undefined],
  ])('of %j is %j', (record, key) => {
    expect(people && keyOf(people, record)).toBe(key)
  })

  it('is none where a key of text is empty', () => {
    expect(people && keyOf({ ...people, key: text('id') }, { id: '' })).toBeUndefined()
  })
})

describe('resource', () => {
  it.each(['id', 'connection_id', '_version', 'constructor', 'valueOf', '__proto__'])('refuses a column named %s', (name) => {
    const columns = Object.fromEntries([[name, text('x')]])
    expect(() => resource({ ...source.resources[0], name: 'x', columns } as Resource)).toThrow('the name is taken')
  })
})
