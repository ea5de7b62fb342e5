import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { ReadingClient } from '../reading-client.js'
import type { RunningSandbox } from '../running-sandbox.js'
import { startSandbox } from '../start-sandbox.js'
import { WebhookReceiver } from '../webhook-receiver.js'
import { webhookSignature } from '../webhooks/webhook-body.js'

describe('the control paths', () => {
  let sandbox: RunningSandbox
  let client: ReadingClient

  beforeEach(async () => {
    sandbox = await startSandbox({ candidates: 30 })
    client = new ReadingClient(sandbox)
  })
  afterEach(() => sandbox.stop())

  const post = async (path: string, body?: unknown): Promise<unknown> =>
    JSON.parse((await client.control('POST', path, body)).text)
  const get = async (path: string): Promise<unknown> => JSON.parse((await client.control('GET', path)).text)

  it('step, and say what happened', async () => {
    const { taken, state } = (await post('step', { count: 25 })) as { taken: Record<string, number>; state: { steps: number } }
    expect([Object.values(taken).reduce((sum, count) => sum + count, 0), state.steps]).toEqual([25, 25])
  })

  it('let the company live at a pace, until it is frozen', async () => {
    await post('pace', { stepsPerSecond: 1_000 })
    for (let tries = 0; sandbox.state().steps < 10 && tries < 500; tries++) await get('state')
    expect(sandbox.state().steps).toBeGreaterThanOrEqual(10)
    const frozen = (await post('freeze')) as { frozen: boolean; steps: number }
    const truth = await get('truth/applications')
    expect(frozen.frozen).toBe(true)
    for (let tries = 0; tries < 20; tries++) await get('state')
    expect([sandbox.state().steps, await get('truth/applications')]).toEqual([frozen.steps, truth])
    expect(await post('unfreeze')).toMatchObject({ frozen: false, stepsPerSecond: 1_000 })
  })

  it('give the truth as an array and as lines', async () => {
    expect(await get('truth/candidates')).toEqual(sandbox.truth('candidates'))
    const lines = await fetch(`${sandbox.url}/_sandbox/truth/candidates`, { headers: { accept: 'application/x-ndjson' } })
    const parsed = (await lines.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown)
    expect(parsed).toEqual(sandbox.truth('candidates'))
    expect((await client.control('GET', 'truth/agencies')).status).toBe(404)
  })

  it('expire tokens and cursors', async () => {
    const next = /<([^>]+)>/.exec((await client.get('/v3/candidates?per_page=10')).headers.get('link') ?? '')?.[1] ?? ''
    await post('expire-cursors')
    expect((await client.get(next)).status).toBe(422)
    await post('expire-tokens')
    expect((await client.get('/v3/candidates')).status).toBe(401)
  })

  it('take scopes and give them back', async () => {
    expect(await post('take-scopes', { collections: ['jobs'] })).toMatchObject({ takenScopes: ['jobs'] })
    expect((await client.get('/v3/jobs')).status).toBe(403)
    expect(await post('give-scopes', { collections: ['jobs'] })).toMatchObject({ takenScopes: [] })
  })

  it('set faults and clear them', async () => {
    expect(await post('faults', { lagMs: 50 })).toMatchObject({ faults: { lagMs: 50, lostSiteAdmin: false } })
    expect(await post('clear-faults')).toMatchObject({ faults: { lagMs: 0 } })
    expect((await client.control('POST', 'faults', { lag: 1 })).status).toBe(400)
  })

  it('touch candidates', async () => {
    const updatedAt = (): unknown => sandbox.truth('candidates').at(-1)?.['updated_at']
    const before = updatedAt()
    await post('touch', { candidates: [sandbox.truth('candidates').at(-1)?.['id']] })
    expect(updatedAt()).not.toBe(before)
    expect((await client.control('POST', 'touch', { candidates: ['Ada'] })).status).toBe(400)
  })

  it('set the rate limit', async () => {
    await post('rate-limit', { limit: 7, windowMs: 30_000 })
    expect((await client.get('/v3/jobs')).headers.get('x-ratelimit-limit')).toBe('7')
  })

  it('point the webhook somewhere, and list what was sent', async () => {
    const receiver = await WebhookReceiver.start()
    await post('webhook-target', { url: receiver.url })
    expect(await post('ping')).toEqual({ status: 200 })
    sandbox.step(30)
    await sandbox.settled(5_000)
    const sent = (await get('webhooks')) as { body: string; status: string }[]
    expect(sent.map(({ body }) => body).sort()).toEqual(
      receiver.received
        .slice(1)
        .map(({ body }) => body)
        .sort(),
    )
    expect(new Set(sent.map(({ status }) => status))).toEqual(new Set(['delivered']))
    expect(await get('webhooks?limit=2')).toHaveLength(2)
    await receiver.stop()
  })

  it('save the webhook of one event, which is pinged and signed with its own secret from then on', async () => {
    const receiver = await WebhookReceiver.start()
    const saved = { action: 'new_candidate_application', url: receiver.url, secret: 'of-its-own' }
    expect(await post('save-webhook', saved)).toEqual({ status: 200 })
    sandbox.step(60)
    await sandbox.settled(5_000)
    const [ping, ...events] = receiver.received
    expect([ping?.headers['signature'], JSON.parse(ping?.body ?? '')]).toEqual([
      undefined,
      expect.objectContaining({ action: 'ping' }),
    ])
    expect(events.length).toBeGreaterThan(0)
    for (const { headers, body } of events) {
      expect(headers['signature']).toBe(webhookSignature(body, 'of-its-own'))
      expect(JSON.parse(body)).toMatchObject({ action: 'new_candidate_application' })
    }
    await receiver.stop()
  })

  it('give the credential another secret: tokens and the old secret are refused', async () => {
    const before = client.basic()
    expect((await client.get('/v3/jobs')).status).toBe(200)
    await post('client-secret', { secret: 'another' })
    expect((await client.get('/v3/jobs')).status).toBe(401)
    expect([(await client.token(undefined, before)).status, (await client.token()).status]).toEqual([401, 200])
  })

  it('count requests by collection and status', async () => {
    for (const path of ['/v3/jobs', '/v3/jobs?x=1', '/v3/none']) await client.get(path)
    expect(await get('requests')).toEqual({ token: { 200: 1 }, jobs: { 200: 1, 422: 1 }, unknown: { 404: 1 } })
  })

  it('refuse what is no JSON', async () => {
    const init = { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } }
    expect((await fetch(`${sandbox.url}/_sandbox/step`, init)).status).toBe(400)
  })

  it.each([
    ['step', { count: 'many' }],
    ['pace', {}],
    ['take-scopes', { collections: 'jobs' }],
    ['rate-limit', { limit: 5 }],
    ['webhook-target', { url: 'nowhere' }],
    ['client-secret', {}],
    ['save-webhook', { action: 'hire_candidate', url: 'nowhere', secret: 's' }],
  ])('refuse %s with %j', async (path, body) => expect((await client.control('POST', path, body)).status).toBe(400))
})
