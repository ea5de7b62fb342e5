import { describe, expect, it } from '@jest/globals'
import { connectionGiven } from './connection-given.js'

describe('the connection that the environment describes', () => {
  it('has what is given of it', () => {
    const env = {
      GREENHOUSE_CONNECTION: 'acme',
      HARVEST_CLIENT_ID: 'c',
      HARVEST_CLIENT_SECRET: 's',
      HARVEST_USER_ID: '12',
      WEBHOOK_SECRETS: 'a, b',
    }
    expect(connectionGiven(env)).toEqual({
      id: 'acme',
      name: 'acme',
      clientId: 'c',
      clientSecret: 's',
      harvestUserId: 12n,
      webhookSecrets: ['a', 'b'],
    })
    expect(connectionGiven({ GREENHOUSE_CONNECTION: 'acme', WEBHOOK_SECRETS: '["a,b"]' })).toEqual({
      id: 'acme',
      name: 'acme',
      webhookSecrets: ['a,b'],
    })
  })

  it.each([
    ['GREENHOUSE_CONNECTION', {}],
    ['GREENHOUSE_CONNECTION', { GREENHOUSE_CONNECTION: 'a/b' }],
    ['come together', { GREENHOUSE_CONNECTION: 'acme', HARVEST_CLIENT_ID: 'c' }],
    ['nothing to register', { GREENHOUSE_CONNECTION: 'acme' }],
    ['HARVEST_USER_ID', { GREENHOUSE_CONNECTION: 'acme', HARVEST_USER_ID: 'me', WEBHOOK_SECRETS: 'a' }],
    ['JSON array', { GREENHOUSE_CONNECTION: 'acme', WEBHOOK_SECRETS: '[""]' }],
  ])('is refused where it is none: %s', (why, env) => {
    expect(() => connectionGiven(env)).toThrow(why)
  })
})
