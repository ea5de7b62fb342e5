import { inspect } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { ALERT_RULES } from '@trellis/operations'
import { hookServer, type HookServer } from '@trellis/operations/testing'
import { createLogger, holdLease, recordAlerts, transact, type FoundAlert } from '@trellis/runtime'
import { givenIn } from '@trellis/runtime/testing'
import type { Answer, Browser } from '../testing/browser.js'
import { ADMIN, ownConsole, PASSWORD, type OwnConsole } from '../testing/own-console.js'

const SECRET = 'canary-of-a-receiver-91c2'
const VERA = 'vera@acme.example'

let console: OwnConsole
let hook: HookServer
let admin: Browser
let viewer: Browser
/** Everything that is logged, before anything is taken out of it. */
const logged: string[] = []
const note = (...what: readonly unknown[]): void => void logged.push(inspect(what, { depth: 10 }))
const logger = Object.assign(createLogger('console', 'silent'), { info: note, warn: note, error: note, debug: note })

const codeOf = ({ status, body }: Answer) => `${status} ${String(body['code'])}`

beforeAll(async () => {
  ;[console, hook] = await Promise.all([ownConsole({ logger, alerts: { allowedNetworks: ['127.0.0.0/8'] } }), hookServer()])
  await givenIn(console.ops, 'acme').connection()
  admin = await console.signedIn(ADMIN)
  await admin.send('POST', '/api/accounts', { email: VERA, name: 'Vera', password: PASSWORD, role: 'viewer', rights: [] })
  viewer = await console.signedIn(VERA)
})
afterAll(() => Promise.all([console.close(), hook.close()]))

describe('alerts', () => {
  const found = (code: string, connection: string, facts: FoundAlert['facts'] = {}): FoundAlert => ({
    ...{ rule: 'of this spec', code, connection, sinceMs: Date.parse('2026-11-30T17:00:00Z'), holdSeconds: 0, facts },
  })
  const record = (...all: readonly FoundAlert[]) => transact(console.pool, (client) => recordAlerts(client, all))
  const list = (query = '') => viewer.send('GET', `/api/alerts${query}`)
  const codesOf = ({ body }: Answer) => (body['alerts'] as readonly Record<string, string>[]).map(({ code }) => code)

  it('say whether anybody looks', async () => {
    expect((await list()).body).toEqual({ isWatched: false, alerts: [], next: null })
    const lease = await holdLease(console.pool, 'alert-watch', 'this spec', 60_000)
    expect((await list()).body).toMatchObject({ isWatched: true })
    await lease?.release()
  })

  it('are listed with their texts and what is known of them, those that are open and those that were', async () => {
    const facts = { listings: ['offers'], attempts: 3, changeSeenAt: '2026-11-30T16:00:00.000Z', unnamed: 1 }
    const [late, credentials] = [found('listing-stuck', 'acme', facts), found('credentials-refused', 'acme')]
    await record(late, credentials, found('reader-stopped', ''))
    await record(late, credentials)
    expect([codesOf(await list()), codesOf(await list('?which=past')), codesOf(await list('?which=all'))]).toEqual([
      ['listing-stuck', 'credentials-refused'],
      ['reader-stopped'],
      ['reader-stopped', 'listing-stuck', 'credentials-refused'],
    ])
    const { body } = await list('?connection=acme')
    expect((body['alerts'] as readonly unknown[])[0]).toMatchObject({
      ...{ code: 'listing-stuck', connection: 'acme', state: 'open', severity: 'warning', recoveredAt: null },
      ...{ since: '2026-11-30T17:00:00.000Z', who: 'The people who operate Trellis' },
      title: expect.stringContaining('cannot be read'),
      remedy: expect.stringContaining('TrellisTaskStuck'),
      facts: expect.arrayContaining([
        { label: 'Lists', at: null, count: null, names: ['offers'] },
        { label: 'Attempts in a row', at: null, count: 3, names: null },
        { label: 'Last change seen', at: '2026-11-30T16:00:00.000Z', count: null, names: null },
      ]),
    })
    expect(JSON.stringify(body)).not.toContain('unnamed')
    expect(codesOf(await list('?which=past&connection=acme'))).toEqual([])
  })

  it('are read page by page', async () => {
    const first = await list('?which=all&limit=2')
    const second = await list(`?which=all&limit=2&before=${String(first.body['next'])}`)
    expect([...codesOf(first), ...codesOf(second)]).toEqual(codesOf(await list('?which=all')))
    expect(second.body['next']).toBeNull()
  })

  it.each(['which=lost', 'limit=501', 'limit=x', 'before=0', 'connection=a%00', 'rule=x'])(
    'are not listed by %s',
    async (query) => {
      expect(codeOf(await list(`?${query}`))).toBe('400 request-invalid')
    },
  )

  it('come by rules, each with its limits and the alerts that it may find', async () => {
    const { rules } = (await viewer.send('GET', '/api/alerts/rules')).body as { rules: readonly Record<string, unknown>[] }
    expect(rules.map(({ rule }) => rule)).toEqual(ALERT_RULES.map(({ name }) => name))
    expect(rules).toContainEqual({
      rule: 'audit',
      looksAt: 'resources whose last audit found differences',
      alerts: [{ code: 'audit-differences', title: expect.any(String), severity: 'warning' }],
    })
  })
})

describe('channels of alerts', () => {
  const AT = '/api/alert-channels'
  const add = (body: object = {}) =>
    admin.send('POST', AT, { name: 'On call', kind: 'webhook', url: hook.url, secret: SECRET, ...body })
  const idOf = ({ body }: Answer) => String(body['id'])
  const list = async () => (await admin.send('GET', AT)).body
  const acts = async () =>
    ((await admin.send('GET', '/api/audit-log?limit=500')).body['acts'] as readonly Record<string, unknown>[]).filter(
      ({ what }) => String(what).includes('alert-channels'),
    )
  const newestAct = async () => {
    const [newest] = await acts()
    return [newest?.['what'], newest?.['who'], newest?.['outcome'], newest?.['arguments']]
  }

  beforeEach(async () => {
    await console.pool.query('delete from ops.alert_channel')
    hook.answer = 204
  })

  it('are added with an entry of the audit log, and shown without their secrets', async () => {
    const added = await add({ name: ' On call ' })
    const { host } = new URL(hook.url)
    expect([added.status, added.body]).toEqual([
      201,
      {
        ...{ id: expect.any(String), name: 'On call', kind: 'webhook', shown: host, isPaused: false, version: 1 },
        ...{ lastSentAt: null, waiting: 0, givenUp: 0, lastError: null, lastErrorAt: null },
      },
    ])
    expect(await list()).toEqual({ canMail: false, channels: [added.body] })
    expect(await newestAct()).toEqual([
      'POST /api/alert-channels',
      ADMIN,
      'done',
      { channel: idOf(added), name: 'On call', kind: 'webhook', from: expect.any(String) },
    ])
  })

  it.each([
    [{ url: 'https://169.254.169.254/latest' }, '422 channel-address-refused'],
    [{ url: 'https://10.0.0.7/' }, '422 channel-address-refused'],
    [{ url: 'https://[::ffff:10.0.0.7]/' }, '422 channel-address-refused'],
    [{ url: 'http://example.com/' }, '422 channel-address-refused'],
    [{ url: ['https://user:', 'pass@example.com/'].join('') }, '422 channel-address-refused'],
    [{ kind: 'slack', url: 'https://192.168.1.1/', secret: undefined }, '422 channel-address-refused'],
    [{ url: 'ftp://example.com/' }, '400 request-invalid'],
    [{ url: undefined, secret: undefined }, '400 request-invalid'],
    [{ url: undefined }, '400 request-invalid'],
    [{ secret: 'short' }, '400 request-invalid'],
    [{ kind: 'slack' }, '400 request-invalid'],
    [{ to: ['ada@acme.example'] }, '400 request-invalid'],
    [{ name: ' ' }, '400 request-invalid'],
    [{ kind: 'email', url: undefined, secret: undefined, to: [] }, '400 request-invalid'],
    [{ kind: 'email', url: undefined, secret: undefined, to: ['ada@acme.example'] }, '422 mail-not-set-up'],
  ])('are not added with %j', async (body, code) => {
    const before = (await acts()).length
    expect([codeOf(await add(body)), (await list())['channels'], (await acts()).length]).toEqual([code, [], before])
  })

  it('are tested: the test is delivered, or the reason is said without the path of the address', async () => {
    const id = idOf(await add())
    const test = () => admin.send('POST', `${AT}/${id}/test`)
    const delivered = await test()
    expect([delivered.status, delivered.body]).toEqual([200, { deliveredAt: expect.any(String) }])
    expect(hook.requests.at(-1)?.body).toMatchObject({ type: 'alert.test' })
    expect(await newestAct()).toMatchObject(['POST /api/alert-channels/:id/test', ADMIN, 'done', { channel: id }])
    hook.answer = 410
    const failed = await test()
    expect([codeOf(failed), failed.body['detail']]).toEqual(['502 channel-failed', `${new URL(hook.url).host} answered 410.`])
    expect(await newestAct()).toMatchObject(['POST /api/alert-channels/:id/test', ADMIN, 'failed', { channel: id }])
  })

  it('are changed by one of two who do so at once; a new address takes its secret with it', async () => {
    const id = idOf(await add())
    const change = (body: object) => admin.send('PATCH', `${AT}/${id}`, body)
    expect((await change({ version: 1, name: 'Night', isPaused: true })).body).toMatchObject({
      ...{ name: 'Night', isPaused: true, version: 2 },
    })
    const seen = (await acts()).length
    expect([codeOf(await change({ version: 1, isPaused: false })), (await acts()).length]).toEqual([
      '409 changed-meanwhile',
      seen,
    ])
    await admin.send('POST', `${AT}/${id}/test`)
    expect(hook.requests.at(-1)?.headers['webhook-signature']).toBeDefined()
    const url = hook.url.replace('127.0.0.1', 'localhost')
    expect((await change({ version: 2, url })).body).toMatchObject({ shown: new URL(url).host, version: 3 })
    await admin.send('POST', `${AT}/${id}/test`)
    expect(hook.requests.at(-1)?.headers['webhook-signature']).toBeUndefined()
    expect(codeOf(await change({ version: 3, url: 'https://10.1.2.3/' }))).toBe('422 channel-address-refused')
    expect(codeOf(await change({ version: 3, secret: SECRET }))).toBe('400 request-invalid')
    expect(codeOf(await change({ version: 3, to: ['ada@acme.example'] }))).toBe('400 request-invalid')
  })

  it('are removed, and are gone then', async () => {
    const id = idOf(await add())
    const remove = () => admin.send('DELETE', `${AT}/${id}`)
    expect((await remove()).status).toBe(204)
    expect(await newestAct()).toMatchObject(['DELETE /api/alert-channels/:id', ADMIN, 'done', { channel: id }])
    expect([codeOf(await remove()), codeOf(await admin.send('POST', `${AT}/${id}/test`)), (await list())['channels']]).toEqual([
      ...['404 not-found', '404 not-found'],
      [],
    ])
    expect(codeOf(await admin.send('PATCH', `${AT}/${id}`, { version: 1, isPaused: true }))).toBe('404 not-found')
  })

  it('are for admins', async () => {
    expect(codeOf(await viewer.send('GET', AT))).toBe('403 admin-only')
  })

  it('keep their secrets to themselves: no answer, log line or entry of the audit log has one', async () => {
    const answers = [await add(), await add({ name: 'Other', url: `${hook.url}?token=${SECRET}` })]
    hook.answer = 500
    for (const answer of [...answers]) answers.push(await admin.send('POST', `${AT}/${idOf(answer)}/test`))
    answers.push(await add({ url: `https://10.0.0.1/${SECRET}` }), await add({ name: '', url: `${hook.url}/${SECRET}` }))
    const all = JSON.stringify([answers.map(({ body }) => body), await list(), await acts(), logged])
    expect(all).toContain('answered 500')
    expect(all.match(/canary-of-a-receiver|SECRET-PATH/)).toBeNull()
  })
})
