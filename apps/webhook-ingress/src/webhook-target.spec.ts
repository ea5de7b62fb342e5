import { describe, expect, it } from '@jest/globals'
import { connectionNamed } from './webhook-target.js'

describe('a request target', () => {
  it.each([
    '/webhooks/greenhouse/acme',
    '/webhooks/greenhouse/acme/',
    '/webhooks/greenhouse/acme?a=b',
    '/webhooks/greenhouse/acme/?a=/b/c',
    '/webhooks/greenhouse/ac%6de',
    '/webhooks/greenhouse/%61%63%6D%65',
    '/%77ebhooks/greenhouse/acme',
    'http://ingress.example/webhooks/greenhouse/acme',
    'HTTPS://ingress.example:8443/webhooks/greenhouse/%61cme?x',
  ])('names its connection in every legal spelling: %s', (target) => {
    expect(connectionNamed(target)).toBe('acme')
  })

  it.each([
    '/',
    '*',
    '',
    '/metrics',
    '/webhooks/greenhouse/',
    '/webhooks/greenhouse/acme/more',
    '/webhooks%2Fgreenhouse/acme',
    '/webhooks/greenhouse%2facme',
    '/webhooks/greenhouse/ac%me',
    '/webhooks/greenhouse/%ff',
    '/webhooks/greenhouse/a%20b',
    `/webhooks/greenhouse/${'a'.repeat(65)}`,
    '/x?/webhooks/greenhouse/acme',
    'http://ingress.example?/webhooks/greenhouse/acme',
    'ftp://ingress.example/webhooks/greenhouse/acme',
  ])('that is no webhook’s names none: %s', (target) => {
    expect(connectionNamed(target)).toBeUndefined()
  })
})
