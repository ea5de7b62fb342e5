import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type pg from 'pg'
import { customFields, int } from '../resource/column.js'
import { customFieldsView } from './custom-fields-view.js'
import type { Json } from '../resource/json.js'
import { normalize } from '../events/normalize.js'
import { resource, type Resource } from '../resource/resource.js'
import { ident } from './sql.js'
import { createTable } from './table.js'
import { storableJson, storableText } from '../testing/arbitraries.js'
import { type ScratchDatabase, scratchDatabase, writeBatch } from '../testing/scratch-database.js'
import { raw, source, things, webhook } from '../testing/things.js'
import { createView, viewsOf } from './views.js'

const SCHEMA = 'recruiting_g1'
let database: ScratchDatabase
let client: pg.Client

beforeAll(async () => {
  database = await scratchDatabase(process.env['DATABASE_URL'], `custom_fields_${process.pid}`)
  client = await database.connect()
  for (const schema of [SCHEMA, 'recruiting']) await client.query(`create schema ${ident(schema)}`)
  await make(things)
})

afterAll(async () => {
  await client.end()
  await database.drop()
})

async function make(of: Resource): Promise<void> {
  await client.query(createTable(SCHEMA, of))
  const views = viewsOf(of).filter(({ name }) => name === customFieldsView(of))
  for (const view of views) await client.query([createView(view, { schema: SCHEMA }), ...view.comments].join(';\n'))
}

type Shown = Readonly<Record<string, Json>>

/** What the view shows of one thing with this field, without the names, without what is null. */
async function shown(field: Json, key = 'a_field'): Promise<Shown> {
  await client.query(`truncate ${ident(SCHEMA, 'things')}`)
  const { events, problems } = normalize(source, raw('record', { id: 1, custom_fields: { [key]: field } }))
  expect(problems).toEqual([])
  await writeBatch(client, SCHEMA, things, events)
  const { rows } = await client.query<Shown>(
    `select *, to_char(date_value, 'YYYY-MM-DD') as date_value from recruiting.things_custom_fields`,
  )
  expect(rows).toHaveLength(1)
  const left = Object.entries(rows[0] ?? {}).filter(
    ([name, value]) => value !== null && !['connection_id', 'id', 'key', 'name', 'type', 'kept_in'].includes(name),
  )
  return Object.fromEntries(left)
}

const field = (type: string, value: Json, more = {}) => ({ name: 'A field', type, value, ...more })

describe('a custom field of type', () => {
  it.each<[string, Json, Shown]>([
    ['short_text', 'a', { text_value: 'a' }],
    ['long_text', 'a\nb', { text_value: 'a\nb' }],
    ['url', 'https://example.com', { text_value: 'https://example.com' }],
    ['single_select', 'Full-time', { text_value: 'Full-time' }],
    ['boolean', true, { boolean_value: true }],
    ['yes_no', 'No', { boolean_value: false }],
    ['multi_select', ['a', 'b'], {}],
    ['multi_select', [], {}],
    ['currency', { amount: 123.45, unit: 'USD' }, { number_value: '123.45', unit: 'USD' }],
    ['currency', { amount: '80000.0', unit: null }, { number_value: '80000.0' }],
    ['currency', { value: '80000', currency: 'EUR' }, { number_value: '80000', unit: 'EUR' }],
    [
      'currency_range',
      { min_value: '10000.0', max_value: 20000, unit: 'USD' },
      { min_value: '10000.0', max_value: '20000', unit: 'USD' },
    ],
    ['number', 12.5, { number_value: '12.5' }],
    ['number', '9007199254740993', { number_value: '9007199254740993' }],
    ['number_range', { min_value: 1, max_value: '2.5' }, { min_value: '1', max_value: '2.5' }],
    ['number_range', { min_value: 1, max_value: null }, { min_value: '1' }],
    ['date', '2017-02-28', { date_value: '2017-02-28' }],
    ['date', '2000-02-29', { date_value: '2000-02-29' }],
    ['date', '9/5/2017', { date_value: '2017-09-05' }],
    ['date', '2017-09-05T00:00:00Z', { date_value: '2017-09-05' }],
    ['date', '2017-09-05 12:30', { date_value: '2017-09-05' }],
    ['date', '2017-09-05 12:30:01.250 UTC', { date_value: '2017-09-05' }],
    ['date', '2017-09-05T12:30:01+02:00', { date_value: '2017-09-05' }],
    ['user', { user_id: 42, name: 'Ines', email: 'i@example.com', employee_id: null }, { user_id: '42' }],
    ['user', '42', { user_id: '42' }],
    ['a_type_of_tomorrow', 'a', { text_value: 'a' }],
  ])('%s with %j has its value in its column', async (type, value, typed) => {
    expect(await shown(field(type, value))).toEqual({ value, ...typed })
  })

  it.each<[string, Json]>([
    ['number', 'many'],
    ['number', '-'],
    ['number', '1e99999'],
    ['number', true],
    ['short_text', true],
    ['currency', { amount: 'much', unit: ['USD'] }],
    ['currency', 'much'],
    ['number_range', { min_value: [], max_value: '' }],
    ['boolean', 'perhaps'],
    ['date', ''],
    ['date', '2017-02-29'],
    ['date', '1900-02-29'],
    ['date', '0000-01-01'],
    ['date', '31/12/2017'],
    ['date', '2026-01-01 BC'],
    ['date', '2026-01-01 and whatever'],
    ['date', '2026-01-01T'],
    ['date', '2026-01-01 12:30 BC'],
    ['date', 20170101],
    ['user', { user_id: 'ines' }],
    ['user', { user_id: '99999999999999999999999' }],
  ])('%s with %j, which is none, has no typed value, and no error', async (type, value) => {
    const { unit: _, value: kept, ...typed } = await shown(field(type, value))
    expect(kept).toEqual(value)
    expect(typed).toEqual({})
  })

  it('any, which is not set, has no value at all', async () => {
    expect(await shown(field('short_text', null))).toEqual({})
  })

  it('currency that is a compensation has its details beside it', async () => {
    const details = { compensation_type: 'salary', frequency: 'annual', rationale: 'market' }
    expect(await shown(field('currency', { amount: 1, unit: 'USD' }, details))).toMatchObject({ number_value: '1', details })
  })

  it('none, as Harvest v1 writes it bare, has its value and what it plainly is', async () => {
    expect(await shown('a')).toEqual({ value: 'a', text_value: 'a' })
    expect(await shown(5)).toEqual({ value: 5, text_value: '5', number_value: '5' })
    expect(await shown({ value: '10', currency: 'USD' })).toEqual({ value: { value: '10', currency: 'USD' }, unit: 'USD' })
    expect(await shown({ min_value: 1, unit: 'USD' })).toMatchObject({ min_value: '1', unit: 'USD' })
  })

  it('any, with any value, never is an error', async () => {
    const types = ['short_text', 'multi_select', 'boolean', 'number', 'currency', 'currency_range', 'date', 'user', 'yes_no']
    const someText = fc.oneof(storableText, fc.stringMatching(/^-?[\d./eE-]{1,12}$/))
    const value = fc.oneof(
      storableJson,
      someText,
      fc.dictionary(fc.constantFrom('amount', 'unit', 'min_value', 'user_id'), someText),
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...types), value, async (type, any) => {
        await expect(shown(field(type, any))).resolves.toBeDefined()
      }),
      { numRuns: 200 },
    )
  })
})

describe('the view', () => {
  it('has a row per field of a live row, and none of a removed one', async () => {
    await client.query(`truncate ${ident(SCHEMA, 'things')}`)
    const fields = { a: field('number', 1), b: field('number', 2) }
    const raws = [
      raw('record', { id: 1, custom_fields: fields }, 1000, 'a'),
      raw('record', { id: 2, custom_fields: fields }, 1000, 'b'),
      raw('record', { id: 3, custom_fields: [] }, 1000, 'c'),
      raw('record', { id: 4 }, 1000, 'd'),
      webhook('thing_deleted', { thing: { id: 2 } }, 2000, 'e'),
    ]
    for (const one of raws) await writeBatch(client, SCHEMA, things, normalize(source, one).events)
    const { rows } = await client.query(
      `select connection_id, id, key, name, type, kept_in, number_value from recruiting.things_custom_fields order by key`,
    )
    const about = { connection_id: 'acme', id: '1', name: 'A field', type: 'number', kept_in: 'custom_fields' }
    expect(rows).toEqual([
      { ...about, key: 'a', number_value: '1' },
      { ...about, key: 'b', number_value: '2' },
    ])
  })

  it('takes the fields of every column that holds some', async () => {
    const columns = { ...things.columns, question_custom_fields: customFields('question_custom_fields') }
    const two = resource({ ...things, name: 'two', columns })
    await make(two)
    const record = { id: 1, custom_fields: { a: field('number', 1) }, question_custom_fields: { a: field('number', 2) } }
    const renamed = { ...source, resources: [{ ...two, name: 'things' }] }
    await writeBatch(client, SCHEMA, two, normalize(renamed, raw('record', record)).events)
    const { rows } = await client.query('select kept_in, number_value from recruiting.two_custom_fields order by kept_in')
    expect(rows).toEqual([
      { kept_in: 'custom_fields', number_value: '1' },
      { kept_in: 'question_custom_fields', number_value: '2' },
    ])
  })

  it('is not there for a resource without custom fields', () => {
    const views = viewsOf({ ...things, columns: { count: int('count') } })
    expect(views.map(({ name }) => name)).not.toContain(customFieldsView(things))
  })

  it('is made again over itself, and says what its columns mean', async () => {
    await make(things)
    const { rows } = await client.query(
      `select obj_description('recruiting.things_custom_fields'::regclass) as view, count(col_description(attrelid, attnum)) as columns
       from pg_attribute where attrelid = 'recruiting.things_custom_fields'::regclass and attnum > 0`,
    )
    expect(rows).toEqual([
      { view: 'The custom fields of things, one row per field: join it by connection_id and id.', columns: '15' },
    ])
  })
})
