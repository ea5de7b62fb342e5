import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { scratchDir } from '@trellis/local'
import { addresses } from './addresses.js'

it('are those that run for the folder that TRELLIS_DIR names, those of the environment first', async () => {
  const dir = await scratchDir('addresses')
  const server = (address: string) => ({ in: 'container', id: 'none', address })
  await writeFile(join(dir, 'state.json'), JSON.stringify({ kafka: server('kafka:1'), postgres: server('postgres://here') }))
  const env = { TRELLIS_DIR: dir }
  expect(await addresses(env)).toEqual({ brokers: 'kafka:1', databaseUrl: 'postgres://here', topicPrefix: '', client: {} })
  expect(await addresses({ ...env, DATABASE_URL: 'postgres://there' })).toMatchObject({ databaseUrl: 'postgres://there' })
})

it('are missing where nothing runs, and the message names the folder and every way to name another', async () => {
  const dir = await scratchDir('addresses')
  await expect(addresses({ TRELLIS_DIR: dir })).rejects.toThrow(
    `Nothing runs for ${dir}: start it with \`npm start\`, name the folder of one that runs with --dir or TRELLIS_DIR, or set KAFKA_BROKERS and DATABASE_URL`,
  )
})
