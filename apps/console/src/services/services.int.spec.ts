import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { NORMALIZER_GROUP, canonicalTopics, PROBLEMS_TOPIC, RAW_TOPIC } from '@trellis/greenhouse'
import { ownLog } from '@trellis/operations/testing'
import { noteServiceProcess, noteServiceStopped, type EventLog } from '@trellis/runtime'
import type { Browser } from '../testing/browser.js'
import { ADMIN, ownConsole, PASSWORD, type OwnConsole } from '../testing/own-console.js'

const VERA = 'vera@acme.example'

let log: EventLog
let console: OwnConsole
let admin: Browser
let viewer: Browser

beforeAll(async () => {
  log = await ownLog([RAW_TOPIC, ...canonicalTopics, PROBLEMS_TOPIC])
  console = await ownConsole({ log })
  admin = await console.signedIn(ADMIN)
  await admin.send('POST', '/api/accounts', { email: VERA, name: 'Vera', password: PASSWORD, role: 'viewer', rights: [] })
  viewer = await console.signedIn(VERA)
})
afterAll(async () => {
  await console.close()
  await log.close()
})

const own = {
  ...{ instance: 'one/1', version: '0.1.0', failing: [], uptimeSeconds: 60, isFirst: true },
  settings: [{ variable: 'LOG_LEVEL', value: 'info', isSet: null }],
}
const list = async (browser = admin) =>
  (await browser.send('GET', '/api/services')).body['services'] as readonly Record<string, unknown>[]
const states = async () => Object.fromEntries((await list()).map(({ service, state }) => [String(service), state]))

describe('services', () => {
  it('are all there, also those that never ran', async () => {
    expect(await states()).toEqual({
      ...{ 'webhook-ingress': 'never', 'harvest-poller': 'never', normalizer: 'never' },
      ...{ 'warehouse-writer': 'never', console: 'never' },
    })
  })

  it('say since when they run, in which version, what they wait for, and how far they are behind', async () => {
    await noteServiceProcess(console.pool, { ...own, service: NORMALIZER_GROUP })
    await noteServiceProcess(console.pool, { ...own, service: 'webhook-ingress', failing: ['kafka'] })
    const [ingress, , normalizer] = await list()
    expect(ingress).toMatchObject({ state: 'waiting', isReader: false, behind: null, processes: [{ failing: ['kafka'] }] })
    expect(normalizer).toEqual({
      ...{ service: 'normalizer', state: 'running', isReader: true, behind: 0 },
      processes: [
        {
          ...{ instance: 'one/1', version: '0.1.0', failing: [], isAlive: true, stoppedAt: null, settings: own.settings },
          ...{ startedAt: expect.any(String), seenAt: expect.any(String) },
        },
      ],
    })
    const [{ startedAt, seenAt }] = normalizer?.['processes'] as [{ startedAt: string; seenAt: string }]
    expect(Math.round((Date.parse(seenAt) - Date.parse(startedAt)) / 1_000)).toBe(60)
  })

  it('that were not seen of late are silent, those that ended in order are stopped', async () => {
    await noteServiceProcess(console.pool, { ...own, service: 'warehouse-writer' })
    await console.pool.query(
      `update ops.service_process set seen_at = seen_at - interval '1 minute' where service = 'warehouse-writer'`,
    )
    await noteServiceProcess(console.pool, { ...own, service: 'harvest-poller' })
    await noteServiceStopped(console.pool, { service: 'harvest-poller', instance: own.instance })
    expect(await states()).toMatchObject({ 'warehouse-writer': 'silent', 'harvest-poller': 'stopped' })
    await noteServiceProcess(console.pool, { ...own, service: 'harvest-poller', isFirst: false })
    expect(await states()).toMatchObject({ 'harvest-poller': 'running' })
  })

  it('of which one process fell silent run all the same, and name it', async () => {
    await noteServiceProcess(console.pool, { ...own, service: 'warehouse-writer', instance: 'two/1' })
    const writer = (await list()).find(({ service }) => service === 'warehouse-writer')
    expect(writer).toMatchObject({
      state: 'running',
      processes: [
        { instance: 'two/1', isAlive: true },
        { instance: 'one/1', isAlive: false, stoppedAt: null },
      ],
    })
  })

  it('show their configuration to admins alone', async () => {
    const settingsOf = (services: readonly Record<string, unknown>[]) =>
      services.flatMap(({ processes }) => (processes as readonly { settings: unknown }[]).map(({ settings }) => settings))
    const [seen, hidden] = [settingsOf(await list()), settingsOf(await list(viewer))]
    expect(seen).toEqual(seen.map(() => own.settings))
    expect(hidden).toEqual(seen.map(() => null))
  })
})

describe('without Kafka', () => {
  it('it is not known how far readers are, and the rest is shown', async () => {
    const apart = await ownConsole()
    const { body } = await (await apart.signedIn(ADMIN)).send('GET', '/api/services')
    expect(body['services']).toContainEqual({
      ...{ service: 'normalizer', state: 'never', processes: [], isReader: true, behind: null },
    })
    await apart.close()
  })
})
