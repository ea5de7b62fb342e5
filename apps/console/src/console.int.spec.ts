import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DEMAND_EXTENSION, type Demand } from './access/demands.js'
import { ADMIN, ownConsole, PASSWORD, type OwnConsole } from './testing/own-console.js'
import { Browser } from './testing/browser.js'

const VIEWER = 'vera@acme.example'

/** Headers that a page of the console would not send. */
const FORGED: readonly Readonly<Record<string, string>>[] = [
  { 'x-csrf-token': '' },
  { 'x-csrf-token': 'f'.repeat(64) },
  { origin: 'https://evil.example' },
]

let console: OwnConsole
let admin: Browser

beforeAll(async () => {
  console = await ownConsole()
  admin = await console.signedIn(ADMIN)
  const vera = { email: VIEWER, name: 'Vera', password: PASSWORD, role: 'viewer', rights: ['raw'] }
  expect((await admin.send('POST', '/api/accounts', vera)).status).toBe(201)
})
afterAll(() => console.close())

/** Every route of the OpenAPI document, its parameters filled in. */
const routes = () =>
  Object.entries(console.document.paths).flatMap(([path, item]) =>
    (['get', 'post', 'put', 'patch', 'delete'] as const).flatMap((method) => {
      const operation = item[method]
      if (!operation) return []
      const demand = (operation as unknown as Record<string, Demand>)[DEMAND_EXTENSION] ?? { caller: 'nothing said' }
      const at = path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000')
      return [
        {
          name: `${method.toUpperCase()} ${path}`,
          method: method.toUpperCase(),
          at,
          demand,
          documented: operation.responses,
          takesBody: operation.requestBody !== undefined,
        },
      ]
    }),
  )
const codeOf = ({ status, body }: { status: number; body: Record<string, unknown> }) => `${status} ${String(body['code'])}`

describe('every route of the OpenAPI document', () => {
  it('is closed but for these', () => {
    const open = routes().filter(({ demand }) => demand.caller === 'anyone')
    expect(open.map(({ name }) => name).toSorted()).toEqual([
      'GET /api/openapi.json',
      'GET /api/session',
      'GET /api/sign-in/oidc',
      'GET /api/sign-in/oidc/callback',
      'POST /api/first-admin',
      'POST /api/hand-over',
      'POST /api/hand-over/credentials',
      'POST /api/session',
    ])
  })

  it('refuses callers who are not signed in, as its document says', async () => {
    const found = new Map<string, string>()
    const closed = routes().filter(({ demand }) => demand.caller !== 'anyone')
    for (const { name, method, at, documented } of closed) {
      const answer = await (await console.open()).send(method, at, method === 'GET' ? undefined : {})
      found.set(name, `${codeOf(answer)} ${'401' in documented}`)
    }
    expect(found.size).toBeGreaterThan(4)
    expect([...found]).toEqual(closed.map(({ name }) => [name, '401 not-signed-in true']))
  })

  it('refuses viewers where it demands an admin', async () => {
    const viewer = await console.signedIn(VIEWER)
    const forAdmins = routes().filter(({ demand }) => demand.caller === 'admin')
    const found: unknown[] = []
    for (const { name, method, at, documented } of forAdmins)
      found.push([name, codeOf(await viewer.send(method, at, method === 'GET' ? undefined : {})), '403' in documented])
    expect(found).toEqual(forAdmins.map(({ name }) => [name, '403 admin-only', true]))
    expect(found.length).toBeGreaterThan(3)
  })

  it('refuses what changes something without the token of the session, and from another site', async () => {
    const writes = routes().filter(({ method }) => method !== 'GET')
    const found: unknown[] = []
    for (const { name, method, at } of writes)
      for (const headers of FORGED) found.push([name, codeOf(await admin.send(method, at, {}, headers))])
    const each = (name: string) => ['csrf-token-wrong', 'csrf-token-wrong', 'origin-refused'].map((code) => [name, `403 ${code}`])
    expect(found).toEqual(writes.flatMap(({ name }) => each(name)))
  })
})

describe('every route that takes a body', () => {
  const withBody = () => routes().filter(({ takesBody }) => takesBody)

  it('refuses a member that it does not know', async () => {
    const found: unknown[] = []
    for (const { name, method, at } of withBody()) {
      const answer = await admin.send(method, at, { unknownMember: 1 })
      const errors = (answer.body['errors'] ?? []) as readonly { at: string }[]
      found.push([name, codeOf(answer), errors.some((error) => error.at === 'unknownMember')])
    }
    expect(found).toEqual(withBody().map(({ name }) => [name, '400 request-invalid', true]))
    expect(found.length).toBeGreaterThan(3)
  })

  it('refuses one that is too large', async () => {
    const found: unknown[] = []
    for (const { name, method, at } of withBody())
      found.push([name, codeOf(await admin.send(method, at, { unknownMember: 'x'.repeat(1_050_000) }))])
    expect(found).toEqual(withBody().map(({ name }) => [name, '413 body-too-large']))
  })
})

describe('what a person may send', () => {
  it('is no host that is then asked, but that of a channel of alerts, whose addresses are checked: others are configured', () => {
    const bodies = Object.entries(console.document.components?.schemas ?? {}).filter(([name]) => name.endsWith('Body'))
    const members = bodies.flatMap(([name, schema]) =>
      Object.entries('properties' in schema ? (schema.properties ?? {}) : {}).map(([member, kind]) => ({
        at: `${name}.${member}`,
        isHost: /url|uri|host|endpoint|issuer|domain|server/i.test(`${member} ${'format' in kind ? kind.format : ''}`),
      })),
    )
    expect(members.filter(({ isHost }) => isHost).map(({ at }) => at)).toEqual(['NewChannelBody.url', 'ChannelChangeBody.url'])
    expect(members.map(({ at }) => at)).toContain('SignInBody.email')
  })
})

describe('sign-in', () => {
  it('says who is signed in, with a cookie that no script reads, under a new id', async () => {
    const browser = await console.open()
    const before = browser.cookie
    const answer = await browser.send('POST', '/api/session', { email: ADMIN.toUpperCase(), password: PASSWORD })
    expect(answer.body).toMatchObject({
      person: { email: ADMIN, name: 'Ada', role: 'admin', rights: [] },
      needsFirstAdmin: false,
      singleSignOn: null,
    })
    expect(answer.headers.get('set-cookie')).toMatch(/^trellis=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/)
    expect(browser.cookie).not.toBe(before)
    const planted = await console.open()
    planted.cookie = before
    expect((await planted.look()).body['person']).toBeNull()
  })

  it('answers alike whether the password is wrong, there is no account, or it is disabled', async () => {
    const browser = await console.open()
    const gone = { email: 'gone@acme.example', name: 'Gone', password: PASSWORD, role: 'viewer', rights: [] }
    const { body } = await admin.send('POST', '/api/accounts', gone)
    await admin.send('PATCH', `/api/accounts/${String(body['id'])}`, { disabled: true })
    const tries = [
      { email: VIEWER, password: 'wrong' },
      { email: 'unknown@acme.example', password: PASSWORD },
      { email: gone.email, password: PASSWORD },
    ]
    const answers = []
    for (const each of tries) answers.push(await browser.send('POST', '/api/session', each))
    expect(answers.map(codeOf)).toEqual(Array(3).fill('401 sign-in-refused'))
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1)
  })

  it('ends by signing out, by another password, by a disabled account, and after its time', async () => {
    const who = { email: 'ends@acme.example', name: 'Ends', password: PASSWORD, role: 'viewer', rights: [] }
    const { body } = await admin.send('POST', '/api/accounts', who)
    const change = (what: object) => admin.send('PATCH', `/api/accounts/${String(body['id'])}`, what)
    const isIn = async (browser: Browser) => (await browser.look()).body['person'] !== null
    const [out, old] = [await console.signedIn(who.email), await console.signedIn(who.email)]
    expect((await out.send('DELETE', '/api/session')).status).toBe(204)
    expect([await isIn(out), await isIn(old)]).toEqual([false, true])
    await change({ password: PASSWORD })
    expect(await isIn(old)).toBe(false)
    const late = await console.signedIn(who.email)
    const signedInBefore = (ms: number) =>
      console.pool.query(
        `update ops.console_session set sess = jsonb_set(sess::jsonb, '{signedInAtMs}', to_jsonb($1::bigint)) where sess->>'accountId' = $2`,
        [Date.now() - ms, body['id']],
      )
    await signedInBefore(11 * 3_600_000)
    expect(await isIn(late)).toBe(true)
    await signedInBefore(13 * 3_600_000)
    expect(await isIn(late)).toBe(false)
    const last = await console.signedIn(who.email)
    await change({ disabled: true })
    expect(await isIn(last)).toBe(false)
  })

  it('may be tried ten times, also with the right password then', async () => {
    const browser = await console.open()
    const who = { email: 'tried@acme.example', name: 'Tried', password: PASSWORD, role: 'viewer', rights: [] }
    await admin.send('POST', '/api/accounts', who)
    const attempt = (password: string) => browser.send('POST', '/api/session', { email: who.email, password })
    const codes = []
    for (let tries = 0; tries < 10; tries += 1) codes.push(codeOf(await attempt('wrong')))
    expect(codes).toEqual(Array(10).fill('401 sign-in-refused'))
    const refused = await attempt(PASSWORD)
    expect(codeOf(refused)).toBe('429 too-many-attempts')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('may be tried ten times, also all at once and for an address that is no account', async () => {
    const browser = await console.open()
    const attempt = () => browser.send('POST', '/api/session', { email: 'no-account@acme.example', password: 'wrong' })
    const codes = (await Promise.all(Array.from({ length: 15 }, attempt))).map(codeOf)
    expect([...new Set(codes)].toSorted()).toEqual(['401 sign-in-refused', '429 too-many-attempts'])
    expect(codes.filter((code) => code.startsWith('401'))).toHaveLength(10)
  })

  it('twice at once, from one planted id, begins two sessions, and the planted one is of no use', async () => {
    const planted = await console.open()
    const victims = [new Browser(console.url), new Browser(console.url)]
    for (const victim of victims) Object.assign(victim, { cookie: planted.cookie, csrfToken: planted.csrfToken })
    const answers = await Promise.all(
      victims.map((victim) => victim.send('POST', '/api/session', { email: VIEWER, password: PASSWORD })),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(new Set([planted, ...victims].map(({ cookie }) => cookie)).size).toBe(3)
    expect((await planted.look()).body['person']).toBeNull()
    expect((await victims[0]?.send('DELETE', '/api/session'))?.status).toBe(204)
    expect((await victims[1]?.look())?.body['person']).toMatchObject({ email: VIEWER })
  })
})

describe('the first admin', () => {
  it('is made with a token that works once', async () => {
    const browser = await console.open()
    const body = { name: 'Eve', email: 'eve@evil.example', password: PASSWORD }
    const answers = []
    for (const token of [console.token, 'x'.repeat(43)])
      answers.push(await browser.send('POST', '/api/first-admin', { ...body, token }))
    expect(answers.map(codeOf)).toEqual(['403 token-refused', '403 token-refused'])
    expect((await browser.look()).body).toMatchObject({ person: null, needsFirstAdmin: false })
  })
})

describe('accounts', () => {
  it('keep one admin', async () => {
    const { body } = await admin.look()
    const { id } = body['person'] as { id: string }
    expect(codeOf(await admin.send('PATCH', `/api/accounts/${id}`, { role: 'viewer' }))).toBe('409 last-admin')
    expect(codeOf(await admin.send('PATCH', `/api/accounts/${id}`, { disabled: true }))).toBe('409 last-admin')
  })

  it('are changed with an entry of the audit log that has no secret', async () => {
    const { body } = await admin.send('GET', '/api/audit-log?limit=500')
    const acts = body['acts'] as { who: string; what: string; outcome: string }[]
    expect(acts).toContainEqual(expect.objectContaining({ who: ADMIN, what: 'POST /api/accounts', outcome: 'done' }))
    expect(acts).toContainEqual(expect.objectContaining({ who: ADMIN, what: 'POST /api/session', outcome: 'done' }))
    expect(acts).toContainEqual(expect.objectContaining({ who: VIEWER, what: 'POST /api/session', outcome: 'failed' }))
    expect(JSON.stringify([body, (await admin.send('GET', '/api/accounts')).body])).not.toMatch(/correct horse|argon2/)
    const older = await admin.send('GET', `/api/audit-log?limit=1&before=${(acts[0] as unknown as { id: string }).id}`)
    expect(older.body['acts']).toEqual([acts[1]])
  })
})

describe('requests', () => {
  it.each([
    [
      'what the class does not know',
      { email: ADMIN, password: 'x', admin: true },
      [{ at: 'admin', wrong: 'property admin should not exist' }],
    ],
    [
      'what is of another kind',
      { email: ['a'], password: 1 },
      [expect.objectContaining({ at: 'email' }), expect.objectContaining({ at: 'password' })],
    ],
  ])('are refused for %s', async (_, body, errors) => {
    const answer = await (await console.open()).send('POST', '/api/session', body)
    expect(answer.body).toMatchObject({ status: 400, code: 'request-invalid', who: 'You', errors })
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  })

  it('are refused where they are too large, or no JSON', async () => {
    const browser = await console.open()
    const large = { email: ADMIN, password: 'x'.repeat(1_100_000) }
    expect(codeOf(await browser.send('POST', '/api/session', large))).toBe('413 body-too-large')
    const response = await fetch(`${console.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    })
    expect([response.status, response.headers.get('content-security-policy')]).toEqual([
      400,
      expect.stringContaining("default-src 'none'"),
    ])
    expect(codeOf(await browser.send('GET', '/api/nothing'))).toBe('404 not-found')
  })
})
