import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type pg from 'pg'
import { normalize } from '../events/normalize.js'
import { ident } from './sql.js'
import { createTable, selectLive } from './table.js'
import { foldByKey, readRows, type ScratchDatabase, scratchDatabase, writeBatch } from '../testing/scratch-database.js'
import { raw, source, things } from '../testing/things.js'

const SCHEMA = 'ordered'
let database: ScratchDatabase
let client: pg.Client

beforeAll(async () => {
  database = await scratchDatabase(process.env['DATABASE_URL'], `table_order_${process.pid}`)
  client = await database.connect()
  await client.query(`create schema ${SCHEMA}`)
})

afterAll(async () => {
  await client.end()
  await database.drop()
})

async function columnsOf(table: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select column_name as name from information_schema.columns where table_schema = $1 and table_name = $2 order by ordinal_position`,
    [SCHEMA, table],
  )
  return rows.map(({ name }) => name)
}

describe('the order of a table’s columns', () => {
  it('has what decides whether a row is shown before its cells: a reader need not walk over them', async () => {
    await client.query(createTable(SCHEMA, things))
    expect((await columnsOf('things')).slice(0, 4)).toEqual(['connection_id', 'id', '_version', '_removal'])
  })

  it('is of no account to what is written and read: tables that were made in another go on', async () => {
    const older = { ...things, name: 'older' }
    await client.query(createTable(SCHEMA, older))
    await client.query(`alter table ${ident(SCHEMA, 'older')} drop column _version, drop column _removal`)
    await client.query(
      `alter table ${ident(SCHEMA, 'older')} add column _version text collate "C" not null, add column _removal text collate "C" not null`,
    )
    expect((await columnsOf('older')).slice(-2)).toEqual(['_version', '_removal'])
    const events = [
      raw('record', { id: 1, title: 'kept' }, 1000, 'a'),
      raw('record', { id: 2, title: 'gone' }, 1000, 'b'),
      raw('webhook', { action: 'thing_deleted', payload: { thing: { id: 2 } } }, 2000, 'c'),
    ].flatMap((one) => normalize(source, one).events)
    await writeBatch(client, SCHEMA, older, events)
    expect(await readRows(client, SCHEMA, older)).toEqual(foldByKey(events))
    expect((await client.query(`select id from (${selectLive(SCHEMA, older)}) as live`)).rows).toEqual([{ id: '1' }])
  })
})
