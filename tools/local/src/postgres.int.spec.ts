import { chmod, mkdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import pg from 'pg'
import { removePostgresHome } from './postgres-home.js'
import { type RunningPostgres, startPostgres } from './postgres.js'
import { scratchDir } from './scratch-dir.js'
import { isGone } from './server-process.js'

let dir: string
let postgres: RunningPostgres

beforeAll(async () => {
  dir = await scratchDir('postgres')
  postgres = await startPostgres({ dir })
})

afterAll(() => postgres.stop())

async function ask(text: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

test('a server that was stopped, and one that was killed, comes back at its address with its rows', async () => {
  const { url, pid } = postgres
  await ask('create table letters (text text)')
  await ask(`insert into letters values ('before the stop')`)
  await postgres.stop()
  expect(isGone(pid)).toBe(true)

  postgres = await startPostgres({ dir })
  expect(postgres.url).toBe(url)
  await ask(`insert into letters values ('before the kill')`)
  await postgres.kill()
  expect(isGone(postgres.pid)).toBe(true)

  postgres = await startPostgres({ dir })
  expect(postgres.url).toBe(url)
  expect(await ask('select text from letters')).toEqual([{ text: 'before the stop' }, { text: 'before the kill' }])
})

test('it acknowledges what it was given only when that is on disk', async () => {
  expect(await ask('select current_setting($$fsync$$) as fsync, current_setting($$synchronous_commit$$) as commit')).toEqual([
    { fsync: 'on', commit: 'on' },
  ])
})

test('the password is for our eyes only', async () => {
  expect((await stat(join(dir, 'password'))).mode & 0o777).toBe(0o600)
  await expect(new pg.Client({ connectionString: postgres.url.replace(/:[^:@]+@/, ':wrong@') }).connect()).rejects.toThrow(
    /password/,
  )
})

test('a folder whose parents are closed to others is good enough', async () => {
  const closed = await scratchDir('closed')
  await chmod(closed, 0o700)
  const inside = join(closed, 'postgres')
  await mkdir(inside)
  const other = await startPostgres({ dir: inside })
  await other.stop()
  expect(isGone(other.pid)).toBe(true)
  await removePostgresHome(inside)
  await rm(closed, { recursive: true })
})

test('its log says that a row was refused, and shows none of what stands in it', async () => {
  await ask('create table numbers (number int primary key, name text)')
  await ask(`insert into numbers values (7, 'Ada Lovelace')`)
  await expect(ask(`insert into numbers values (7, 'Grace Hopper')`)).rejects.toThrow('duplicate key')
  const log = await readFile(join(dir, 'postgres.log'), 'utf8')
  expect([log.includes('duplicate key'), log.includes('Hopper'), log.includes('(7)')]).toEqual([true, false, false])
})
