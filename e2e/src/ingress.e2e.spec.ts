import { createHmac, randomUUID } from 'node:crypto'
import { Agent, request as httpRequest, type ClientRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { RAW_TOPIC } from '@trellis/greenhouse'
import { until } from '@trellis/local'
import { createLogger, type LogBatch, type LogRecord } from '@trellis/runtime'
import { BatchConsumer } from '@trellis/runtime/nest'
import { CONNECTION, makeWorld, type World } from './world.js'

const SECRETS = ['the-first-secret', 'the-second-secret'] as const
const MB = 1024 * 1024

interface Answered {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}
interface Sent {
  readonly headers?: Readonly<Record<string, string>>
  readonly method?: string
  readonly body?: Uint8Array
  /** Without a length ahead. */
  readonly isChunked?: boolean
}

/** One request on a connection of its own. */
function send(url: string, { headers = {}, method = 'POST', body, isChunked = false }: Sent): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const request = open(url, headers, method)
    if (body && !isChunked) request.setHeader('content-length', String(body.byteLength))
    request.on('error', reject)
    request.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() }),
      )
    })
    if (isChunked && body)
      for (let start = 0; start < body.byteLength; start += MB) request.write(body.subarray(start, start + MB))
    request.end(isChunked ? undefined : body)
  })
}

function open(url: string, headers: Readonly<Record<string, string>>, method = 'POST'): ClientRequest {
  return httpRequest(url, { method, headers: { 'content-type': 'application/json', ...headers }, agent: new Agent() })
}

function signature(body: Uint8Array, secret: string = SECRETS[0]): string {
  return `sha256 ${createHmac('sha256', secret).update(body).digest('hex')}`
}

const about = (note: string): Buffer => Buffer.from(`{"action":"update_candidate", "payload":{"note":"${note}"}}`)
const filled = (size: number): Buffer => Buffer.alloc(size, ' ').fill('{"action":"x"}', 0, 14)

describe('the ingress', () => {
  let world: World
  let reader: BatchConsumer | undefined
  const raw: LogRecord[] = []

  beforeAll(async () => {
    const env = { WEBHOOK_SECRETS: SECRETS.join(','), MAX_IN_FLIGHT_BYTES: String(16 * MB) }
    world = await makeWorld({ sandbox: { candidates: 1 }, env })
    await world.start('webhook-ingress')
    const settings = {
      brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','),
      clientId: 'e2e',
      topicPrefix: world.environment['KAFKA_TOPIC_PREFIX'] ?? '',
    }
    const consumer = new BatchConsumer({ settings, group: 'e2e', topics: [RAW_TOPIC], logger: createLogger('e2e', 'silent') })
    reader = consumer
    consumer.addHandler(RAW_TOPIC, async ({ records }: LogBatch) => void raw.push(...records), true)
    await new Promise<void>((resolve, reject) => {
      consumer.listen((error) => (error === undefined ? resolve() : reject(new Error('raw is not read', { cause: error }))))
    })
  })
  afterAll(async () => {
    await reader?.close()
    await world.close()
  })

  const post = (body: Uint8Array, headers: Readonly<Record<string, string>> = {}, more: Sent = {}): Promise<Answered> =>
    send(world.webhookUrl, { body, headers, ...more })
  const signed = (body: Uint8Array, more: Sent = {}, secret?: string): Promise<Answered> =>
    post(body, { signature: signature(body, secret) }, more)
  const count = async (): Promise<number> =>
    [...(await world.ports.log.endOffsets(RAW_TOPIC)).values()].reduce((sum, end) => sum + Number(end), 0)
  const found = (body: Uint8Array): readonly LogRecord[] => raw.filter(({ message }) => Buffer.from(message.value).equals(body))
  const read = (body: Uint8Array, times = 1): Promise<readonly LogRecord[]> =>
    until(() => (found(body).length >= times ? found(body) : undefined), { what: 'the body on raw' })

  it('answers 200 with the body on raw, byte for byte', async () => {
    const body = Buffer.from(
      '{"action":"update_candidate" ,\r\n "payload":{"n":1.50,"name":"Zo\u00eb \ud83d\ude00","a":1,"a":2}}\n',
    )
    const answer = await post(body, { signature: signature(body), 'greenhouse-event-id': 'delivery-1' })
    const [record] = await read(body)
    expect([answer.status, record?.message.headers]).toMatchObject([
      200,
      { ce_type: 'greenhouse.raw.webhook', ce_connection: CONNECTION, ce_delivery: 'delivery-1' },
    ])
  })

  it.each(SECRETS)('accepts each active secret, so it can be changed without a gap: %s', async (secret) => {
    expect((await signed(about(secret), {}, secret)).status).toBe(200)
  })

  it.each<[string, Readonly<Record<string, string>>]>([
    ['of another secret', { signature: signature(about('x'), 'another') }],
    ['of another body', { signature: signature(about('y')) }],
    ['that is none', { signature: 'sha256 zz' }],
    ['of another kind', { signature: signature(about('x')).replace('sha256', 'sha1') }],
    ['that is missing', {}],
  ])('answers 401 to a signature %s, and appends nothing', async (_, headers) => {
    const before = await count()
    expect([(await post(about('x'), headers)).status, await count()]).toEqual([401, before])
  })

  it('answers 401 for a connection that is none of ours', async () => {
    const body = about('x')
    const url = world.webhookUrl.replace(CONNECTION, 'unknown')
    expect((await send(url, { body, headers: { signature: signature(body) } })).status).toBe(401)
  })

  it.each(['GET', 'PUT', 'DELETE'])('does not answer %s with success', async (method) => {
    expect((await send(world.webhookUrl, { method })).status).toBe(404)
  })

  it.each([false, true])('keeps a body of exactly 10 MB (chunked: %s)', async (isChunked) => {
    const body = filled(10 * MB).fill(isChunked ? '\n' : '\t', 20, 21)
    expect([(await signed(body, { isChunked })).status, (await read(body)).length]).toEqual([200, 1])
  })

  it.each([
    [10 * MB + 1, false],
    [10 * MB + 1, true],
    [30 * MB, false],
    [30 * MB, true],
  ])('answers 413 to %d bytes, every time (chunked: %s)', async (size, isChunked) => {
    const body = filled(size)
    const statuses: number[] = []
    for (let time = 0; time < 5; time += 1) statuses.push((await signed(body, { isChunked })).status)
    expect(statuses).toEqual([413, 413, 413, 413, 413])
  })

  it('G4 answers 200 to an unsigned ping without an action, and appends nothing', async () => {
    const before = await count()
    const statuses = [(await post(Buffer.from('{}'))).status, (await post(Buffer.from('{"action":"ping"}'))).status]
    expect([statuses, await count()]).toEqual([[200, 200], before])
  })

  it('keeps a ping that is signed', async () => {
    const body = Buffer.from(`{"action":"ping","nonce":"${randomUUID()}"}`)
    expect([(await signed(body)).status, (await read(body)).length]).toEqual([200, 1])
  })

  it('keeps what is signed and no JSON', async () => {
    const body = Buffer.from([0xff, 0x00, 0x7b, ...Buffer.from(randomUUID())])
    expect([(await signed(body)).status, (await read(body)).length]).toEqual([200, 1])
  })

  it('G6 keeps a delivery that comes twice once', async () => {
    const body = about('twice')
    const headers = { signature: signature(body), 'greenhouse-event-id': 'delivery-2' }
    const before = await count()
    const answers = await Promise.all([post(body, headers), post(body, headers)])
    answers.push(await post(body, headers))
    expect([answers.map(({ status }) => status), await count()]).toEqual([[200, 200, 200], before + 1])
  })

  it('answers the sender of the oldest unfinished body 503, where too much is on its way', async () => {
    const body = filled(10 * MB)
    const slow = open(world.webhookUrl, { signature: signature(Buffer.from('later')) })
    const refused = new Promise<IncomingMessage>((resolve, reject) => slow.on('response', resolve).on('error', reject))
    await new Promise((resolve) => slow.write(body.subarray(0, 9 * MB), resolve))
    const accepted = await signed(body)
    const { statusCode, headers } = await refused
    slow.destroy()
    expect([accepted.status, statusCode, headers['retry-after']]).toEqual([200, 503, '5'])
  })

  it('answers 429 with Retry-After beyond a connection’s rate, and repeats and strangers do not count', async () => {
    await world.services.get('webhook-ingress')?.child.stop()
    await world.startWith({ MAX_WEBHOOKS_PER_MINUTE: '3' }, 'webhook-ingress')
    const [first, second, third] = [about('first'), about('second'), about('third')]
    const sent = [first, first, first, second, second]
    const taken = []
    for (const body of sent) taken.push((await signed(body)).status)
    for (const body of sent) taken.push((await post(body)).status)
    taken.push((await signed(third)).status)
    const beyond = async (): Promise<Answered | false> => {
      const answer = await signed(about(randomUUID()))
      return answer.status === 429 && answer
    }
    // A minute may end in between.
    const refused = await until(beyond, { what: 'the rate to be reached' })
    const repeated = await signed(first)
    expect([taken, repeated.status]).toEqual([[...Array<number>(5).fill(200), ...Array<number>(5).fill(401), 200], 200])
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60)
    await world.services.get('webhook-ingress')?.child.stop()
    await world.start('webhook-ingress')
  })

  it('goes on where a client breaks off in the middle', async () => {
    for (let time = 0; time < 5; time += 1) {
      const request = open(world.webhookUrl, { signature: 'sha256 later', 'content-length': String(MB) })
      const gone = new Promise<void>((resolve) => request.on('error', () => resolve()))
      request.write(filled(1_000), () => request.destroy())
      await gone
    }
    expect((await signed(about('after that'))).status).toBe(200)
  })

  it('answers for its health, and its figures hold nothing of bodies, secrets or connections', async () => {
    await signed(about('Personal name'))
    const of = async (path: string): Promise<Answered> => send(new URL(path, world.webhookUrl).href, { method: 'GET' })
    const [alive, ready, metrics] = await Promise.all([of('/healthz'), of('/readyz'), of('/metrics')])
    expect([alive.status, ready.status, metrics.status]).toEqual([200, 200, 200])
    expect(metrics.text).toContain('trellis_webhook_answers_total{outcome="accepted"')
    expect(metrics.text).not.toMatch(/Personal|secret|acme|delivery-|update_candidate/)
  })
})
