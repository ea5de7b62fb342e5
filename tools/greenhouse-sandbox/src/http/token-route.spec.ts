import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ReadingClient } from '../reading-client.js'
import type { RunningSandbox } from '../running-sandbox.js'
import { startSandbox } from '../start-sandbox.js'

describe('the token endpoint', () => {
  let now = Date.UTC(2026, 10, 1)
  let sandbox: RunningSandbox
  let client: ReadingClient

  beforeAll(async () => {
    sandbox = await startSandbox({
      candidates: 5,
      now: () => now,
      tokenLifeMs: 60_000,
      tokenRateLimit: { limit: 30, windowMs: 60_000 },
    })
    client = new ReadingClient(sandbox)
  })
  afterAll(() => sandbox.stop())

  it('gives a bearer token with both spellings of its expiry', async () => {
    const answer = await client.token()
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.text)).toEqual({
      token_type: 'Bearer',
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      expires_in: 60,
      expires_at: new Date(now + 60_000).toISOString(),
    })
  })

  it('takes grant type and acting user from the query as well', async () => {
    const search = `?grant_type=client_credentials&sub=${sandbox.credentials.userId}`
    expect((await client.token('', client.basic(), search)).status).toBe(200)
  })

  it('answers an unknown client with 401 invalid_client', async () => {
    const answer = await client.token(undefined, client.basic('someone-else'))
    expect([answer.status, answer.text]).toEqual([401, '{"error":"invalid_client"}'])
  })

  it('answers a wrong secret as it answers an unknown client', async () => {
    const answer = await client.token(undefined, client.basic(undefined, 'wrong'))
    expect([answer.status, answer.text]).toEqual([401, '{"error":"invalid_client"}'])
  })

  it('answers a request without credentials with 401, a message and an error id', async () => {
    const answer = await client.token(undefined, '')
    expect([answer.status, Object.keys(JSON.parse(answer.text) as object)]).toEqual([401, ['message', 'errorId']])
  })

  it('repeats a malformed client id in a 400', async () => {
    const answer = await client.token(undefined, client.basic('no such id!'))
    expect([answer.status, answer.text.includes('no such id!')]).toEqual([400, true])
  })

  it.each(['', 'grant_type=password', 'grant_type=client_credentials&sub=unknown', 'grant_type=client_credentials&sub=1'])(
    'refuses the body "%s" with 400',
    async (body) => expect((await client.token(body)).status).toBe(400),
  )

  it('gives tokens that end with their life', async () => {
    expect((await client.get('/v3/jobs')).status).toBe(200)
    now += 60_001
    expect((await client.get('/v3/jobs')).status).toBe(401)
  })

  it('counts its requests apart from the listings', async () => {
    now += 60_000
    const answer = await client.token()
    expect([answer.headers.get('x-ratelimit-limit'), answer.headers.get('x-ratelimit-remaining')]).toEqual(['30', '29'])
  })

  it('lets a user who is no Site Admin have a token, but no listing', async () => {
    const plain = sandbox.truth('users').find((user) => user['site_admin'] === false && user['deactivated'] === false)
    const { access_token } = JSON.parse(
      (await client.token(`grant_type=client_credentials&sub=${String(plain?.['id'])}`)).text,
    ) as {
      access_token: string
    }
    expect((await client.get('/v3/jobs', access_token)).status).toBe(403)
  })
})
