import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startService, type RunningService } from '@trellis/cli'
import { freePort, localDir, until } from '@trellis/local'
import { serviceProcesses, type ServiceProcess } from '@trellis/runtime'
import { ownOps, type OwnOps } from '@trellis/runtime/testing'

const SECRET = 'a-secret-that-is-not-shown'
const MASTER_KEY = randomBytes(32).toString('base64')

describe('a process of a service', () => {
  let ops: OwnOps
  let service: RunningService | undefined

  beforeAll(async () => {
    ops = await ownOps()
  })
  afterAll(async () => {
    await service?.child.stop()
    await ops.drop()
  })

  const noted = async (): Promise<ServiceProcess | undefined> => (await serviceProcesses(ops.pool))[0]

  it('notes in the database that it runs, without its secrets, and by SIGTERM that it has ended', async () => {
    const name = `noted-${randomBytes(6).toString('hex')}`
    const env = {
      KAFKA_TOPIC_PREFIX: `${name}.`,
      TRELLIS_MASTER_KEY: MASTER_KEY,
      GREENHOUSE_CONNECTION: 'acme',
      WEBHOOK_SECRETS: SECRET,
    }
    const infrastructure = { brokers: process.env['KAFKA_BROKERS'] ?? '', databaseUrl: ops.url }
    const logs = join(process.env['TRELLIS_TEST_DIR'] ?? localDir, 'logs', name)
    service = await startService('webhook-ingress', { infrastructure, ingressPort: await freePort(), env, logs })
    await until(async () => (await noted()) !== undefined, { what: 'the process to note that it runs' })
    const running = await noted()
    expect(running).toMatchObject({ service: 'webhook-ingress', version: expect.stringMatching(/^\d+\.\d+\.\d+/), isAlive: true })
    expect(running?.instance).toMatch(new RegExp(`/${String(service.child.process.pid)}$`))
    const settings = running?.settings ?? []
    expect(settings).toContainEqual({ variable: 'KAFKA_TOPIC_PREFIX', value: `${name}.`, isSet: null })
    for (const variable of ['DATABASE_URL', 'TRELLIS_MASTER_KEY', 'WEBHOOK_SECRETS'])
      expect(settings).toContainEqual({ variable, value: null, isSet: true })
    const { password } = new URL(ops.url)
    const shown = JSON.stringify(settings)
    for (const secret of [SECRET, MASTER_KEY, ops.url, ...(password === '' ? [] : [`:${password}@`])])
      expect(shown).not.toContain(secret)
    await service.child.stop()
    expect(await noted()).toMatchObject({ isAlive: false, stoppedAt: expect.any(String), instance: running?.instance })
  })
})
