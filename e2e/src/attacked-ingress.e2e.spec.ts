import { createHmac, randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { RAW_TOPIC } from '@trellis/greenhouse'
import { until } from '@trellis/local'
import { request } from 'undici'
import { head, RawConnection } from './raw-connection.js'
import { CONNECTION, makeWorld, type World } from './world.js'

const SECRET = 'a secret, "of any text" '
const MB = 1024 * 1024
/** Of the right form, and no secret's. */
const FORGED = `Signature: sha256 ${'0'.repeat(64)}`

describe('the ingress under attack', () => {
  let world: World
  const open: RawConnection[] = []

  beforeAll(async () => {
    world = await makeWorld({ sandbox: { candidates: 1 }, env: { WEBHOOK_SECRETS: JSON.stringify([SECRET, 'another']) } })
    await world.start('webhook-ingress')
  })
  afterEach(async () => {
    for (const connection of open.splice(0)) await connection.close()
  })
  afterAll(() => world.close())

  const dial = (): RawConnection => {
    const connection = new RawConnection(world.webhookUrl)
    open.push(connection)
    return connection
  }
  const sign = (body: string): string => `sha256 ${createHmac('sha256', SECRET).update(body).digest('hex')}`
  const about = (): string => JSON.stringify({ action: 'update_candidate', payload: { nonce: randomUUID() } })
  const post = async (body: string, headers: Record<string, string> = {}, url = world.webhookUrl) => {
    const answer = await request(url, { method: 'POST', body, headers })
    const text = await answer.body.text()
    const { date: _, ...rest } = answer.headers
    return { status: answer.statusCode, headers: rest, text }
  }
  const signed = async (body = about()): Promise<number> =>
    (await post(body, { signature: sign(body), 'greenhouse-event-id': randomUUID() })).status
  const count = async (): Promise<number> =>
    [...(await world.ports.log.endOffsets(RAW_TOPIC)).values()].reduce((sum, end) => sum + Number(end), 0)
  const operations = (): string => world.services.get('webhook-ingress')?.url ?? ''
  const figure = async (name: string): Promise<number> => {
    const answer = await request(new URL('/metrics', operations()))
    return Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(await answer.body.text())?.[1])
  }

  it('takes two million chunks of one byte, and its memory grows by less than 32 MB', async () => {
    expect(await signed()).toBe(200)
    const before = await figure('process_resident_memory_bytes')
    let most = before
    const connection = dial()
    await connection.write(head(world.webhookUrl, [FORGED, 'Transfer-Encoding: chunked']))
    const chunks = Buffer.from('1\r\nA\r\n'.repeat(20_000))
    for (let time = 0; time < 100 && connection.ended === undefined; time += 1) {
      await connection.write(chunks)
      if (time % 10 === 0) most = Math.max(most, await figure('process_resident_memory_bytes'))
    }
    await connection.write('0\r\n\r\n')
    // A machine that is busy may not bring them in time.
    expect([401, 408]).toContain(await connection.answer('the chunks to be answered'))
    most = Math.max(most, await figure('process_resident_memory_bytes'))
    expect((most - before) / MB).toBeLessThan(32)
  })

  it('lets in every signed webhook while seven uploads do not finish', async () => {
    const lengths = [...Array.from({ length: 6 }, () => 10_480_000), 4_200_000]
    const uploads = lengths.map(async (length) => {
      const connection = dial()
      await connection.write(head(world.webhookUrl, [FORGED, `Content-Length: ${length}`]))
      await connection.write(Buffer.alloc(length - 10, ' '))
      return connection
    })
    const statuses = new Set<number>()
    let areSent = false
    void Promise.all(uploads).then(() => (areSent = true))
    const areAnswered = (): boolean => open.every(({ status, ended }) => status !== undefined || ended !== undefined)
    // Meanwhile, and until the ingress has lost its patience with the last of them.
    await until(async () => (statuses.add(await signed()), areSent && areAnswered()), { what: 'the uploads to be let go' })
    expect([
      [...statuses],
      [...new Set(open.map(({ status }) => status))].filter((status) => status !== 408 && status !== 503),
    ]).toEqual([[200], []])
  })

  it.each([
    ['is announced', [`Content-Length: ${10 * MB}`], ''],
    ['comes in chunks', ['Transfer-Encoding: chunked'], `11000\r\n${'A'.repeat(0x11000)}\r\n`],
  ])('reads at most 64 KB without a signature of the right form, where more %s', async (_, headers, body) => {
    for (const signature of [[], ['Signature: sha256 zz'], [FORGED.replace('sha256', 'sha1')]]) {
      const connection = dial()
      await connection.write(head(world.webhookUrl, [...headers, ...signature]))
      await connection.write(body)
      expect(await connection.answer('the refusal of a body that is still to come')).toBe(401)
    }
  })

  it.each([
    ['that stops', '{"action":'],
    ['that never begins', ''],
  ])('has no patience with a body %s', async (_, begun) => {
    const connection = dial()
    await connection.write(head(world.webhookUrl, [FORGED, 'Content-Length: 5000']) + begun)
    expect(await connection.answer('the ingress to lose its patience')).toBe(408)
    await until(() => connection.ended !== undefined, { what: 'the connection to be closed' })
  })

  it('ends connections on which nothing comes, or no head to its end', async () => {
    const [silent, half] = [dial(), dial()]
    await half.write('POST /webhooks/greenhouse/acme HTTP/1.1\r\nHost: x\r\n')
    await until(() => silent.ended !== undefined && half.ended !== undefined, { what: 'the connections to be closed' })
    expect(await signed()).toBe(200)
  })

  it.each([
    ['in absolute form', (path: string) => `http://ingress.example${path}`],
    ['with letters that are percent-encoded', (path: string) => path.replace('acme', 'a%63me').replace('webhooks', '%77ebhooks')],
  ])('is reached by a target %s', async (_, spelt) => {
    const body = about()
    const connection = dial()
    const headers = [`Signature: ${sign(body)}`, `Content-Length: ${body.length}`]
    await connection.write(head(world.webhookUrl, headers, spelt(new URL(world.webhookUrl).pathname)) + body)
    expect(await connection.answer('a webhook to be answered')).toBe(200)
  })

  it('reads a signature behind more than a thousand header lines', async () => {
    const body = about()
    const lines = Array.from({ length: 1_200 }, (_, index) => `x${index}: `)
    const connection = dial()
    await connection.write(
      head(world.webhookUrl, [...lines, `Signature: ${sign(body)}`, `Content-Length: ${body.length}`]) + body,
    )
    expect(await connection.answer('a webhook to be answered')).toBe(200)
  })

  it('does not disclose whether there is a connection of some name', async () => {
    const unknown = world.webhookUrl.replace(CONNECTION, 'unknown')
    for (const [body, headers] of [
      [about(), {}],
      [about(), { signature: `sha256 ${'0'.repeat(64)}` }],
      [about(), { signature: 'none' }],
      ['{}', {}],
      ['A'.repeat(100_000), {}],
    ] as const)
      expect(await post(body, headers, unknown)).toEqual(await post(body, headers))
  })

  it('G6 answers 200 to a body that is replayed under ever new deliveries, counts it, and appends it once', async () => {
    const before = await count()
    const repeated = await figure('trellis_webhook_answers_total\\{outcome="repeated",[^}]*\\}')
    const body = about()
    const statuses = await Promise.all(Array.from({ length: 100 }, () => signed(body)))
    expect([new Set(statuses), await count()]).toEqual([new Set([200]), before + 1])
    const counted = await figure('trellis_webhook_answers_total\\{outcome="repeated",[^}]*\\}')
    expect(counted - (Number.isNaN(repeated) ? 0 : repeated)).toBe(99)
  })

  it('is ready after all that, and says that it refuses nothing that it should accept', async () => {
    const ready = await request(new URL('/readyz', operations()))
    expect([ready.statusCode, await ready.body.json(), await figure('trellis_webhook_refusing')]).toMatchObject([
      200,
      { info: { door: { status: 'up' }, connections: { status: 'up' } } },
      0,
    ])
  })
})
