import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { RunningSandbox } from '../running-sandbox.js'
import type { SandboxSettings } from '../settings.js'
import { startSandbox } from '../start-sandbox.js'
import { WebhookReceiver } from '../webhook-receiver.js'
import { webhookBody, webhookSignature } from './webhook-body.js'

describe('webhooks', () => {
  let receiver: WebhookReceiver
  let sandbox: RunningSandbox | undefined

  beforeEach(async () => void (receiver = await WebhookReceiver.start()))
  afterEach(async () => {
    await sandbox?.stop()
    await receiver.stop()
  })

  const start = async (settings: Partial<SandboxSettings> = {}): Promise<RunningSandbox> =>
    (sandbox = await startSandbox({ candidates: 40, webhookUrl: receiver.url, retryUnitMs: 0.01, ...settings }))

  it('carry a signature of their exact bytes, an id of their own, and a sender', async () => {
    const { step, settled, webhookSecret } = await start()
    step(60)
    await settled(5_000)
    const ids = new Set(receiver.received.map(({ headers }) => headers['greenhouse-event-id']))
    expect(receiver.received.length).toBeGreaterThan(30)
    expect(ids.size).toBe(receiver.received.length)
    for (const { headers, body } of receiver.received) {
      expect(headers['signature']).toBe(`sha256 ${createHmac('sha256', webhookSecret).update(body).digest('hex')}`)
      expect([headers['content-type'], headers['user-agent']]).toEqual(['application/json', 'Greenhouse Webhooks'])
      expect(Object.keys(JSON.parse(body) as object)).toEqual(['action', 'payload'])
      expect(body).not.toMatch(/[<>&]/)
    }
  })

  it('are escaped before they are signed', () => {
    const body = webhookBody('job_post_updated', { id: 1, content: '<p>hello</p>' })
    expect(body).toBe('{"action":"job_post_updated","payload":{"id":1,"content":"\\u003cp\\u003ehello\\u003c/p\\u003e"}}')
    expect(webhookSignature(body, 'example-secret')).toBe(
      'sha256 64f80efaa96c171d7ab554c4589a96196654797b4c35cde467afe09c575569c0',
    )
  })

  it('are repeated until the answer is exactly 200', async () => {
    const answers = [202, 500, 204, 200]
    receiver.status = () => answers.shift() ?? 200
    const { step, settled, webhooks } = await start({ deliveriesAtOnce: 1 })
    while (webhooks().length < 1) step()
    const raised = webhooks().length
    await settled(5_000)
    expect(receiver.received).toHaveLength(raised + 3)
    expect(webhooks().every(({ status, lastStatus }) => status === 'delivered' && lastStatus === 200)).toBe(true)
  })

  it('are given up after seven attempts', async () => {
    receiver.status = () => 503
    const { step, settled, state, webhooks } = await start({ faults: { garbageWebhookProbability: 1 } })
    while (webhooks().length < 1) step()
    await settled(5_000)
    expect(webhooks()[0]).toMatchObject({ status: 'exhausted', attempts: 7, lastStatus: 503 })
    expect(state().exhaustedDeliveries).toBe(webhooks().length)
    expect(new Set(receiver.received.map(({ headers }) => headers['greenhouse-event-id'])).size).toBe(2 * webhooks().length)
  })

  it('wait their turn where the receiver does not answer', async () => {
    const { step, state, webhooks, setWebhookTarget } = await start({ retryUnitMs: 3_600_000 })
    setWebhookTarget('http://127.0.0.1:9/closed')
    while (webhooks().length < 1) step()
    expect(state().pendingDeliveries).toBe(webhooks().length)
  })

  it('go nowhere while there is no webhook', async () => {
    const { step, webhooks } = await start({ webhookUrl: undefined })
    step(20)
    expect(webhooks().length).toBeGreaterThan(5)
    expect(webhooks().every(({ status }) => status === 'unaddressed')).toBe(true)
  })

  it('can be doubled, each with the same body', async () => {
    const { step, settled, state } = await start({ faults: { doubledWebhookProbability: 1 } })
    step(20)
    await settled(5_000)
    expect(receiver.received).toHaveLength(2 * state().webhooks)
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBeLessThanOrEqual(state().webhooks)
  })

  it('can be dropped', async () => {
    const { step, settled, webhooks } = await start({ faults: { droppedWebhookProbability: 1 } })
    step(20)
    await settled(5_000)
    expect(receiver.received).toHaveLength(0)
    expect(webhooks().every(({ status }) => status === 'dropped')).toBe(true)
  })

  it('can be late, and arrive all the same', async () => {
    const { step, settled, state } = await start({ faults: { lateWebhookProbability: 1, lateWebhookMs: 50 } })
    step(20)
    expect(state().pendingDeliveries).toBe(state().webhooks)
    await settled(5_000)
    expect(receiver.received).toHaveLength(state().webhooks)
  })

  it('can overtake each other, and arrive all the same', async () => {
    const { step, settled, webhooks } = await start({ faults: { webhookSpreadMs: 200 } })
    step(40)
    await settled(5_000)
    const raised = webhooks().map(({ body }) => body)
    expect(receiver.received.map(({ body }) => body).toSorted()).toEqual(raised.toSorted())
    expect(receiver.received.map(({ body }) => body)).not.toEqual(raised)
  })

  it('can be forged: sent once, with a signature that is not that of their bytes', async () => {
    const refusing = (): number => 401
    const { step, settled, state, webhookSecret } = await start({ faults: { forgedWebhookProbability: 1 }, retryUnitMs: 0.01 })
    receiver.status = refusing
    step(20)
    await settled(5_000)
    const forged = receiver.received.filter(({ headers, body }) => headers['signature'] !== webhookSignature(body, webhookSecret))
    expect(forged.map(({ body }) => (JSON.parse(body) as { action: string }).action)).toHaveLength(state().webhooks)
    expect(state().forgedAnswers).toEqual({ 401: state().webhooks })
  })

  it('can come with garbage that is signed', async () => {
    const { step, settled, state, webhookSecret } = await start({ faults: { garbageWebhookProbability: 1 } })
    step(20)
    await settled(5_000)
    const garbage = receiver.received.map(({ body }) => body).filter(isGarbage)
    expect(state().garbage).toEqual({ sent: state().webhooks, accepted: new Set(garbage).size })
    expect(garbage).toHaveLength(state().webhooks)
    expect(receiver.received).toHaveLength(2 * state().webhooks)
    for (const { headers, body } of receiver.received) expect(headers['signature']).toBe(webhookSignature(body, webhookSecret))
  })

  it('begin with a ping that is not signed', async () => {
    const { pingWebhookTarget } = await start()
    expect(await pingWebhookTarget()).toBe(200)
    expect(receiver.received.map(({ headers, body }) => [headers['signature'], JSON.parse(body) as unknown])).toEqual([
      [undefined, { action: 'ping', payload: { web_hook_id: 1 } }],
    ])
  })
})

function isGarbage(body: string): boolean {
  try {
    const { action, payload } = JSON.parse(body) as { readonly action?: string; readonly payload?: unknown }
    return action === undefined || payload === null || action.endsWith('_of_tomorrow')
  } catch {
    return true
  }
}
