import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Pool } from 'pg'
import { Fault } from '../fault.js'
import { ownDatabase, type OwnDatabase } from '../testing/own-database.js'
import { copyInto } from './copy-into.js'
import { createPool } from './pool.js'
import { transact } from './transact.js'

describe('a transaction', () => {
  let database: OwnDatabase
  let pool: Pool

  beforeAll(async () => {
    database = await ownDatabase()
    pool = createPool(database.url, { max: 3, applicationName: 'transact-spec' })
    await pool.query('create table item (id int primary key, name text)')
  })
  beforeEach(async () => {
    await pool.query('truncate item; insert into item values (1, $$one$$), (2, $$two$$)')
  })
  afterAll(async () => {
    await pool.end()
    await database.drop()
  })

  async function names(): Promise<readonly string[]> {
    const { rows } = await database.pool.query<{ name: string }>('select name from item order by id')
    return rows.map(({ name }) => name)
  }

  it('commits what its work did, and gives its result', async () => {
    const result = await transact(pool, async (client) => {
      await client.query(`insert into item values (3, 'three')`)
      return 'done'
    })
    expect([result, await names()]).toEqual(['done', ['one', 'two', 'three']])
  })

  it('rolls back when its work throws, and passes the error on as it is', async () => {
    const error = new TypeError('a bug')
    const work = transact(pool, async (client) => {
      await client.query('delete from item')
      throw error
    })
    await expect(work).rejects.toBe(error)
    expect(await names()).toEqual(['one', 'two'])
  })

  it('passes a broken constraint on as it is', async () => {
    const work = transact(pool, (client) => client.query(`insert into item values (1, 'again')`))
    await expect(work).rejects.toMatchObject({ code: '23505' })
  })

  it('makes a deadlock a retryable Fault for one of two', async () => {
    const touch = (first: number, second: number, met: Promise<void>, meet: () => void): Promise<void> =>
      transact(pool, async (client) => {
        await client.query('update item set name = name where id = $1', [first])
        meet()
        await met
        await client.query('update item set name = name where id = $1', [second])
      })
    const [a, b] = [meeting(), meeting()]
    const results = await Promise.allSettled([touch(1, 2, b.met, a.meet), touch(2, 1, a.met, b.meet)])
    const failed = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []))
    expect(failed).toHaveLength(1)
    expect(failed[0]).toMatchObject({ name: 'Fault', retryable: true, cause: { code: '40P01' } })
  })

  it('makes a lost connection a retryable Fault and does not use it again', async () => {
    const work = transact(pool, async (client) => {
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
      await database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid])
      await client.query('select 1')
    })
    await expect(work).rejects.toBeInstanceOf(Fault)
    await expect(transact(pool, (client) => client.query('select 1'))).resolves.toBeDefined()
  })

  it('makes a database that is not there a retryable Fault', async () => {
    const nowhere = createPool('postgres://user@127.0.0.1:1/none', { max: 1, applicationName: 'spec' })
    await expect(transact(nowhere, async () => 1)).rejects.toMatchObject({ name: 'Fault', retryable: true })
    await nowhere.end()
  })

  it('keeps the session in UTC under the application’s name, and int8 as text', async () => {
    const { rows } = await pool.query(
      `select current_setting('timezone') as zone, current_setting('application_name') as name, 9007199254740993::int8 as big`,
    )
    expect(rows).toEqual([{ zone: 'UTC', name: 'transact-spec', big: '9007199254740993' }])
  })

  it('copies many lines', async () => {
    function* lines(): Generator<string> {
      for (let id = 10; id < 50_010; id++) yield `${id}\tnäme ${id}\n`
    }
    await transact(pool, (client) => copyInto(client, 'copy item (id, name) from stdin', lines()))
    const { rows } = await pool.query<{ n: string; last: string }>(
      'select count(*) as n, max(name) filter (where id = 50009) as last from item',
    )
    expect(rows).toEqual([{ n: '50002', last: 'näme 50009' }])
  })

  it('rolls back where a line cannot be copied', async () => {
    const work = transact(pool, (client) => copyInto(client, 'copy item (id, name) from stdin', ['7\tfine\n', 'x\twrong\n']))
    await expect(work).rejects.toMatchObject({ code: '22P02' })
    expect(await names()).toEqual(['one', 'two'])
  })
})

function meeting(): { readonly met: Promise<void>; readonly meet: () => void } {
  let meet = (): void => undefined
  const met = new Promise<void>((resolve) => (meet = resolve))
  return { met, meet: () => meet() }
}
