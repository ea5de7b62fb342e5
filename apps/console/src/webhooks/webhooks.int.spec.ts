import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ACTIONS, RAW_TOPIC, webhookEventId } from '@trellis/greenhouse'
import { ownLog } from '@trellis/operations/testing'
import { encodeRaw, instantOfMs } from '@trellis/pipeline'
import {
  addDeliveries,
  addFirstGeneration,
  addRefusalExamples,
  addRefusals,
  createLogger,
  newRawKey,
  noteAtEndpoints,
  type EventLog,
} from '@trellis/runtime'
import { givenIn } from '@trellis/runtime/testing'
import type { Answer, Browser } from '../testing/browser.js'
import { ADMIN, ownConsole, PASSWORD, type OwnConsole } from '../testing/own-console.js'

const CANARY = 'canary-3f1c9a7e5b2d'
const BODY = JSON.stringify({ action: 'offer_updated', payload: { id: 7, application_id: 2, version: 1 }, said: CANARY })
const NOW_MS = Math.floor(Date.now() / 1_000) * 1_000
const HOUR_US = 3_600_000_000
const VERA = 'vera@acme.example'
const RITA = 'rita@acme.example'

let log: EventLog
let console: OwnConsole
let admin: Browser
let viewer: Browser
let reader: Browser
/** Everything that is logged, before anything is taken out of it. */
const logged: string[] = []
const note = (...what: readonly unknown[]): void => void logged.push(inspect(what, { depth: 10 }))
const logger = Object.assign(createLogger('console', 'silent'), { info: note, warn: note, error: note, debug: note })

const at = (minutesAgo: number) => instantOfMs(NOW_MS - minutesAgo * 60_000)
const codeOf = ({ status, body }: Answer) => `${status} ${String(body['code'])}`

beforeAll(async () => {
  log = await ownLog([RAW_TOPIC])
  console = await ownConsole({
    log,
    logger,
    environmentConnection: 'deployed',
    ingressUrl: new URL('https://hooks.example.com/in'),
  })
  await addFirstGeneration(console.pool, 1)
  for (const id of ['acme', 'globex', 'deployed', 'listed']) await givenIn(console.ops, id).connection()
  await givenIn(console.ops, 'gone').connection({ removedAt: new Date() })
  await arrive()
  admin = await console.signedIn(ADMIN)
  const people = [
    { email: VERA, name: 'Vera', password: PASSWORD, role: 'viewer', rights: [] },
    { email: RITA, name: 'Rita', password: PASSWORD, role: 'viewer', rights: ['raw'] },
  ]
  for (const person of people) await admin.send('POST', '/api/accounts', person)
  viewer = await console.signedIn(VERA)
  reader = await console.signedIn(RITA)
})
afterAll(async () => {
  await console.close()
  await log.close()
})

/** Puts one body on the log, and the deliveries of two connections into the list. */
async function arrive(): Promise<void> {
  const body = Buffer.from(BODY)
  const rawId = webhookEventId('acme', '1', body)
  const raw = { id: rawId, connection: 'acme', kind: 'webhook', at: at(1), body } as const
  await log.append(RAW_TOPIC, [encodeRaw(raw, newRawKey('acme'))])
  const ends = await log.endOffsets(RAW_TOPIC)
  const [partition] = [...ends].find(([, end]) => end > 0n) ?? [0]
  const known = { at: at(1), partition, bytes: body.byteLength, endpoint: undefined, delivery: undefined, problems: 0 }
  await addDeliveries(console.pool, [
    { ...known, connection: 'acme', rawId, offset: '0', action: 'offer_updated', outcome: 'read', events: 2 },
    {
      ...known,
      connection: 'acme',
      rawId: 'b'.repeat(24),
      at: at(2),
      offset: '90',
      action: 'hire_candidate',
      outcome: 'unread',
      events: 0,
    },
    {
      ...known,
      connection: 'acme',
      rawId: 'c'.repeat(24),
      at: at(3),
      offset: '91',
      action: 'hire_candidate',
      outcome: 'read',
      events: 1,
    },
    { ...known, connection: 'globex', rawId, offset: '0', action: 'offer_updated', outcome: 'read', events: 2 },
  ])
}

describe('the webhooks of a connection', () => {
  it('have a URL for each event and one for all, their states, and no secret', async () => {
    await noteAtEndpoints(console.pool, [
      { connection: 'acme', endpoint: 'job_created', at: at(9), what: 'ping' },
      { connection: 'acme', endpoint: undefined, at: at(8), what: 'event' },
    ])
    await givenIn(console.ops).webhooks('hire_candidate', 1, at(2))
    const { status, body } = await viewer.send('GET', '/api/connections/acme/webhooks')
    const { events, ...others } = body as { events: readonly Record<string, unknown>[] }
    expect([status, others]).toEqual([
      200,
      {
        ...{ connection: 'acme', isEditable: true, hasPublicUrl: true, days: 7 },
        common: {
          url: 'https://hooks.example.com/in/webhooks/greenhouse/acme',
          lastPingAt: null,
          lastArrivalAt: new Date(at(8) / 1_000).toISOString(),
        },
        secrets: { active: 0, madeAt: null, madeBy: null },
      },
    ])
    expect(events.map(({ event }) => event).toSorted()).toEqual(ACTIONS.toSorted())
    const stateOf = (event: string) => events.find((each) => each['event'] === event)
    expect(stateOf('job_created')).toMatchObject({
      ...{ url: 'https://hooks.example.com/in/webhooks/greenhouse/acme/job_created', state: 'saved', lastArrivalAt: null },
    })
    expect(stateOf('hire_candidate')).toMatchObject({ state: 'seen', arrivals: 2, failures: 1 })
    expect(stateOf('offer_created')).toMatchObject({ state: 'never', lastPingAt: null, arrivals: 0 })
  })

  it('are those of a connection that there is', async () => {
    for (const path of ['webhooks', 'refusals', 'deliveries'])
      expect(codeOf(await viewer.send('GET', `/api/connections/no-such/${path}`))).toBe('404 not-found')
  })
})

describe('the secret of webhooks', () => {
  const kept = async (id = 'acme') => (await console.webhookSecrets.read(id)).secrets
  const known = async (id = 'acme') => (await viewer.send('GET', `/api/connections/${id}/webhooks`)).body['secrets']
  const make = (id = 'acme') => admin.send('POST', `/api/connections/${id}/webhook-secret`)
  const retire = (id = 'acme') => admin.send('DELETE', `/api/connections/${id}/webhook-secret/old`)
  const made: string[] = []

  it('is made at random and shown once; a second one is taken beside it until the old one is retired', async () => {
    for (const active of [1, 2]) {
      const answer = await make()
      expect([answer.status, answer.body]).toEqual([201, { secret: expect.stringMatching(/^[0-9a-f]{64}$/), active }])
      made.push(String(answer.body['secret']))
    }
    const [first, second] = made
    expect(await kept()).toEqual([second, first])
    expect(await known()).toEqual({ active: 2, madeAt: expect.any(String), madeBy: ADMIN })
    expect(codeOf(await make())).toBe('409 rotation-under-way')
    expect((await retire()).status).toBe(204)
    expect([await kept(), codeOf(await retire())]).toEqual([[second], '404 not-found'])
  })

  it('is made once where two admins order it at a time', async () => {
    const answers = await Promise.all([make('listed'), make('listed')])
    const secrets = answers.filter(({ status }) => status === 201).map(({ body }) => body['secret'])
    expect(new Set(await kept('listed'))).toEqual(new Set(secrets))
    for (const answer of answers) expect(['201 undefined', '409 changed-meanwhile']).toContain(codeOf(answer))
  })

  it('is not made of a connection that variables describe, or that was removed', async () => {
    expect([codeOf(await make('deployed')), codeOf(await make('gone')), codeOf(await make('nobody'))]).toEqual([
      '409 connection-of-environment',
      '409 connection-removed',
      '404 not-found',
    ])
    expect([codeOf(await retire('deployed')), await kept('deployed')]).toEqual(['409 connection-of-environment', []])
    expect((await viewer.send('GET', '/api/connections/deployed/webhooks')).body['isEditable']).toBe(false)
  })

  it('is not known where no key of ours opens it, and the rest is shown all the same', async () => {
    await console.pool.query(`update ops.connection set webhook_secrets = 'x' where id = 'globex'`)
    expect(await known('globex')).toEqual({ active: null, madeAt: null, madeBy: null })
  })

  it('stands in no other answer, no log line and no entry of the audit log', async () => {
    const acts = (await admin.send('GET', '/api/audit-log?limit=500')).body
    const noted = (acts['acts'] as Record<string, unknown>[]).filter(({ what }) => String(what).includes('webhook-secret'))
    expect(noted.map(({ what, who, arguments: given }) => [what, who, given])).toContainEqual([
      'DELETE /api/connections/:id/webhook-secret/old',
      ADMIN,
      expect.objectContaining({ connection: 'acme', retired: 1 }),
    ])
    const answers = await Promise.all(
      ['', '/acme/webhooks', '/acme/deliveries', '/acme/refusals'].map((path) => admin.send('GET', `/api/connections${path}`)),
    )
    const all = JSON.stringify([acts, answers.map(({ body }) => body), logged])
    expect(made.filter((secret) => all.includes(secret))).toEqual([])
  })
})

describe('deliveries', () => {
  const list = (query = '', id = 'acme') => viewer.send('GET', `/api/connections/${id}/deliveries${query}`)
  const idsOf = ({ body }: Answer) => (body['deliveries'] as readonly Record<string, string>[]).map(({ id }) => id)

  it('are listed page by page and by what is asked for, without their bodies', async () => {
    const all = await list()
    expect(idsOf(all)).toHaveLength(3)
    const first = await list('?limit=2')
    const second = await list(`?limit=2&after=${String(first.body['next'])}`)
    expect([...idsOf(first), ...idsOf(second)]).toEqual(idsOf(all))
    expect([first.body['next'], second.body['next']]).toEqual([idsOf(all)[1], null])
    expect(idsOf(await list('?event=hire_candidate&outcome=unread'))).toEqual([idsOf(all)[1]])
    const since = new Date(at(2) / 1_000).toISOString()
    expect(idsOf(await list(`?since=${since}`))).toEqual(idsOf(all).slice(0, 2))
    expect(idsOf(await list(`?until=${since}`))).toEqual(idsOf(all).slice(2))
    expect(JSON.stringify(all.body)).not.toContain(CANARY)
  })

  it.each(['limit=501', 'limit=x', 'after=1.x', 'event=evil%00', 'outcome=lost', 'since=yesterday', 'raw=1'])(
    'are not listed by %s',
    async (query) => {
      expect(codeOf(await list(`?${query}`))).toBe('400 request-invalid')
    },
  )

  it('have the rows that they made, or are gone from the log; those of another connection are not there', async () => {
    const [there, gone] = idsOf(await list())
    const read = (id: string | undefined, of = 'acme') => viewer.send('GET', `/api/connections/${of}/deliveries/${String(id)}`)
    expect((await read(gone)).body).toMatchObject({ raw: 'gone', rows: [], more: 0 })
    expect(codeOf(await read(there))).toBe('503 no-tables')
    expect((await read(there, 'globex')).body).toMatchObject({ raw: 'gone' })
    expect(codeOf(await read(there, 'listed'))).toBe('404 not-found')
    expect(codeOf(await read(`1.${'d'.repeat(24)}`))).toBe('404 not-found')
  })

  it('show their bodies to who has the right to them, which the audit log keeps', async () => {
    const [there, gone] = idsOf(await list())
    const path = (id: string | undefined) => `/api/connections/acme/deliveries/${String(id)}/body`
    expect(codeOf(await viewer.send('POST', path(there)))).toBe('403 right-missing')
    expect(codeOf(await admin.send('POST', path(there)))).toBe('403 right-missing')
    expect((await reader.send('POST', path(there))).body).toEqual({ text: BODY, isWhole: true })
    expect(codeOf(await reader.send('POST', path(gone)))).toBe('404 not-found')
    const { acts } = (await admin.send('GET', '/api/audit-log?limit=500')).body as { acts: readonly Record<string, unknown>[] }
    const looks = acts.filter(({ what }) => what === 'POST /api/connections/:id/deliveries/:delivery/body')
    expect(looks).toEqual([
      expect.objectContaining({
        who: RITA,
        outcome: 'done',
        arguments: expect.objectContaining({ connection: 'acme', delivery: there }),
      }),
    ])
    expect(JSON.stringify([acts, logged])).not.toContain(CANARY)
  })
})

describe('refusals', () => {
  it('are counted by cause, with their newest', async () => {
    const hourUs = at(0) - (at(0) % HOUR_US)
    const refused = { connection: 'acme', cause: 'unauthorized', endpoint: '', hourUs, firstUs: at(3), lastUs: at(2) } as const
    await addRefusals(console.pool, [{ ...refused, refusals: 3 }])
    const example = { atUs: at(2), endpoint: '', bytes: 5, sender: '203.0.113.0/24' }
    await addRefusalExamples(console.pool, [{ connection: 'acme', cause: 'unauthorized', examples: [example] }])
    const { body } = await viewer.send('GET', '/api/connections/acme/refusals')
    expect(body).toMatchObject({
      refused: [{ cause: 'unauthorized', refusals: 3, examples: [{ event: null, bytes: 5, sender: '203.0.113.0/24' }] }],
      ofNoConnection: [],
    })
    expect((await viewer.send('GET', '/api/connections/globex/refusals')).body['refused']).toEqual([])
  })
})
