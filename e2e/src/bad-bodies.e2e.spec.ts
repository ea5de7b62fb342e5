import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '@trellis/local'
import { sendWebhook } from './send-webhook.js'
import { CONNECTION, makeWorld, type World } from './world.js'

/** Each body is about a candidate of its own, so its row shows what became of it. */
const BODIES: Readonly<Record<string, string>> = {
  'NUL and a lone surrogate':
    '{"action":"update_candidate","payload":{"candidate":{"id":1,"first_name":"A\\u0000b","last_name":"c\\ud800d","tags":["x\\u0000"]}}}',
  'an id past 2^53': '{"action":"update_candidate","payload":{"candidate":{"id":9007199254740993,"first_name":"Exact"}}}',
  'an id past 64 bits': '{"action":"update_candidate","payload":{"candidate":{"id":99999999999999999999,"first_name":"Unread"}}}',
  'dates in the American way and empty ones':
    '{"action":"offer_created","payload":{"id":3,"start_date":"04/15/2013","sent_on":"","resolved_at":""}}',
  'a day that no calendar has': '{"action":"offer_created","payload":{"id":4,"version":2,"start_date":"02/30/2013"}}',
  'deep nesting': `{"action":"update_candidate","payload":{"candidate":{"id":5,"first_name":"Deep","tags":${'['.repeat(50_000)}${']'.repeat(50_000)}}}}`,
  'not JSON': 'first_name=Form',
  'not an object': '[1,2,3]',
  'no action': '{"payload":{}}',
  'an unknown action': '{"action":"candidate_promoted","payload":{}}',
  'a payload of another shape': '{"action":"update_candidate","payload":"gone"}',
}

describe('unexpected bodies', () => {
  let world: World

  beforeAll(async () => {
    world = await makeWorld({ sandbox: { candidates: 1 } })
    await world.start('webhook-ingress', 'normalizer', 'warehouse-writer')
    for (const body of Object.values(BODIES)) expect(await sendWebhook(world, Buffer.from(body))).toBe(200)
    const good = '{"action":"update_candidate","payload":{"candidate":{"id":77,"first_name":"Last"}}}'
    expect(await sendWebhook(world, Buffer.from(good))).toBe(200)
    await until(async () => (await world.lag()).every(({ reader, records }) => reader === 'harvest-poller' || records === 0), {
      what: 'everything read',
      everyMs: 100,
    })
  })

  afterAll(() => world.close())

  it('become rows as far as they can be read, exact where numbers are large and with U+FFFD for what Postgres cannot hold', async () => {
    const { rows } = await world.pool.query<Record<string, unknown>>(
      'select id::text, first_name, last_name, tags from recruiting.candidates where connection_id = $1 order by candidates.id',
      [CONNECTION],
    )
    expect(rows).toEqual([
      { id: '1', first_name: 'A\uFFFDb', last_name: 'c\uFFFDd', tags: ['x\uFFFD'] },
      { id: '5', first_name: 'Deep', last_name: null, tags: null },
      { id: '77', first_name: 'Last', last_name: null, tags: null },
      { id: '9007199254740993', first_name: 'Exact', last_name: null, tags: null },
    ])
  })

  it('have their dates read', async () => {
    const { rows } = await world.pool.query<Record<string, unknown>>(
      'select id::text, version, starts_on::text, sent_on, resolved_at from recruiting.offers where connection_id = $1 order by offers.id',
      [CONNECTION],
    )
    expect(rows).toEqual([
      { id: '3', version: null, starts_on: '2013-04-15', sent_on: null, resolved_at: null },
      { id: '4', version: '2', starts_on: null, sent_on: null, resolved_at: null },
    ])
  })

  it('are problems in what cannot be read, one each', async () => {
    const unreadable = [
      'an id past 64 bits',
      'a day that no calendar has',
      'deep nesting',
      'not JSON',
      'not an object',
      'no action',
      'an unknown action',
      'a payload of another shape',
    ]
    expect((await world.status()).problems).toBe(unreadable.length)
  })
})
