import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { ADMIN, ownConsole, type OwnConsole } from '../testing/own-console.js'
import { ownProvider, type OwnProvider } from '../testing/own-provider.js'
import type { Answer, Browser } from '../testing/browser.js'

const ADA = { email: ADMIN, isVerified: true }
const CALLBACK = '/api/sign-in/oidc/callback'

let provider: OwnProvider
let console: OwnConsole

beforeAll(async () => {
  provider = await ownProvider(ADA)
  console = await ownConsole({ singleSignOn: provider.settings })
})
afterAll(async () => {
  await console.close()
  await provider.stop()
})
beforeEach(() => {
  provider.someone = ADA
  provider.asked.length = 0
})

const locationOf = ({ headers }: { readonly headers: Headers }) => headers.get('location') ?? ''

/** Leads a browser to the provider: the address that the console sends it to. */
async function toProvider(browser: Browser, to = '/sync?tab=1'): Promise<URL> {
  const answer = await browser.send('GET', `/api/sign-in/oidc?to=${encodeURIComponent(to)}`)
  expect([answer.status, locationOf(answer)]).toEqual([303, expect.stringContaining(`${provider.url}/auth?`)])
  return new URL(locationOf(answer))
}

/** Follows the provider's redirects as a browser does, with its cookies, until it sends the browser back to the console: the path there. */
async function through(start: URL): Promise<string> {
  const cookies = new Map<string, string>()
  let at = start
  for (let step = 0; step < 10; step += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(at, { redirect: 'manual', headers: { cookie } })
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      cookies.set(name, value)
    }
    at = new URL(locationOf(response), at)
    if (at.origin === console.url) return `${at.pathname}${at.search}`
  }
  throw new Error(`the provider does not come to an end: ${at.href}`)
}

const signedOn = async (browser: Browser): Promise<Answer> => browser.send('GET', await through(await toProvider(browser)))
const failureOf = async (browser: Browser) => {
  const { person, singleSignOnFailure } = (await browser.look()).body as {
    person: unknown
    singleSignOnFailure: { code: string } | null
  }
  return [person, singleSignOnFailure?.code]
}
/** On the page of sign-in, which leads to the same place still. */
const backAtSignIn = { status: 303, location: '/sign-in?to=%2Fsync%3Ftab%3D1' }
const seen = (answer: Answer) => ({ status: answer.status, location: locationOf(answer) })

describe('sign-in at the company’s provider', () => {
  it('is an account of the console by its verified e-mail address, under a new id, and leads where one was going', async () => {
    const browser = await console.open()
    expect((await browser.look()).body).toMatchObject({
      person: null,
      singleSignOn: { name: 'Acme ID' },
      singleSignOnFailure: null,
    })
    const planted = browser.cookie
    provider.someone = { ...ADA, email: 'Ada@Acme.example' }
    expect(seen(await signedOn(browser))).toEqual({ status: 303, location: '/sync?tab=1' })
    expect((await browser.look()).body).toMatchObject({ person: { email: ADMIN, role: 'admin' }, singleSignOnFailure: null })
    const other = await console.open()
    other.cookie = planted
    expect(await failureOf(other)).toEqual([null, undefined])
    const { body } = await browser.send('GET', '/api/audit-log?limit=1')
    expect(body['acts']).toEqual([expect.objectContaining({ who: ADMIN, what: `GET ${CALLBACK}`, outcome: 'done' })])
  })

  it('asks with a state, a nonce and a challenge, each time others', async () => {
    const browser = await console.open()
    const asked = [await toProvider(browser), await toProvider(browser)].map(({ searchParams }) =>
      Object.fromEntries(searchParams),
    )
    expect(asked[0]).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      scope: 'openid email',
      redirect_uri: `${console.url}${CALLBACK}`,
    })
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(asked[0]?.[name]).toMatch(/^[\w-]{43}$/)
      expect(asked[0]?.[name]).not.toBe(asked[1]?.[name])
    }
  })

  it('is refused with another state, and the code is not even shown to the provider', async () => {
    const browser = await console.open()
    const back = await through(await toProvider(browser))
    provider.asked.length = 0
    expect(seen(await browser.send('GET', back.replace(/state=[^&]+/, `state=${'x'.repeat(43)}`)))).toEqual(backAtSignIn)
    expect(await failureOf(browser)).toEqual([null, 'single-sign-on-refused'])
    expect(provider.asked).toEqual([])
    // What was begun is used up by it.
    expect(seen(await browser.send('GET', back))).toEqual({ status: 303, location: '/sign-in?to=%2F' })
    expect(provider.asked).toEqual([])
  })

  it('is refused in another browser than began it, and with the nonce of another', async () => {
    const [browser, victim] = [await console.open(), await console.open()]
    const back = await through(await toProvider(browser))
    await victim.send('GET', back)
    expect(await failureOf(victim)).toEqual([null, 'single-sign-on-refused'])
    const url = await toProvider(browser)
    url.searchParams.set('nonce', 'x'.repeat(43))
    await browser.send('GET', await through(url))
    expect(await failureOf(browser)).toEqual([null, 'single-sign-on-refused'])
  })

  it('is refused with the challenge of another, and with a code that was used', async () => {
    const browser = await console.open()
    const url = await toProvider(browser)
    url.searchParams.set('code_challenge', 'x'.repeat(43))
    await browser.send('GET', await through(url))
    expect(await failureOf(browser)).toEqual([null, 'single-sign-on-refused'])
    const back = await through(await toProvider(browser))
    expect(seen(await browser.send('GET', back)).location).toBe('/sync?tab=1')
    const next = await console.open()
    const used = /code=([^&]+)/.exec(back)?.[1] ?? 'none'
    await next.send('GET', (await through(await toProvider(next))).replace(/code=[^&]+/, `code=${used}`))
    expect(await failureOf(next)).toEqual([null, 'single-sign-on-refused'])
  })

  it.each([
    ['single-sign-on-unverified', { email: ADMIN, isVerified: false }],
    ['single-sign-on-unknown', { email: 'unknown@acme.example', isVerified: true }],
    ['single-sign-on-unknown', { email: 'ada@acme.example\u212a', isVerified: true }],
  ])('is refused: %s, %o', async (code, someone) => {
    provider.someone = someone
    const browser = await console.open()
    expect(seen(await signedOn(browser))).toEqual(backAtSignIn)
    expect(await failureOf(browser)).toEqual([null, code])
  })

  it('is refused for a disabled account, with an entry of the audit log', async () => {
    const admin = await console.signedIn(ADMIN)
    const gone = { email: 'gone@acme.example', name: 'Gone', password: 'correct horse battery', role: 'viewer', rights: [] }
    const { body } = await admin.send('POST', '/api/accounts', gone)
    await admin.send('PATCH', `/api/accounts/${String(body['id'])}`, { disabled: true })
    provider.someone = { email: gone.email, isVerified: true }
    const browser = await console.open()
    await signedOn(browser)
    expect(await failureOf(browser)).toEqual([null, 'single-sign-on-unknown'])
    const acts = (await admin.send('GET', '/api/audit-log?limit=1')).body['acts']
    expect(acts).toEqual([expect.objectContaining({ who: gone.email, what: `GET ${CALLBACK}`, outcome: 'failed' })])
  })

  it('says so where the provider does not answer, at the beginning and on the way back, and goes on once it does', async () => {
    const browser = await console.open()
    const back = await through(await toProvider(browser))
    await provider.stop()
    expect(seen(await browser.send('GET', back))).toEqual(backAtSignIn)
    expect(await failureOf(browser)).toEqual([null, 'single-sign-on-away'])
    const answer = await browser.send('GET', '/api/sign-in/oidc?to=%2Fsync%3Ftab%3D1')
    expect(seen(answer)).toEqual(backAtSignIn)
    const { singleSignOnFailure } = (await browser.look()).body
    expect(singleSignOnFailure).toMatchObject({ code: 'single-sign-on-away', title: expect.stringContaining('does not answer') })
    await provider.start()
    expect(seen(await signedOn(browser)).location).toBe('/sync?tab=1')
  })

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', '/\t/evil.example'])(
    'leads nowhere else: %j',
    async (to) => {
      const answer = await (await console.open()).send('GET', `/api/sign-in/oidc?to=${encodeURIComponent(to)}`)
      expect([answer.status, answer.body['code']]).toEqual([400, 'request-invalid'])
    },
  )
})
