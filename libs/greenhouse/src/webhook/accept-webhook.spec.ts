import { describe, expect, it } from '@jest/globals'
import { instantOfMs } from '@trellis/pipeline'
import { createHmac } from 'node:crypto'
import { acceptWebhook, MAX_PING_BYTES } from './accept-webhook.js'
import { webhookEventId } from './signature.js'

const at = instantOfMs(1_700_000_000_000)
const secrets = ['new secret', 'old secret']
const bytes = (text: string) => new TextEncoder().encode(text)
const sign = (body: Uint8Array, secret = 'new secret') => `sha256 ${createHmac('sha256', secret).update(body).digest('hex')}`
const given = (body: Uint8Array, signature?: string) =>
  acceptWebhook({ connection: 'acme', body, headers: { signature }, secrets, at })
const event = bytes('{"action":"job_deleted","payload":{"job":{"id":1}}}')

describe('a rightly signed body', () => {
  it('is appended as it came, with when and how', () => {
    const headers = { signature: sign(event), delivery: 'd-1', traceparent: '00-aa-bb-01' }
    expect(acceptWebhook({ connection: 'acme', body: event, headers, secrets, at })).toEqual({
      answer: 200,
      append: {
        id: webhookEventId('acme', 'd-1', event),
        connection: 'acme',
        kind: 'webhook',
        at,
        delivery: 'd-1',
        traceparent: '00-aa-bb-01',
        body: event,
      },
    })
  })

  it('is the same bytes, not a copy that was read and written again', () => {
    expect(given(event, sign(event))).toHaveProperty('append.body', event)
  })

  it('has the event that its URL names, and the id that it has by any URL', () => {
    const request = { connection: 'acme', body: event, headers: { signature: sign(event) }, secrets, at }
    const [common, own] = [acceptWebhook(request), acceptWebhook({ ...request, endpoint: 'hire_candidate' })]
    expect(own).toEqual({ answer: 200, append: { ...('append' in common && common.append), endpoint: 'hire_candidate' } })
  })

  it('may be signed with the secret that is being replaced', () => {
    expect(given(event, sign(event, 'old secret'))).toHaveProperty('append')
  })

  it.each([
    ['no JSON', '<xml/>'],
    ['empty', ''],
    ['a list', '[1]'],
    ['without an action', '{"payload":{}}'],
    ['of an unknown action', '{"action":"tea_served"}'],
    ['a ping', '{"action":"ping"}'],
  ])('is appended although it is %s', (_, text) => expect(given(bytes(text), sign(bytes(text)))).toHaveProperty('append'))

  it('G1 has an id that repeats with the delivery', () => {
    const again = acceptWebhook({
      connection: 'acme',
      body: event,
      headers: { signature: sign(event) },
      secrets,
      at: instantOfMs(5),
    })
    const first = given(event, sign(event))
    expect('append' in first && 'append' in again && first.append.id === again.append.id).toBe(true)
  })
})

describe('a wrongly signed body', () => {
  it.each([
    ['signed with another secret', sign(event, 'guess')],
    ['signed over other bytes', sign(bytes('{}'))],
    ['of a malformed signature', 'sha256 nonsense'],
  ])('%s is refused', (_, signature) => expect(given(event, signature)).toEqual({ answer: 401 }))

  it('is refused even where it says ping: the secret is not ours', () => {
    const ping = bytes('{"action":"ping"}')
    expect(given(ping, sign(ping, 'guess'))).toEqual({ answer: 401 })
  })

  it('is refused where there is no secret yet', () => {
    const headers = { signature: sign(event, '') }
    expect(acceptWebhook({ connection: 'acme', body: event, headers, secrets: [], at })).toEqual({ answer: 401 })
  })
})

describe('G4 an unsigned body', () => {
  it.each([
    ['the action ping', '{"action":"ping","payload":{"web_hook_id":1}}'],
    ['no action', '{"web_hook_id":1}'],
    ['a list', '[]'],
    ['a null', 'null'],
    ['nothing at all', ''],
    ['a form', 'web_hook_id=1'],
  ])('of %s is a ping, answered and never appended', (_, text) => {
    expect(given(bytes(text))).toEqual({ answer: 200, ping: true })
  })

  it.each([
    ['an event', '{"action":"job_deleted","payload":{"job":{"id":1}}}'],
    ['an event that was cut off', '{"action":"job_deleted","payl'],
    ['an action that is no text', '{"action":null}'],
    ['an action beside a ping', '{"action":"ping","action":"job_deleted"}'],
    ['an action that only begins so', '{"action":"pings"}'],
  ])('of %s is refused', (_, text) => expect(given(bytes(text))).toEqual({ answer: 401 }))

  it('is a ping up to 64 KB and no further', () => {
    const padded = (size: number) => bytes('{"a":1}'.padEnd(size))
    expect(given(padded(MAX_PING_BYTES))).toEqual({ answer: 200, ping: true })
    expect(given(padded(MAX_PING_BYTES + 1))).toEqual({ answer: 401 })
  })
})
