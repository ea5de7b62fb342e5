import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { Module } from '@nestjs/common'
import { freePort, until } from '@trellis/local'
import { serviceProcesses, type ServiceProcess } from '../ops/service-process.js'
import { createPool, type Pool } from '../postgres/pool.js'
import { createLogger } from '../telemetry/logger.js'
import { ownOps, type OwnOps } from '../testing/own-ops.js'
import { runService, type Service } from './run-service.js'

@Module({})
class EmptyModule {}

const settings = [{ variable: 'LOG_LEVEL', value: 'info', isSet: null }]
const away = (): never => {
  throw new Error('Kafka does not answer')
}

describe('a service that notes that it runs', () => {
  let ops: OwnOps
  let service: Service | undefined

  beforeAll(async () => {
    ops = await ownOps()
  })
  afterEach(async () => {
    await service?.close()
    service = undefined
  })
  afterAll(() => ops.drop())

  const started = async (
    name: string,
    pool: () => Pool | undefined,
    readiness: Readonly<Record<string, () => void>> = {},
  ): Promise<Service> => {
    const logger = createLogger('spec', 'silent')
    const beat = { service: name, pool, settings }
    return (service = await runService({ module: EmptyModule, port: 0, logger, readiness, beat }))
  }
  const noted = async (name: string): Promise<ServiceProcess | undefined> =>
    (await serviceProcesses(ops.pool)).find((each) => each.service === name)
  const notedSoon = async (name: string): Promise<ServiceProcess | undefined> => {
    await until(async () => (await noted(name)) !== undefined, { what: 'the process to be noted' })
    return noted(name)
  }

  it('names its checks that fail, and says when it has ended', async () => {
    const running = await started('normalizer', () => ops.pool, { kafka: away, postgres: () => undefined })
    expect(await notedSoon('normalizer')).toMatchObject({ failing: ['kafka'], settings, isAlive: true, stoppedAt: null })
    await running.close()
    expect(await noted('normalizer')).toMatchObject({ isAlive: false, stoppedAt: expect.any(String) })
  })

  it('does so once the database is reached, where it serves before', async () => {
    const late: { pool?: Pool } = {}
    await started('webhook-ingress', () => late.pool)
    expect(await noted('webhook-ingress')).toBeUndefined()
    late.pool = ops.pool
    expect(await notedSoon('webhook-ingress')).toMatchObject({ failing: [], isAlive: true })
  })

  it('serves, is ready and ends in order where the database is away', async () => {
    const pool = createPool(`postgres://user@127.0.0.1:${String(await freePort())}/none`, { max: 1, applicationName: 'spec' })
    let asked = 0
    const running = await started('console', () => {
      asked += 1
      return pool
    })
    await until(() => asked > 0, { what: 'the database to be asked for' })
    expect((await fetch(`${running.url}/readyz`)).status).toBe(200)
    await running.close()
    expect(await noted('console')).toBeUndefined()
    await pool.end()
  })

  it('serves, is ready and ends in order where it may not write', async () => {
    await ops.pool.query('alter table ops.service_process rename to elsewhere')
    const running = await started('console', () => ops.pool)
    expect((await fetch(`${running.url}/readyz`)).status).toBe(200)
    await expect(running.close()).resolves.toBeUndefined()
    await ops.pool.query('alter table ops.elsewhere rename to service_process')
    expect(await noted('console')).toBeUndefined()
  })
})
