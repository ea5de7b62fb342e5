import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { removeInfrastructure, startInfrastructure, stopInfrastructure } from './infrastructure.js'
import { readState } from './infrastructure-state.js'
import { kafkaReplies } from './kafka.js'
import { postgresReplies } from './postgres.js'
import { scratchDir } from './scratch-dir.js'
import { isRunning, send } from './server-process.js'
import { until } from './until.js'

const env = {}
let dir: string

beforeAll(async () => {
  dir = await scratchDir('infrastructure')
})

afterAll(() => removeInfrastructure(dir))

async function running(): Promise<readonly boolean[]> {
  const { kafka, postgres } = await readState(dir)
  return [kafka, postgres].map((record) => record?.in === 'process' && isRunning(record))
}

/** One folder's life: to start both servers costs more than all that is asked of them. */
describe('a Kafka and a Postgres for a folder', () => {
  let note: string

  test('what the environment names is neither started nor stopped', async () => {
    const given = { KAFKA_BROKERS: 'kafka.example:9092', DATABASE_URL: 'postgres://db.example/x' }
    const { brokers, databaseUrl, stop } = await startInfrastructure({ dir, env: given })
    expect([brokers, databaseUrl]).toEqual([given.KAFKA_BROKERS, given.DATABASE_URL])
    await stop()
    expect(await readState(dir)).toEqual({})
  })

  test('a second start uses what runs, and its stop leaves it to the process that started it', async () => {
    const first = await startInfrastructure({ dir, env })
    note = await readFile(join(dir, 'state.json'), 'utf8')
    expect(await readFile(first.databaseUrlFile ?? '', 'utf8')).toBe(first.databaseUrl)
    const second = await startInfrastructure({ dir, env })
    expect([second.brokers, second.databaseUrl]).toEqual([first.brokers, first.databaseUrl])
    await second.stop()
    expect(await running()).toEqual([true, true])
    await first.stop()
    expect(await readState(dir)).toEqual({})
  })

  test('a note of a process whose id belongs to another process by now is not believed', async () => {
    await writeFile(join(dir, 'state.json'), note.replaceAll(/"pid": \d+/g, `"pid": ${process.pid}`))
    await startInfrastructure({ dir, env })
    expect(await running()).toEqual([true, true])
  })

  test('a stop from elsewhere ends both, says so, and does not fail when there is nothing to end', async () => {
    expect(await stopInfrastructure({ dir })).toEqual(['Kafka', 'PostgreSQL'])
    expect(await stopInfrastructure({ dir })).toEqual([])
  })

  test('a server that dies is missed at once, and is there again on the same address; what was stopped by command stays so', async () => {
    const lines: string[] = []
    const { brokers, databaseUrl, keep, stop } = await startInfrastructure({ dir, env, log: (line) => lines.push(line) })
    const end = new AbortController()
    const kept = keep(end.signal)
    const { kafka, postgres } = await readState(dir)
    for (const server of [kafka, postgres]) if (server?.in === 'process') send(server.pid, 'SIGKILL')
    await until(() => lines.filter((line) => line.includes('answers again after')).length === 2, { what: 'both to answer again' })
    expect([await kafkaReplies(brokers), await postgresReplies(databaseUrl)]).toEqual([true, true])
    expect(lines).toEqual(
      expect.arrayContaining(['Kafka has ended; it is started again', 'PostgreSQL has ended; it is started again']),
    )
    await stopInfrastructure({ dir })
    const stopped = ['Kafka was stopped by command, and is left so', 'PostgreSQL was stopped by command, and is left so']
    await until(() => stopped.every((line) => lines.includes(line)), { what: 'both to be left as they are' })
    end.abort()
    await kept
    await stop()
    expect(await running()).toEqual([false, false])
  })

  test('what it keeps is its owner’s alone', async () => {
    await startInfrastructure({ dir, env })
    // As root, Postgres runs as another user, who passes through the folders.
    const passing = process.getuid?.() === 0 ? 0o011 : 0
    const openTo = async (path: string): Promise<number> => (await stat(path)).mode & 0o077
    const folders = [dir, join(dir, 'postgres'), join(dir, 'kafka')]
    expect(await Promise.all(folders.map(openTo))).toEqual([passing, passing, 0])
    const logs = await readdir(join(dir, 'kafka', 'data'), { recursive: true })
    const files = [
      ...logs.map((name) => join('kafka', 'data', name)),
      'kafka/kafka.log',
      'kafka/kafka.json',
      'kafka/server.properties',
      'postgres/postgres.log',
      'state.json',
      'database-url',
    ]
    const open = files.map(async (name) => [name, await openTo(join(dir, name))] as const)
    expect((await Promise.all(open)).filter(([, mode]) => mode !== 0)).toEqual([])
    await stopInfrastructure({ dir })
  })

  test('servers that were not written down are found and ended', async () => {
    await startInfrastructure({ dir, env })
    await writeFile(join(dir, 'state.json'), '{}')
    expect(await stopInfrastructure({ dir })).toEqual(['Kafka', 'PostgreSQL'])
  })
})
