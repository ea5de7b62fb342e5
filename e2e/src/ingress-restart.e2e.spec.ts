import { createHmac, randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { RAW_TOPIC } from '@trellis/greenhouse'
import { until } from '@trellis/local'
import { makeWorld, type World } from './world.js'

const PER_SECOND = 60
const RESTARTS = 1

/** What became of each webhook that was sent: a status, or why there was none. */
type Outcomes = Map<string, number>

describe('an ingress that is started again', () => {
  let world: World
  const outcomes: Outcomes = new Map()

  beforeAll(async () => {
    world = await makeWorld({ sandbox: { candidates: 1 } })
    await world.start('webhook-ingress')
  })
  afterAll(() => world.close())

  const count = (outcome: string): number => outcomes.get(outcome) ?? 0
  const note = (outcome: string): void => void outcomes.set(outcome, count(outcome) + 1)

  function send(agent: Agent): void {
    const body = JSON.stringify({ action: 'update_candidate', payload: { nonce: randomUUID() } })
    const signature = `sha256 ${createHmac('sha256', world.sandbox.webhookSecret).update(body).digest('hex')}`
    const headers = { signature, 'content-length': body.length, 'greenhouse-event-id': randomUUID() }
    const sent = request(world.webhookUrl, { method: 'POST', agent, headers }, (response) => {
      note(String(response.statusCode))
      response.resume()
    })
    const why = (error: Error): string => ('code' in error ? String(error.code) : error.message)
    sent.on('error', (error) => note(sent.reusedSocket ? `${why(error)} on a connection kept alive` : why(error))).end(body)
  }

  it('cuts no request off: 60 webhooks a second are answered, or find the port closed before they begin', async () => {
    const agents = [new Agent({ keepAlive: true }), new Agent({ keepAlive: false })]
    const load = new AbortController()
    const sending = (async () => {
      for (let sent = 0; !load.signal.aborted; sent += 1) {
        const agent = agents[sent % 2]
        if (agent) send(agent)
        await pause(1_000 / PER_SECOND)
      }
    })()
    for (let restart = 0; restart < RESTARTS; restart += 1) {
      const before = count('200')
      await until(() => count('200') > before + PER_SECOND, { what: 'a second of webhooks' })
      await world.services.get('webhook-ingress')?.child.stop()
      await world.start('webhook-ingress')
    }
    load.abort()
    await sending
    const sum = (): number => [...outcomes.values()].reduce((all, each) => all + each, 0)
    let last = -1
    await until(() => last === (last = sum()), { what: 'the last answers', everyMs: 500 })
    // 503: until the one that has just started has found Kafka and its connections.
    expect([...outcomes.keys()].filter((outcome) => !['200', '503', 'ECONNREFUSED'].includes(outcome))).toEqual([])
    const appended = [...(await world.ports.log.endOffsets(RAW_TOPIC)).values()].reduce((all, end) => all + Number(end), 0)
    expect(appended).toBeGreaterThanOrEqual(count('200'))
    for (const agent of agents) agent.destroy()
  })
})
