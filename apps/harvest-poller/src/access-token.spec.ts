import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { AccessToken, type TokenAnswer } from './access-token.js'
import { localServer, type LocalAnswer, type LocalServer } from './testing/http-server.js'

const START = 1_800_000_000_000
const NEVER = new AbortController().signal

describe('the token of a credential', () => {
  let server: LocalServer
  let token: AccessToken
  let given = 0
  let answer: () => LocalAnswer | Promise<LocalAnswer>

  beforeEach(async () => {
    // Only the clock: the requests below are real.
    const doNotFake = ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'setInterval', 'nextTick'] as const
    jest.useFakeTimers({ now: START, doNotFake: [...doNotFake, 'queueMicrotask', 'performance', 'clearInterval'] })
    given = 0
    answer = () => ({ body: { access_token: `token ${++given}`, expires_in: 3_600 } })
    server = await localServer(() => answer())
    token = new AccessToken({ tokenUrl: `${server.url}/token`, clientId: 'id', clientSecret: 'secret' })
  })
  afterEach(async () => {
    jest.useRealTimers()
    await server.close()
  })

  const get = async (): Promise<string> => textOf(await token.get(NEVER))

  it('is asked for once, however many need it at once', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, get))
    expect([new Set(all), server.asked]).toEqual([new Set(['token 1']), ['POST /token']])
  })

  it('is kept until a minute before it expires', async () => {
    await get()
    jest.setSystemTime(START + 3_539_000)
    const before = await get()
    jest.setSystemTime(START + 3_541_000)
    expect([before, await get()]).toEqual(['token 1', 'token 2'])
  })

  it('is kept for half its life where that is shorter', async () => {
    answer = () => ({ body: { access_token: `token ${++given}`, expires_in: 20 } })
    await get()
    jest.setSystemTime(START + 9_000)
    const before = await get()
    jest.setSystemTime(START + 11_000)
    expect([before, await get()]).toEqual(['token 1', 'token 2'])
  })

  it('is replaced once, however many were refused with it', async () => {
    const refused = await get()
    const askers = Array.from({ length: 10 }, async () => {
      token.discard(refused)
      return get()
    })
    expect([new Set(await Promise.all(askers)), server.asked.length]).toEqual([new Set(['token 2']), 2])
  })

  it('stays where the one refused is an older one', async () => {
    const first = await get()
    token.discard(first)
    await get()
    token.discard(first)
    expect(await get()).toBe('token 2')
  })

  it('says what is wrong with the credential', async () => {
    answer = () => ({ status: 401, body: { error: 'invalid_client' } })
    expect(await token.get(NEVER)).toMatchObject({ kind: 'unauthorized', status: 401 })
  })

  it('takes no refusal at its own door for a listing’s missing permission', async () => {
    answer = () => ({ status: 403, body: 'no way through here' })
    expect(await token.get(NEVER)).toMatchObject({ kind: 'unauthorized', status: 403 })
  })

  it('is asked for again after a failure', async () => {
    const good = answer
    answer = () => ({ status: 500 })
    const failed = await get()
    answer = good
    expect([failed, await get()]).toEqual(['server', 'token 1'])
  })

  it('is not asked for before Retry-After is over', async () => {
    const good = answer
    answer = () => ({ status: 429, headers: { 'retry-after': '20' } })
    await expect(token.get(NEVER)).rejects.toMatchObject({ name: 'Fault', retryable: true })
    answer = good
    jest.setSystemTime(START + 19_000)
    await expect(token.get(NEVER)).rejects.toMatchObject({ name: 'Fault', retryable: true })
    jest.setSystemTime(START + 20_001)
    expect([await get(), server.asked.length]).toEqual(['token 1', 2])
  })

  it('is a retryable Fault where nobody answers', async () => {
    await server.close()
    await expect(token.get(NEVER)).rejects.toMatchObject({ name: 'Fault', retryable: true })
  })

  it('ends waiting when it is told to stop', async () => {
    answer = () => new Promise<never>(() => undefined)
    const stop = new AbortController()
    const asked = token.get(stop.signal)
    stop.abort(new Error('stop now'))
    await expect(asked).rejects.toThrow('stop now')
  })
})

function textOf(answer: TokenAnswer): string {
  return 'kind' in answer ? answer.kind : answer.token
}
