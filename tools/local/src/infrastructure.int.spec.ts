import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { removeInfrastructure, startInfrastructure, stopInfrastructure } from './infrastructure.js'
import { readState } from './infrastructure-state.js'
import { scratchDir } from './scratch-dir.js'
import { isRunning } from './server-process.js'

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

  test('a second start uses what runs, and its stop leaves it to whoever started it', async () => {
    const first = await startInfrastructure({ dir, env })
    note = await readFile(join(dir, 'state.json'), 'utf8')
    const second = await startInfrastructure({ dir, env })
    expect([second.brokers, second.databaseUrl]).toEqual([first.brokers, first.databaseUrl])
    await second.stop()
    expect(await running()).toEqual([true, true])
    await first.stop()
    expect(await readState(dir)).toEqual({})
  })

  test('a note that speaks of a process that is somebody else by now is not believed', async () => {
    await writeFile(join(dir, 'state.json'), note.replaceAll(/"pid": \d+/g, `"pid": ${process.pid}`))
    await startInfrastructure({ dir, env })
    expect(await running()).toEqual([true, true])
  })

  test('a stop from elsewhere ends both, says so, and does not fail when there is nothing to end', async () => {
    expect(await stopInfrastructure({ dir })).toEqual(['Kafka', 'PostgreSQL'])
    expect(await stopInfrastructure({ dir })).toEqual([])
  })

  test('servers that nobody wrote down are found and ended', async () => {
    await startInfrastructure({ dir, env })
    await writeFile(join(dir, 'state.json'), '{}')
    expect(await stopInfrastructure({ dir })).toEqual(['Kafka', 'PostgreSQL'])
  })
})
