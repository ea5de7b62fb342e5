import { createHmac, randomBytes } from 'node:crypto'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startService } from '@trellis/cli'
import { freePort, localDir, until } from '@trellis/local'
import { createPool } from '@trellis/runtime'

const SECRET = 'the-secret'

describe('the ingress before the database answers', () => {
  const name = `ingress_${randomBytes(6).toString('hex')}`
  const given = process.env['DATABASE_URL'] ?? ''
  let proxy: Server | undefined

  beforeAll(() => onServer(given, `create database ${name}`))
  afterAll(async () => {
    proxy?.close()
    await onServer(given, `drop database ${name} with (force)`)
  })

  it('asks to come again, and lets in once the connections are loaded', async () => {
    const [ingressPort, databasePort] = [await freePort(), await freePort()]
    const databaseUrl = new URL(given)
    databaseUrl.port = String(databasePort)
    databaseUrl.pathname = `/${name}`
    const env = {
      KAFKA_TOPIC_PREFIX: `${name}.`,
      TRELLIS_MASTER_KEY: randomBytes(32).toString('base64'),
      GREENHOUSE_CONNECTION: 'acme',
      WEBHOOK_SECRETS: SECRET,
    }
    const infrastructure = { brokers: process.env['KAFKA_BROKERS'] ?? '', databaseUrl: databaseUrl.href }
    const logs = join(process.env['TRELLIS_TEST_DIR'] ?? localDir, 'logs', name)
    const starting = startService('webhook-ingress', { infrastructure, ingressPort, env, logs })
    starting.catch(() => undefined)
    const url = `http://127.0.0.1:${ingressPort}`
    const waitsForPostgresAlone = async (): Promise<boolean> => {
      const text = await (await fetch(`${url}/readyz`)).text()
      return /"kafka":{"status":"up"/.test(text) && /"connections":{[^}]*"status":"down"/.test(text)
    }
    await until(waitsForPostgresAlone, { what: 'Kafka to answer' })
    const before = await post(url)
    proxy = forward(databasePort, new URL(given))
    const service = await starting
    const after = await post(url)
    await service.child.stop()
    expect([before.status, before.headers.get('retry-after'), after.status]).toEqual([503, '5', 200])
  })
})

function post(url: string): Promise<Response> {
  const body = '{"action":"update_candidate","payload":{}}'
  const signature = `sha256 ${createHmac('sha256', SECRET).update(body).digest('hex')}`
  return fetch(`${url}/webhooks/greenhouse/acme`, { method: 'POST', headers: { signature }, body })
}

/** Passes connections on to another port of this machine. */
function forward(port: number, to: URL): Server {
  return createServer((near) => {
    const far = connect(Number(to.port), to.hostname)
    near.on('error', () => far.destroy()).pipe(far)
    far.on('error', () => near.destroy()).pipe(near)
  }).listen(port, '127.0.0.1')
}

async function onServer(url: string, statement: string): Promise<void> {
  const pool = createPool(url, { max: 1, applicationName: 'spec' })
  await pool.query(statement).finally(() => pool.end())
}
