import { describe, expect, it } from '@jest/globals'
import { ACTIONS } from '@trellis/greenhouse/webhook'
import { webhookTarget } from './webhook-target.js'

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
    expect(webhookTarget(target)).toEqual({ connection: 'acme', event: undefined })
  })

  it.each([
    '/webhooks/greenhouse/acme/hire_candidate',
    '/webhooks/greenhouse/acme/hire_candidate/?a=b',
    '/webhooks/greenhouse/acme/hire%5fcandidate',
    'https://ingress.example/webhooks/greenhouse/acme/%68ire_candidate',
  ])('names an event in every legal spelling: %s', (target) => {
    expect(webhookTarget(target)).toEqual({ connection: 'acme', event: 'hire_candidate' })
  })

  it('may name each event that there is', () => {
    expect(ACTIONS.map((action) => webhookTarget(`/webhooks/greenhouse/acme/${action}`)?.event)).toEqual(ACTIONS)
  })

  it.each(['more', 'ping', 'hire', 'hire_candidates', 'constructor'])('says of an event that there is none of, %s', (event) => {
    expect(webhookTarget(`/webhooks/greenhouse/acme/${event}`)).toEqual({ connection: 'acme', event: 'unknown' })
  })

  it.each([
    '/',
    '*',
    '',
    '/metrics',
    '/webhooks/greenhouse/',
    '/webhooks/greenhouse/acme/hire_candidate/more',
    '/webhooks/greenhouse/acme//',
    '/webhooks/greenhouse/acme/HIRE_CANDIDATE',
    '/webhooks%2Fgreenhouse/acme',
    '/webhooks/greenhouse%2facme',
    '/webhooks/greenhouse/acme%2fhire_candidate',
    '/webhooks/greenhouse/ac%me',
    '/webhooks/greenhouse/%ff',
    '/webhooks/greenhouse/a%20b',
    `/webhooks/greenhouse/${'a'.repeat(65)}`,
    `/webhooks/greenhouse/acme/${'a'.repeat(65)}`,
    '/x?/webhooks/greenhouse/acme',
    'http://ingress.example?/webhooks/greenhouse/acme',
    'ftp://ingress.example/webhooks/greenhouse/acme',
  ])('that is no webhook’s names none: %s', (target) => {
    expect(webhookTarget(target)).toBeUndefined()
  })
})
