import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type pg from 'pg'
import { int, text } from '../resource/column.js'
import { decimal } from '../resource/decimal.js'
import type { CanonicalEvent } from '../events/event.js'
import type { TableShape } from './fitting.js'
import { normalize } from '../events/normalize.js'
import type { Resource, Source } from '../resource/resource.js'
import type { Cell } from '../rows/row.js'
import { ident } from './sql.js'
import { addColumns, createTable } from './table.js'
import { events } from '../testing/arbitraries.js'
import { foldByKey, readRows, type ScratchDatabase, scratchDatabase, writeBatch } from '../testing/scratch-database.js'
import { raw, source, things, webhook } from '../testing/things.js'
import { createView, viewsOf, type ResourceView } from './views.js'

const SCHEMA = 'generation "7"'
let database: ScratchDatabase
let client: pg.Client

beforeAll(async () => {
  database = await scratchDatabase(process.env['DATABASE_URL'], `join_in_sql_${process.pid}`)
  client = await database.connect()
  for (const schema of [SCHEMA, 'recruiting', 'recruiting_removed']) await client.query(`create schema ${ident(schema)}`)
})

afterAll(async () => {
  await client.end()
  await database.drop()
})

/** The resource under another name, with a table of its own. */
async function tabled(name: string, of: Resource = things): Promise<Resource> {
  const named = { ...of, name }
  await client.query(createTable(SCHEMA, named))
  return named
}

const eventsOf = (of: Source, ...raws: Parameters<typeof normalize>[1][]) => raws.flatMap((one) => normalize(of, one).events)

/** Numbers are compared by value: Postgres writes 1e21 with all its digits. */
function comparable(rows: ReturnType<typeof foldByKey>): unknown {
  const entries = [...rows].map(([at, { row, ...about }]) => {
    const numbers = Object.entries(row.cells).filter(([name, { value }]) => ['rate', 'weight'].includes(name) && value !== null)
    const byValue = numbers.map(([name, cell]): [string, Cell] => [
      name,
      { ...cell, value: decimal(JSON.stringify(cell.value).replaceAll('"', '')) },
    ])
    return [at, { ...about, row: { ...row, cells: { ...row.cells, ...Object.fromEntries(byValue) } } }] as const
  })
  return Object.fromEntries(entries)
}

describe('join in SQL', () => {
  const deliveries = events(24).chain((all) =>
    fc.tuple(
      fc.constant(all),
      fc
        .shuffledSubarray([...all, ...all], { minLength: all.length })
        .chain((again) =>
          fc.array(fc.nat({ max: again.length }), { maxLength: 4 }).map((cuts) => split([...again, ...all], cuts)),
        ),
    ),
  )

  it('makes the rows that join makes, cell by cell, for any order, repetition and batches', async () => {
    const of = await tabled('joined')
    await fc.assert(
      fc.asyncProperty(deliveries, async ([all, batches]) => {
        await client.query(`truncate ${ident(SCHEMA, of.name)}`)
        for (const batch of batches) await writeBatch(client, SCHEMA, of, batch)
        expect(comparable(await readRows(client, SCHEMA, of))).toEqual(comparable(foldByKey(all)))
      }),
      { numRuns: 150 },
    )
  })

  it('makes the same rows of batches that two processes write, each with a stage of its own', async () => {
    const of = await tabled('shared')
    const other = await database.connect()
    const all = eventsOf(source, raw('record', { id: 1, title: 'a' }, 1000, 'a'), raw('record', { id: 1, title: 'b' }, 2000, 'b'))
    try {
      for (const event of all.toReversed()) await writeBatch(event === all[0] ? other : client, SCHEMA, of, [event])
      expect(comparable(await readRows(client, SCHEMA, of))).toEqual(comparable(foldByKey(all)))
    } finally {
      await other.end()
    }
  })

  it('leaves the stage empty for the next batch', async () => {
    const of = await tabled('emptied')
    const [first, second] = eventsOf(source, raw('record', { id: 1 }), raw('record', { id: 2 }, 1000, 'b'))
    for (const event of [first, second]) if (event) await writeBatch(client, SCHEMA, of, [event])
    expect((await client.query('select from stage')).rowCount).toBe(0)
  })

  it('joins rows of more columns than one call takes arguments', async () => {
    const columns = Object.fromEntries(Array.from({ length: 130 }, (_, at) => [`c${at}`, int(`c${at}`)]))
    const wide = await tabled('wide', { ...things, columns })
    const wideSource: Source = { ...source, resources: [{ ...wide, name: 'things' }] }
    const record = (from: number, to: number, value: number) => ({
      id: 1,
      ...Object.fromEntries(Array.from({ length: to - from }, (_, at) => [`c${from + at}`, value])),
    })
    const all = eventsOf(
      wideSource,
      raw('record', record(0, 130, 1), 2000, 'a'),
      raw('webhook', { action: 'thing_updated', payload: record(30, 60, 2) }, 3000, 'b'),
      raw('webhook', { action: 'thing_updated', payload: record(50, 130, 3) }, 1000, 'c'),
      raw('webhook', { action: 'thing_updated', payload: record(100, 130, 4) }, 4000, 'd'),
    )
    for (const event of all) await writeBatch(client, SCHEMA, wide, [event])
    expect(await readRows(client, SCHEMA, wide)).toEqual(foldByKey(all))
  })

  it('keeps a text key apart from the format it is copied in', async () => {
    const keyed = await tabled('keyed', { ...things, key: text('id') })
    const keyedSource: Source = { ...source, resources: [{ ...keyed, name: 'things' }] }
    const all = eventsOf(keyedSource, raw('record', { id: 'a\tb\\N\n' }))
    await writeBatch(client, SCHEMA, keyed, all)
    expect(await readRows(client, SCHEMA, keyed)).toEqual(foldByKey(all))
  })
})

describe('a table', () => {
  it('is made once, however often it is asked for', async () => {
    const of = await tabled('once')
    await expect(client.query(createTable(SCHEMA, of))).resolves.toBeDefined()
  })

  it('takes the columns it lacks, however often it is asked to', async () => {
    const { title, ...rest } = things.columns
    const before = await tabled('grown', { ...things, columns: rest })
    const all = eventsOf({ ...source, resources: [things] }, raw('record', { id: 1, title: 'a' }))
    const grown = { ...before, columns: { title, ...rest } }
    await client.query(addColumns(SCHEMA, grown))
    await client.query(addColumns(SCHEMA, grown))
    await writeBatch(client, SCHEMA, grown, all)
    expect(comparable(await readRows(client, SCHEMA, grown))).toEqual(comparable(foldByKey(all)))
  })
})

describe('the views', () => {
  const live = [raw('record', { id: 1, title: 'live' }, 1000, 'a'), raw('record', { id: 2, title: 'gone' }, 1000, 'b')]
  const rest = [
    webhook('thing_deleted', { thing: { id: 2 } }, 2000, 'c'),
    webhook('thing_created', { id: 3, title: 'created' }, 1000, 'd'),
  ]
  const back = [webhook('thing_deleted', { thing: { id: 4 } }, 1000, 'e'), raw('record', { id: 4, title: 'back' }, 3000, 'f')]

  async function viewed(name: string, all: readonly CanonicalEvent[], of: Resource = things): Promise<Resource> {
    const made = await tabled(name, of)
    await writeBatch(client, SCHEMA, made, all)
    for (const view of viewsOf(made)) await client.query([createView(view, { schema: SCHEMA }), ...view.comments].join(';\n'))
    return made
  }

  it('show live rows', async () => {
    await viewed('live', eventsOf(source, ...live, ...rest, ...back))
    const { rows } = await client.query('select id, title from recruiting.live order by id')
    expect(rows).toEqual([
      { id: '1', title: 'live' },
      { id: '3', title: 'created' },
      { id: '4', title: 'back' },
    ])
  })

  it('show removed rows, with when, how and by which event', async () => {
    await viewed('removed', eventsOf(source, ...live, ...rest, ...back))
    const { rows } = await client.query(
      `select id, title, extract(epoch from removed_at)::int as second, removed_by, removed_by_event from recruiting_removed.removed`,
    )
    expect(rows).toEqual([{ id: '2', title: 'gone', second: '2', removed_by: 'webhook', removed_by_event: 'c'.repeat(24) }])
  })

  it('show the microsecond of a removal', async () => {
    const [event] = eventsOf(source, { ...webhook('thing_deleted', { thing: { id: 2 } }), at: 1_795_445_767_691_003 as never })
    await viewed('precise', event ? [event] : [])
    const { rows } = await client.query(
      `select to_char(removed_at at time zone 'UTC', 'US') as micros from recruiting_removed.precise`,
    )
    expect(rows).toEqual([{ micros: '691003' }])
  })

  it('say what they and their columns mean', async () => {
    await viewed('described', [])
    const { rows } = await client.query(
      `select obj_description('recruiting.described'::regclass) as view, col_description('recruiting.described'::regclass, attnum) as title
       from pg_attribute where attrelid = 'recruiting.described'::regclass and attname = 'title'`,
    )
    expect(rows).toEqual([
      { view: "A thing: it isn't real, and a \\ stands in its comment.", title: "What it's called: a \\ too." },
    ])
  })

  it('N3 take a column that was declared last, and keep their dependants', async () => {
    const before = await viewed('appended', [])
    await client.query('create view dependent as select title from recruiting.appended')
    const after = { ...before, columns: { ...before.columns, newest: text('newest') } }
    await client.query(addColumns(SCHEMA, after))
    for (const view of viewsOf(after)) await client.query(createView(view, { schema: SCHEMA }))
    await expect(client.query('select newest from recruiting.appended, dependent')).resolves.toBeDefined()
  })

  it('N3 take a column that was declared between others, where they are given what they show already', async () => {
    const before = await viewed('inserted', [])
    const after = { ...before, columns: { newest: text('newest'), ...before.columns } }
    await client.query(addColumns(SCHEMA, after))
    const shownBy = async ({ schema, name }: ResourceView): Promise<TableShape> => {
      const { rows } = await client.query<{ name: string; type: string }>(
        `select column_name as name, data_type as type from information_schema.columns where table_schema = $1 and table_name = $2 order by ordinal_position`,
        [schema, name],
      )
      return new Map(rows.map((row) => [row.name, row.type]))
    }
    for (const view of viewsOf(after)) await client.query(createView(view, { schema: SCHEMA, shown: await shownBy(view) }))
    await expect(client.query('select newest from recruiting.inserted')).resolves.toBeDefined()
  })
})

function split<T>(all: readonly T[], cuts: readonly number[]): readonly (readonly T[])[] {
  const at = [0, ...cuts.toSorted((a, b) => a - b), all.length]
  return at.slice(1).map((end, index) => all.slice(at[index], end))
}
