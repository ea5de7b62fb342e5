import { describe, expect, it } from '@jest/globals'
import { instantOfMs, parseInstant } from '@trellis/pipeline'
import { isHarvestError } from './error.js'
import { readToken, tokenRequest } from './token.js'

const now = instantOfMs(1_700_000_000_000)
const HOUR = 3_600_000_000

describe('tokenRequest', () => {
  it('authenticates the client by Basic and names the acting user', () => {
    expect(tokenRequest('https://auth.greenhouse.io/token', { clientId: 'id', clientSecret: 'sécret', userId: '42' })).toEqual({
      url: 'https://auth.greenhouse.io/token',
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from('id:sécret').toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
      },
      body: 'grant_type=client_credentials&sub=42',
    })
  })

  it('lets the service user of the credential act where no user is named', () => {
    expect(tokenRequest('https://a/token', { clientId: 'id', clientSecret: 's' }).body).toBe('grant_type=client_credentials')
  })
})

describe('readToken', () => {
  const read = (answer: object) => readToken(200, JSON.stringify({ token_type: 'Bearer', access_token: 'jwt', ...answer }), now)

  it.each([
    ['seconds', { expires_in: 60 }, now + 60_000_000],
    ['seconds as text', { expires_in: '60' }, now + 60_000_000],
    ['an instant', { expires_at: '2026-11-23T14:00:00Z' }, parseInstant('2026-11-23T14:00:00Z')],
    ['epoch seconds', { expires_at: 1_800_000_000 }, instantOfMs(1_800_000_000_000)],
    ['both: the one that needs no clock wins', { expires_in: 60, expires_at: '2026-11-23T14:00:00Z' }, now + 60_000_000],
    ['neither: an hour', {}, now + HOUR],
    ['what cannot be read: an hour', { expires_in: -1, expires_at: 'tomorrow' }, now + HOUR],
  ])('reads an expiry in %s', (_, answer, expiresAt) => expect(read(answer)).toEqual({ token: 'jwt', expiresAt }))

  it.each([
    [401, '{"error":"invalid_client"}', 'unauthorized'],
    [400, '{"message":"malformed client id abc"}', 'unauthorized'],
    [403, '', 'forbidden'],
    [429, '', 'rate_limited'],
    [502, '<html>', 'server'],
    [200, '<html>', 'unreadable'],
    [200, '{}', 'unreadable'],
    [200, '{"access_token":""}', 'unreadable'],
    [302, '', 'unexpected'],
  ])('reads %d %s as a refusal without its text', (status, text, kind) => {
    const answer = readToken(status, text, now)
    expect(isHarvestError(answer)).toBe(true)
    expect(answer).toEqual({ kind, status, names: [] })
  })
})
