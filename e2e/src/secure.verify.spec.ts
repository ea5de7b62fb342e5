import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { lastLines, startChild } from '@trellis/cli'
import { differences } from './compare.js'
import { rebuild } from './rebuild.js'
import { startSecureWorld, type SecureWorld } from './secure-world.js'
import { CONNECTION } from './world.js'

describe('on a cluster that asks everybody who they are, and a database that speaks TLS alone', () => {
  let secure: SecureWorld

  beforeAll(async () => {
    secure = await startSecureWorld()
  })
  afterAll(() => secure.close())

  it('a company is synced by listings and webhooks, row by row and cell by cell, with not one connection in the open', async () => {
    const { world } = secure
    await world.synced()
    world.sandbox.step(20)
    await world.drained()
    expect(await differences(world.sandbox, world.pool, CONNECTION)).toEqual([])
    const { rows } = await world.pool.query<{ ssl: boolean; count: string }>(
      'select ssl, count(*) from pg_stat_ssl join pg_stat_activity using (pid) where client_addr is not null group by ssl',
    )
    expect(rows).toMatchObject([{ ssl: true }])
  })

  it('a service that shows a wrong password ends with one line that says what to do', async () => {
    const { world, infrastructure, kafkaDir } = secure
    const password = join(kafkaDir, 'wrong')
    await writeFile(password, 'guessed')
    const env = {
      ...world.environment,
      ...infrastructure.client,
      KAFKA_BROKERS: infrastructure.brokers,
      KAFKA_SASL_PASSWORD_FILE: password,
      HEALTH_PORT: '0',
    }
    const logs = join(kafkaDir, 'logs')
    const normalizer = await startChild({ name: 'refused', script: 'apps/normalizer/dist/main.js', env, logs })
    expect(await normalizer.ended).toBe('exit code 1')
    const fatal = lastLines(normalizer, 100)
      .split('\n')
      .filter((line) => line.includes('"level":"fatal"'))
    expect(fatal).toHaveLength(1)
    expect(JSON.parse(fatal[0] ?? '')).toMatchObject({
      service: 'normalizer',
      msg: expect.stringMatching(/^Kafka: SASL [^\n]+ Are KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD, or its file, [^\n]+\?$/),
    })
  })

  it('keys and passwords are their owner’s alone', async () => {
    const { kafkaDir } = secure
    const names = (await readdir(kafkaDir)).filter((name) => /\.(?:key|pem|password|properties)$/.test(name))
    expect(names).toEqual(
      expect.arrayContaining(['admin.password', 'broker.pem', 'ca.key', 'client.properties', 'server.properties']),
    )
    const open = await Promise.all(names.map(async (name) => (await stat(join(kafkaDir, name))).mode & 0o077))
    expect(open).toEqual(names.map(() => 0))
  })

  it('a rebuild reads the log in threads of its own, and ends in the same rows', async () => {
    const { world } = secure
    await world.synced()
    await world.drained()
    expect(await rebuild(world, '--workers', '2')).toBe(2)
    expect(await differences(world.sandbox, world.pool, CONNECTION)).toEqual([])
  })
})
