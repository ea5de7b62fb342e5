import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { AccessToken, type TokenAnswer } from './access-token.js'
import { localServer, type LocalAnswer, type LocalServer } from '../testing/http-server.js'

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
    token = new AccessToken({ tokenUrl: `${server.url}/token`, clientId: 'id', clientSecret: 'secret' }, () => Date.now())
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
    answer = () => ({ body: { access_token: `token ${++given}`, expires_in: 90 } })
    await get()
    jest.setSystemTime(START + 44_000)
    const before = await get()
    jest.setSystemTime(START + 46_000)
    expect([before, await get()]).toEqual(['token 1', 'token 2'])
  })

  it.each([
    ['20 seconds', { expires_in: 20 }],
    ['no time at all', { expires_in: 0 }],
    ['a minute that is over by another clock', { expires_at: START / 1_000 - 86_400 }],
    ['until a day long ago', { expires_at: '1999-12-31T23:59:59Z' }],
  ])('is used while it is accepted where it lives for %s', async (_, life) => {
    const date = new Date(START).toUTCString()
    answer = () => ({ headers: { date }, body: { access_token: `token ${++given}`, ...life } })
    const first = await get()
    token.accepted(first)
    jest.setSystemTime(START + 1_800_000)
    const later = await get()
    token.discard(first)
    expect([first, later, await get(), server.asked.length]).toEqual(['token 1', 'token 1', 'token 2', 2])
  })

  it('uses the endpoint’s clock where that gives an instant', async () => {
    const theirs = START - 7_200_000
    const date = new Date(theirs).toUTCString()
    answer = () => ({ headers: { date }, body: { access_token: `token ${++given}`, expires_at: theirs / 1_000 + 3_600 } })
    await get()
    jest.setSystemTime(START + 3_539_000)
    const before = await get()
    jest.setSystemTime(START + 3_541_000)
    expect([before, await get()]).toEqual(['token 1', 'token 2'])
  })

  it('is good for as long as it is accepted, though the endpoint gives no other', async () => {
    await get()
    answer = () => ({ status: 500 })
    jest.setSystemTime(START + 3_700_000)
    const late = [await get(), await get()]
    expect([late, server.asked.length]).toEqual([['token 1', 'token 1'], 2])
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

  it('takes no refusal of its own endpoint for a listing’s missing permission', async () => {
    answer = () => ({ status: 403, body: 'no way through here' })
    expect(await token.get(NEVER)).toMatchObject({ kind: 'unauthorized', status: 403 })
  })

  it.each([
    ['refused', { status: 400 }, 'unauthorized'],
    ['in trouble', { status: 500 }, 'server'],
    ['unreadable', { body: 'a page of HTML' }, 'unreadable'],
  ])('is asked for by one, with growing pauses, where the endpoint is %s', async (_, failing, kind) => {
    answer = () => failing
    const tokens = new Set<string>()
    for (let second = 0; second < 60; second++) {
      jest.setSystemTime(START + second * 1_000)
      for (const each of await Promise.all(Array.from({ length: 20 }, get))) tokens.add(each)
    }
    // At 0, 1, 3, 7, 15 and 31 seconds.
    expect([tokens, server.asked.length]).toEqual([new Set([kind]), 6])
  })

  it('is asked for again a minute later at most, and begins with short pauses once it was given', async () => {
    const good = answer
    answer = () => ({ status: 500 })
    for (let minute = 0; minute < 10; minute++) {
      jest.setSystemTime(START + minute * 60_001)
      await get()
    }
    const failed = server.asked.length
    answer = good
    jest.setSystemTime(START + 10 * 60_001)
    const first = await get()
    token.discard(first)
    answer = () => ({ status: 500 })
    await get()
    jest.setSystemTime(START + 10 * 60_001 + 1_001)
    await get()
    expect([failed, first, server.asked.length]).toEqual([10, 'token 1', 13])
  })

  it('is not asked for without end where each new one is refused', async () => {
    for (let second = 0; second < 60; second++) {
      jest.setSystemTime(START + second * 1_000)
      for (let listing = 0; listing < 20; listing++) token.discard(await get())
    }
    expect(server.asked.length).toBeLessThanOrEqual(8)
  })

  it('is asked for by one caller where the endpoint does not answer', async () => {
    await server.close()
    const failed = await Promise.allSettled(Array.from({ length: 20 }, get))
    const [first, ...others] = failed.map((each) => (each.status === 'rejected' ? (each.reason as unknown) : undefined))
    expect(others.every((other) => other === first && other !== undefined)).toBe(true)
    await expect(token.get(NEVER)).rejects.toBe(first)
    expect(token.waitMs).toBe(1_000)
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

  it.each([
    ['0', 1_000],
    ['31536000', 300_000],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 1_000],
  ])('is not asked for without a pause, nor after more than five minutes: Retry-After %s', async (stated, waitMs) => {
    answer = () => ({ status: 429, headers: { 'retry-after': stated } })
    await expect(token.get(NEVER)).rejects.toMatchObject({ name: 'Fault' })
    expect(token.waitMs).toBe(waitMs)
  })

  it('is a retryable Fault where the endpoint does not answer', async () => {
    await server.close()
    await expect(token.get(NEVER)).rejects.toMatchObject({ name: 'Fault', retryable: true })
  })

  it('ends waiting when it is aborted', async () => {
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
