import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { makeFirstAdminToken, transact } from '@trellis/runtime'
import type { OpenAPIObject } from '@nestjs/swagger'
import { Browser, type Answer } from './testing/browser.js'
import { consoleProcess, type ConsoleProcess } from './testing/console-process.js'

const PUBLIC = 'https://console.acme.example'
const ADMIN = 'ada@acme.example'
/** What a proxy before the console says. */
const PROXIED = { origin: PUBLIC, 'x-forwarded-proto': 'https', 'x-forwarded-for': '198.51.100.7' }
const XSS = `"><img src=x onerror=alert(1)>\u2028<script>alert('2')</script>`

/** Secrets that would be known again wherever they stood. */
const canary = () => `canary${randomBytes(18).toString('hex')}`
const secrets = {
  password: canary(),
  wrong: canary(),
  next: canary(),
  clientSecret: canary(),
  greenhouse: canary(),
  session: randomBytes(32).toString('base64'),
}
const masterKey = randomBytes(32).toString('base64')

/** All that the console has answered, without what it has to tell one browser: the cookie and the token of its own session. */
const answered: string[] = []

class Watched extends Browser {
  override async send(...given: Parameters<Browser['send']>): Promise<Answer> {
    const answer = await super.send(...given)
    const headers = [...answer.headers].filter(([name]) => name !== 'set-cookie')
    answered.push(JSON.stringify([given[1], headers, { ...answer.body, csrfToken: undefined }]))
    return answer
  }
}

let console: ConsoleProcess
let admin: Browser
let token: string

beforeAll(async () => {
  console = await consoleProcess({
    CONSOLE_URL: PUBLIC,
    CONSOLE_PROXIES: '127.0.0.1',
    CONSOLE_SESSION_SECRET: secrets.session,
    TRELLIS_MASTER_KEY: masterKey,
    // Nothing listens there.
    HARVEST_URL: 'http://127.0.0.1:1',
    HARVEST_TOKEN_URL: 'http://127.0.0.1:1/token',
    CONSOLE_OIDC_ISSUER: 'http://127.0.0.1:1',
    CONSOLE_OIDC_CLIENT_ID: 'trellis',
    CONSOLE_OIDC_CLIENT_SECRET: secrets.clientSecret,
    LOG_LEVEL: 'debug',
  })
  token = await transact(console.ops.pool, (client) => makeFirstAdminToken(client))
  admin = await opened()
  const first = { token, name: XSS, email: ADMIN, password: secrets.password }
  expect((await admin.send('POST', '/api/first-admin', first)).status).toBe(201)
})
afterAll(() => console.close())

async function opened(usual: Readonly<Record<string, string>> = PROXIED): Promise<Browser> {
  const browser = new Watched(console.url, usual)
  await browser.look()
  return browser
}

const signIn = (browser: Browser, password: string, email = ADMIN) => browser.send('POST', '/api/session', { email, password })

/** The routes that read, without parameters, and the kinds of content that their document names. */
async function reads(): Promise<readonly (readonly [string, readonly string[]])[]> {
  const { body } = await admin.send('GET', '/api/openapi.json')
  return Object.entries((body as unknown as OpenAPIObject).paths).flatMap(([path, { get }]) => {
    if (!get || path.includes('{')) return []
    const kinds = Object.values(get.responses).flatMap((response) =>
      response && 'content' in response ? Object.keys(response.content ?? {}) : [],
    )
    return kinds.includes('text/event-stream') ? [] : [[path, kinds] as const]
  })
}

describe('behind https', () => {
  it('cookies are for https and this host alone', async () => {
    const browser = await opened()
    const { headers } = await signIn(browser, secrets.password)
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-trellis=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/),
    ])
    expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/)
  })

  it('no cookie is given to a browser that came without it, and no other origin is taken for the own one', async () => {
    const plain = await opened({ origin: PUBLIC })
    expect(plain.cookie).toBe('')
    const origins = [console.url, 'null', 'http://console.acme.example', `${PUBLIC}:444`, `${PUBLIC}.evil.example`]
    const codes = []
    for (const origin of origins) codes.push((await admin.send('DELETE', '/api/session', undefined, { origin })).body['code'])
    expect(codes).toEqual(origins.map(() => 'origin-refused'))
  })
})

describe('what people type', () => {
  it('comes back as JSON that no browser takes for a page, from every route that reads', async () => {
    await admin.send('POST', '/api/accounts', {
      email: 'mallory@acme.example',
      name: XSS,
      password: secrets.password,
      role: 'viewer',
      rights: [],
    })
    expect((await admin.send('POST', '/api/connections', { name: XSS })).status).toBe(201)
    const found = []
    for (const [path, kinds] of await reads()) {
      const { status, headers, body } = await admin.send('GET', path)
      const kind = headers.get('content-type')?.replace(/;.*/, '') ?? 'none'
      const isSaid = status === 303 ? kind === 'text/plain' : kinds.includes(kind)
      found.push([path, isSaid, /html|script|svg|xml/.test(kind), headers.get('x-content-type-options')])
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';script-src 'self';/)
      if (path === '/api/connections') expect(body).toMatchObject({ connections: [{ name: XSS }] })
      if (path === '/api/accounts') expect(body).toMatchObject({ accounts: [{ name: XSS }, { name: XSS }] })
    }
    expect(found).toEqual((await reads()).map(([path]) => [path, true, false, 'nosniff']))
    expect(found.length).toBeGreaterThan(4)
  })
})

describe('secrets', () => {
  it('are in no answer, log line, figure or entry of the audit log, and in no table', async () => {
    const browser = await opened()
    await signIn(browser, secrets.wrong)
    await signIn(browser, secrets.wrong, 'unknown@acme.example')
    // A password in the wrong field, of the wrong kind, in an address, and in a body that is cut off.
    await browser.send('POST', '/api/session', { email: secrets.wrong, password: [secrets.wrong] })
    await browser.send('POST', '/api/first-admin', { token: secrets.wrong, name: 'x', email: ADMIN, password: secrets.wrong })
    await admin.send('GET', `/api/audit-log?before=${secrets.wrong}`)
    await fetch(`${console.url}/api/session`, {
      method: 'POST',
      headers: { ...PROXIED, 'content-type': 'application/json' },
      body: `{"password":"${secrets.wrong}`,
    }).then(async (response) => answered.push(await response.text()))
    const credentials = { name: 'Acme', clientId: 'acme', clientSecret: secrets.greenhouse }
    const tried = await admin.send('POST', '/api/connections', credentials)
    expect(tried.status).toBeGreaterThanOrEqual(400)
    expect((await admin.send('POST', '/api/connections', { ...credentials, saveAnyway: true })).status).toBe(201)
    await signIn(browser, secrets.password)
    const person = (await browser.look()).body['person'] as { readonly id: string }
    await browser.send('PATCH', `/api/accounts/${person.id}`, { password: secrets.next })
    await signIn(admin, secrets.next)
    await admin.send('GET', '/api/audit-log?limit=500')
    for (const [path] of await reads()) await admin.send('GET', path)
    // The request that named it in its address is its own.
    const answers = answered.map((each) => each.replace(/^\["[^"]*"/, '['))
    const places = {
      answers: answers.join('\n'),
      log: await console.logged(),
      figures: await console.metrics(),
      tables: await everyRow(),
    }
    const sessionIds = [admin, browser].map(({ cookie }) => decodeURIComponent(cookie).replace(/^[^=]+=s:|\.[^.]*$/g, ''))
    const sought = { ...secrets, masterKey, token, databasePassword: new URL(console.ops.url).password }
    const leaks = Object.entries(places).flatMap(([place, text]) =>
      Object.entries(sought).flatMap(([name, secret]) => (text.includes(secret) ? [`${name} in ${place}`] : [])),
    )
    expect(leaks).toEqual([])
    for (const place of [places.answers, places.log, places.figures])
      expect(sessionIds.filter((id) => id.length < 32 || place.includes(id))).toEqual([])
    // Each place was looked at where it has something.
    expect(places.answers).toContain('sign-in-refused')
    expect(places.log).toContain('sign-in at the OpenID provider came to nothing')
    expect(places.figures).toContain('process_cpu')
    expect(places.tables).toContain('$argon2id$')
  })
})

/** Every row of `ops` as text. */
async function everyRow(): Promise<string> {
  const { pool } = console.ops
  const { rows } = await pool.query<{ readonly name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_schema = 'ops' and table_type = 'BASE TABLE'`,
  )
  const texts: string[] = []
  for (const { name } of rows) {
    const { rows: found } = await pool.query<{ readonly row: string }>(`select t::text as row from ${name} t`)
    texts.push(`${name}: ${found.map(({ row }) => row).join('\n')}`)
  }
  return texts.join('\n')
}
