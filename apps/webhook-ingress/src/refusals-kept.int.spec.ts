import { createHmac, randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { RAW_TOPIC, topics } from '@trellis/greenhouse/webhook'
import {
  createLogger,
  createPool,
  EventLog,
  Metrics,
  readEndpoints,
  readRefusalExamples,
  readRefusals,
  type Pool,
} from '@trellis/runtime'
import { ownOps, type OwnOps } from '@trellis/runtime/testing'
import { ConnectionDirectory } from './connection-directory.js'
import { IngressMetrics } from './ingress-metrics.js'
import { RefusalTally } from './refusal-tally.js'
import { RefusalWriter } from './refusal-writer.js'
import { WebhookEndpoint } from './webhook-endpoint.js'

const BODY = '{"action":"offer_created","payload":{"id":1,"application_id":2}}'
const RIGHT = `sha256 ${createHmac('sha256', 'the-secret').update(BODY).digest('hex')}`
const WRONG = RIGHT.replaceAll(/[0-9]/g, 'a')

describe('what an ingress keeps of webhooks that it refuses', () => {
  const logger = createLogger('spec', 'silent')
  let ops: OwnOps
  let log: EventLog
  let server: Server
  let endpoint: WebhookEndpoint
  let tally: RefusalTally
  let writer: RefusalWriter
  let postgres: Pool | undefined

  beforeAll(async () => {
    ops = await ownOps()
    const brokers = (process.env['KAFKA_BROKERS'] ?? '').split(',')
    log = await EventLog.connect({ brokers, clientId: 'spec', topicPrefix: `kept_${randomBytes(4).toString('hex')}.` }, logger)
    await log.ensureTopics(topics.filter(({ name }) => name === RAW_TOPIC))
    const directory = new ConnectionDirectory(
      () => Promise.resolve([{ id: 'acme', name: 'acme', webhookSecrets: ['the-secret'] }]),
      logger,
    )
    await directory.refresh()
    tally = new RefusalTally()
    const limits = { maxBody: 1_000, maxInFlight: 100_000, maxPerMinute: 100 }
    endpoint = new WebhookEndpoint(() => log, directory, limits, new IngressMetrics(new Metrics()), tally, logger)
    writer = new RefusalWriter(tally, () => postgres, logger)
    server = createServer((request, response) => {
      if (!endpoint.handles(request, response)) response.writeHead(404).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  beforeEach(async () => {
    postgres = ops.pool
    await ops.pool.query('truncate ops.webhook_refusal, ops.webhook_refusal_example, ops.webhook_endpoint')
  })
  afterAll(async () => {
    await endpoint.close()
    await new Promise((resolve) => server.close(resolve))
    await log.close()
    await ops.drop()
  })

  const post = async (path: string, { signature = WRONG, body = BODY } = {}): Promise<number> => {
    const { port } = server.address() as AddressInfo
    const headers = new Headers(signature === '' ? [] : [['signature', signature]])
    const url = `http://127.0.0.1:${port}/webhooks/greenhouse/${path}`
    const response = await fetch(url, { method: 'POST', headers, body })
    await response.arrayBuffer()
    return response.status
  }
  const counts = async (connection: string): Promise<readonly string[]> =>
    (await readRefusals(ops.pool, connection)).map(({ cause, endpoint: at, refusals }) => `${cause} ${at} ${refusals}`)

  it('counts them by cause and URL, with examples that hold neither bodies nor signatures', async () => {
    const large = { signature: RIGHT, body: 'x'.repeat(2_000) }
    expect([await post('acme'), await post('acme'), await post('acme/offer_created'), await post('acme', large)]).toEqual([
      401, 401, 401, 413,
    ])
    await writer.write()
    expect(await counts('acme')).toEqual(['too_large  1', 'unauthorized  2', 'unauthorized offer_created 1'])
    const examples = await readRefusalExamples(ops.pool, 'acme')
    expect(examples.find(({ cause }) => cause === 'too_large')?.examples).toEqual([
      { atUs: expect.any(Number), endpoint: '', bytes: 2_000, sender: '127.0.0.0/24' },
    ])
  })

  it('keeps no names that senders invent', async () => {
    expect(await Promise.all(['a', 'b', 'c', 'd/offer_created'].map((path) => post(path)))).toEqual([401, 401, 401, 401])
    expect([await post('acme/offer_invented'), await post('globex/offer_invented')]).toEqual([404, 404])
    await writer.write()
    expect([await counts('acme'), await counts('')]).toEqual([
      ['unknown_event  1'],
      ['unknown_connection  4', 'unknown_event  1'],
    ])
    const { rows } = await ops.pool.query('select count(*)::int as n from ops.webhook_refusal_example')
    expect(rows).toEqual([{ n: 3 }])
  })

  it('writes as many rows for a thousand as for one', async () => {
    for (let many = 0; many < 10; many += 1) await Promise.all(Array.from({ length: 100 }, () => post('acme')))
    await writer.write()
    const { rows } = await ops.pool.query(
      `select (select count(*)::int from ops.webhook_refusal) as rows, (select sum(refusals)::int from ops.webhook_refusal) as refusals,
       (select jsonb_array_length(examples) from ops.webhook_refusal_example) as examples`,
    )
    expect(rows).toEqual([{ rows: 1, refusals: 1_000, examples: 20 }])
  })

  it('answers as ever while Postgres is away, and writes what it counted once it is back', async () => {
    postgres = createPool('postgres://spec@127.0.0.1:1/none', { max: 1, applicationName: 'spec' })
    expect([await post('acme'), await post('acme', { signature: RIGHT })]).toEqual([401, 200])
    await writer.write()
    await postgres.end()
    expect([await counts('acme'), tally.size]).toEqual([[], 1])
    postgres = ops.pool
    await Promise.all([writer.write(), writer.write()])
    expect([await counts('acme'), tally.size]).toEqual([['unauthorized  1'], 0])
  })

  it('remembers a ping by its URL; a webhook says on the log by which URL it came', async () => {
    const body = BODY.replace('1', '3')
    const signature = `sha256 ${createHmac('sha256', 'the-secret').update(body).digest('hex')}`
    const ping = { signature: '', body: '{"web_hook_id":7}' }
    expect([await post('acme/job_created', ping), await post('acme/job_created', { signature, body })]).toEqual([200, 200])
    await writer.write()
    const kept = await readEndpoints(ops.pool, 'acme')
    expect(kept.map(({ event, pings, signedPingAt }) => ({ event, pings, signedPingAt }))).toEqual([
      { event: 'job_created', pings: 1, signedPingAt: null },
    ])
    const endpoints: (string | undefined)[] = []
    await log.scan(RAW_TOPIC, (records) => {
      endpoints.push(...records.map(({ message }) => message.headers['ce_endpoint']))
      return undefined
    })
    expect(endpoints).toContain('job_created')
  })
})
