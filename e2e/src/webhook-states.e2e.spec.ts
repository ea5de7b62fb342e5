import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '@trellis/local'
import { webhookStates, type DeliveryPage, type RefusalsOf, type WebhookState } from '@trellis/operations'
import { runTrellis } from './run-trellis.js'
import { CONNECTION, makeWorld, type World } from './world.js'

const BODY = '{"action":"offer_created","payload":{"id":990,"application_id":991,"version":1}}'

describe('the webhook of an event', () => {
  let world: World

  beforeAll(async () => {
    world = await makeWorld({ sandbox: { candidates: 1 } })
    await world.start('webhook-ingress', 'harvest-poller')
  })
  afterAll(() => world.close())

  const post = async (event: string, signature?: string, body = BODY): Promise<number> => {
    const headers = new Headers(signature === undefined ? [] : [['signature', `sha256 ${signature}`]])
    const answer = await fetch(`${world.webhookUrl}/${event}`, { method: 'POST', headers, body })
    await answer.arrayBuffer()
    return answer.status
  }
  const stateOf = async (event: string): Promise<WebhookState['state'] | undefined> =>
    (await webhookStates(world.pool, CONNECTION)).events.find((each) => each.event === event)?.state
  const signature = (body = BODY): string => createHmac('sha256', world.sandbox.webhookSecret).update(body).digest('hex')

  it('is never, then saved by a ping to its URL, then seen; what is refused on the way is counted', async () => {
    expect(await stateOf('offer_created')).toBe('never')
    expect([await post('offer_created', undefined, '{"web_hook_id":1}'), await post('offer_made', signature())]).toEqual([
      200, 404,
    ])
    expect(await post('offer_created', 'a'.repeat(64))).toBe(401)
    await until(async () => (await stateOf('offer_created')) === 'saved', { what: 'the ping to be known' })
    const { refused } = JSON.parse(await runTrellis(world, 'webhooks', 'status', '--json')) as RefusalsOf
    expect(refused.map(({ cause, refusals }) => `${cause} ${refusals}`).toSorted()).toEqual(['unauthorized 1', 'unknown_event 1'])
    expect(await post('offer_created', signature())).toBe(200)
    await until(async () => (await stateOf('offer_created')) === 'seen', { what: 'the webhook to be known' })
  })

  it('is among the deliveries, with the event of its URL and where its body stands', async () => {
    const printed = await runTrellis(world, 'webhooks', 'deliveries', '--event', 'offer_created', '--json')
    const { deliveries, next } = JSON.parse(printed) as DeliveryPage
    expect([deliveries, next]).toMatchObject([[{ action: 'offer_created', endpoint: 'offer_created', outcome: 'read' }], null])
    expect(await runTrellis(world, 'webhooks', 'deliveries')).toContain('offer_created')
    expect(await runTrellis(world, 'webhooks', 'status')).toMatch(/^offer_created +seen/m)
  })
})
