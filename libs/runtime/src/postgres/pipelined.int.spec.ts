import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Pool } from 'pg'
import { ownDatabase, type OwnDatabase } from '../testing/own-database.js'
import { copyInto } from './copy-into.js'
import { pipelined } from './pipelined.js'
import { createPool } from './pool.js'
import { transact } from './transact.js'

describe('statements sent one behind the other', () => {
  let database: OwnDatabase
  let pool: Pool

  beforeAll(async () => {
    database = await ownDatabase()
    pool = createPool(database.url, { max: 1, applicationName: 'pipelined-spec' })
    await pool.query('create table item (id int primary key, name text)')
  })
  beforeEach(() => pool.query('truncate item'))
  afterAll(async () => {
    await pool.end()
    await database.drop()
  })

  const names = async (): Promise<readonly unknown[]> =>
    (await pool.query<{ name: string }>('select name from item order by id')).rows
  const add = { name: 'add', text: `insert into item select coalesce(max(id), 0) + 1, 'added' from item` }

  it('are done in their order, each seeing what those before it did, between COPYs', async () => {
    await transact(pool, async (client) => {
      await copyInto(client, 'copy item from stdin', ['1\tcopied\n'])
      await pipelined(client, [{ text: `update item set name = 'changed'` }, add])
      await copyInto(client, 'copy item from stdin', ['3\tcopied\n'])
      await pipelined(client, [add])
    })
    expect(await names()).toEqual(['changed', 'added', 'copied', 'added'].map((name) => ({ name })))
  })

  it('give the first error, leave nothing behind, and the connection goes on', async () => {
    const fails = { text: `insert into item values (1, 'twice'), (1, 'twice')` }
    const work = transact(pool, (client) => pipelined(client, [{ text: `insert into item values (5, 'before')` }, fails, add]))
    await expect(work).rejects.toMatchObject({ code: '23505' })
    expect(await names()).toEqual([])
    await transact(pool, (client) => copyInto(client, 'copy item from stdin', ['7\tafter\n']))
    expect(await names()).toEqual([{ name: 'after' }])
  })

  it('are planned once by each connection where they have a name, and again where the table was changed', async () => {
    const again = { ...add, name: 'again' }
    for (let round = 0; round < 2; round += 1) await transact(pool, (client) => pipelined(client, [again]))
    const { rows } = await pool.query(`select generic_plans::int as plans from pg_prepared_statements where name = 'again'`)
    expect(rows).toEqual([{ plans: 2 }])
    await pool.query('alter table item add column note text')
    await transact(pool, (client) => pipelined(client, [again]))
    expect(await names()).toHaveLength(3)
    await pool.query('alter table item drop column note')
  })
})
